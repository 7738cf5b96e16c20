import type { Passage } from '../context/passage.ts';
import type { TextPiece } from '../documents/question-file.ts';
import { shortHash } from '../text/hash.ts';

/** The passages without some of their units; a passage of which none is left goes as a whole, with its label. */
export function passagesWithout(passages: readonly Passage[], dropped: ReadonlySet<string>): readonly Passage[] {
	return passages.flatMap(passage => {
		const units = passage.units.filter(unit => !dropped.has(unit.id));
		if (units.length === passage.units.length) {
			return [passage];
		}
		return units.every(unit => unit.text.trim() === '') ? [] : [withUnits(passage, units)];
	});
}

/** The passages with other words in some of their units. */
export function passagesWith(passages: readonly Passage[], texts: ReadonlyMap<string, string>): readonly Passage[] {
	return passages.map(passage =>
		passage.units.some(unit => texts.has(unit.id))
			? withUnits(
					passage,
					passage.units.map(unit => ({ ...unit, text: texts.get(unit.id) ?? unit.text, pieces: NO_PIECES })),
				)
			: passage,
	);
}

/** What never stood in a document has no place there. */
const NO_PIECES: readonly TextPiece[] = [];

function withUnits(passage: Passage, units: Passage['units']): Passage {
	const { number, label, path, inline } = passage;
	const text = units.map(unit => unit.text).join('\n');
	return { number, label, path, inline, text, hash: shortHash(text), units };
}
