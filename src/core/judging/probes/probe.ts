import type { Dimension } from '../../offline/criterion-meaning.ts';
import type { TextRange } from '../../text/range.ts';
import { FAKE_KINDS, type Fake, type FakeSource } from './fake.ts';

/** Every kind of generated probe (methods S5, S6). */
export const GENERATED_KINDS = [
	...FAKE_KINDS,
	'quantifier',
	'insertion',
	'parrot',
	'stuffing',
	'padding',
	'dont-know',
	'tone',
	'injection',
	'paraphrase',
] as const;

export type GeneratedKind = (typeof GENERATED_KINDS)[number];

/** `fake` and `good` are the ones that a person wrote into the question file. */
export type ProbeKind = GeneratedKind | 'fake' | 'good';

/** Two answers that differ by exactly one edit, of which the second tests what the judge makes of the edit. */
export interface GeneratedProbe {
	readonly kind: GeneratedKind;
	/** What it is compared with: the good answer; for `tone` and `injection` a fake of it. */
	readonly base: string;
	readonly answer: string;
	/** What the edit replaced in `base`. Everything outside it is as it was. */
	readonly replaced: TextRange;
	/** What stands there now. */
	readonly by: string;
}

/** What probes are made from. */
export interface ProbeSource extends FakeSource {
	readonly question: string;
}

/** The dimension that must drop. The invariance tests have none: for them nothing may change, or rise, or drop. */
export const TARGET: Readonly<Record<GeneratedKind, Dimension | undefined>> = {
	'changed-number': 'faithfulness',
	'swapped-name': 'faithfulness',
	negation: 'faithfulness',
	quantifier: 'faithfulness',
	insertion: 'faithfulness',
	omission: 'completeness',
	'dont-know': 'completeness',
	parrot: 'completeness',
	stuffing: 'completeness',
	'off-topic': 'relevance',
	padding: 'conciseness',
	tone: undefined,
	injection: undefined,
	paraphrase: undefined,
};

/**
 * Kinds that no judge may pass. What only leaves something out, or says it at too great a length, can still deserve to pass, and
 * is not counted as accepted in error.
 */
export const MUST_FAIL: ReadonlySet<ProbeKind> = new Set<ProbeKind>([
	'fake',
	'changed-number',
	'swapped-name',
	'negation',
	'quantifier',
	'insertion',
	'dont-know',
	'parrot',
	'stuffing',
	'off-topic',
]);

/** A probe by replacing one range of `base`. */
export function probeBy(kind: GeneratedKind, base: string, replaced: TextRange, by: string): GeneratedProbe {
	return { kind, base, answer: base.slice(0, replaced.start) + by + base.slice(replaced.end), replaced, by };
}

/** A probe that replaces the whole answer. */
export function wholeProbe(kind: GeneratedKind, base: string, answer: string): GeneratedProbe {
	return probeBy(kind, base, { start: 0, end: base.length }, answer);
}

export function probeOfFake(fake: Fake, reference: string): GeneratedProbe {
	return { ...fake, base: reference };
}
