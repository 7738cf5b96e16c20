import type { Preferred } from '../review/events.ts';

interface NamedSide {
	readonly label: string;
	readonly column: string;
}

const TIE =
	/^(?:tie|tied|draw|equal(?:ly good)?|both|same|even|none better|no preference|unentschieden|gleich(?:stand)?|0\.5)$/;
/** What stands before a name in many files: `model_a`, `answer-1`. */
const NOUN = /^(?:the )?(?:model|answer|response|output|assistant|system|candidate|side|option)[\s_.:#-]*/;

/**
 * Which side words of a file name: by the label or the column of a side, or a tie. `undefined` for anything else, so also for "A" where no
 * side is called so: which one it meant would be a guess.
 */
export function recordedWinner(
	words: string,
	{ a, b }: { readonly a: NamedSide; readonly b: NamedSide },
): Preferred | undefined {
	const said = fold(words);
	const names = (side: NamedSide) => new Set([side.label, side.column].flatMap(name => [fold(name), bare(name)]));
	const [first, second] = [names(a), names(b)];
	const forA = first.has(said) || (first.has(bare(words)) && !second.has(said));
	const forB = second.has(said) || (second.has(bare(words)) && !first.has(said));
	if (forA !== forB) {
		return forA ? 'a' : 'b';
	}
	return !forA && TIE.test(said) ? 'tie' : undefined;
}

function fold(words: string): string {
	return words
		.normalize('NFKC')
		.trim()
		.replace(/^[[("'*\s]+|[\])"'*.!\s]+$/g, '')
		.toLowerCase();
}

function bare(words: string): string {
	return fold(words).replace(NOUN, '');
}
