import { type GeneratedProbe, type ProbeSource, probeBy } from './probe.ts';

/** Turns one quantity or order of events into another: `all` into `some`, `at least` into `at most`, `before` into `after` (English and German). */
export function* quantifiers({ reference }: ProbeSource): Iterable<GeneratedProbe> {
	for (const match of reference.matchAll(PATTERN)) {
		const other = OTHERS.get(match[0].toLowerCase());
		if (other !== undefined) {
			const range = { start: match.index, end: match.index + match[0].length };
			const by = /^\p{Lu}/u.test(match[0]) ? other.charAt(0).toUpperCase() + other.slice(1) : other;
			yield probeBy('quantifier', reference, range, by);
		}
	}
}

const PAIRS: readonly (readonly [string, string])[] = [
	['at least', 'at most'],
	['more than', 'less than'],
	['before', 'after'],
	['always', 'sometimes'],
	['maximum', 'minimum'],
	['highest', 'lowest'],
	['most', 'few'],
	['above', 'below'],
	['both', 'neither'],
	['first', 'last'],
	['mindestens', 'höchstens'],
	['mehr als', 'weniger als'],
	['immer', 'manchmal'],
];
/** These are not turned back: `some` for `all` is wrong, `all` for `some` may be right in what it leaves open. */
const ONE_WAY: readonly (readonly [string, string])[] = [
	['all', 'some'],
	['every', 'hardly any'],
	['each', 'hardly any'],
	['never', 'sometimes'],
	['only', 'also'],
	['alle', 'einige'],
	['jede', 'kaum eine'],
	['nie', 'manchmal'],
];
const OTHERS: ReadonlyMap<string, string> = new Map([...PAIRS, ...PAIRS.map(([a, b]) => [b, a] as const), ...ONE_WAY]);
/** Not `at all`, `first of all`, `most of which`, names of things (`First Street`), nor parts of hyphenated words. */
const PATTERN = new RegExp(
	`(?<![\\p{L}\\p{N}-]|\\bat |\\bof )(?:${[...OTHERS.keys()].sort((a, b) => b.length - a.length).join('|')})(?![\\p{L}\\p{N}-]| \\p{Lu}| of all)`,
	'giu',
);
