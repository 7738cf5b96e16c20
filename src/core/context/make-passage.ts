import type { InlineText } from '../documents/question-file.ts';
import { shortHash } from '../text/hash.ts';
import type { LineIndex } from '../text/lines.ts';
import type { Passage, Unit } from './passage.ts';
import { inlineUnits } from './units.ts';

export type PassageHead = Pick<Passage, 'number' | 'label' | 'path'>;

/** A passage of a text that stands in a document of its own. Its units and hash are worked out when first asked. */
export function inlinePassage(head: PassageHead, text: InlineText, lines: () => LineIndex): Passage {
	let units: readonly Unit[] | undefined;
	const own = () => {
		units ??= inlineUnits(text, lines(), { passage: head.number, path: head.path });
		return units;
	};
	return lazyPassage({ ...head, inline: true }, own);
}

/** A passage of units that others may share. */
export function filePassage(head: PassageHead, units: readonly Unit[]): Passage {
	return lazyPassage({ ...head, inline: false }, () => units);
}

/** Thousands of passages are made on a key press only to be checked; hashing all of them takes longer than the rest. */
function lazyPassage(head: PassageHead & Pick<Passage, 'inline'>, units: () => readonly Unit[]): Passage {
	let text: string | undefined;
	let hash: string | undefined;
	return {
		...head,
		get text() {
			text ??= units()
				.map(unit => unit.text)
				.join('\n');
			return text;
		},
		get hash() {
			hash ??= shortHash(this.text);
			return hash;
		},
		get units() {
			return units();
		},
	};
}
