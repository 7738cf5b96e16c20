import type { TextRange } from '../../text/range.ts';

/** Which edit made a fake of a good answer. */
export type FakeKind = (typeof FAKE_KINDS)[number];

export const FAKE_KINDS = ['changed-number', 'swapped-name', 'negation', 'omission', 'off-topic'] as const;

/** A bad answer made from a good one by exactly one edit. */
export interface Fake {
	readonly kind: FakeKind;
	readonly answer: string;
	/** What the edit replaced in the good answer. Everything outside it is as it was. */
	readonly replaced: TextRange;
	/** What stands there now; empty for an omission. */
	readonly by: string;
}

/** What fakes are made from. */
export interface FakeSource {
	/** The good answer. */
	readonly reference: string;
	/** The context of its question: names are taken from it, and no number that it holds. */
	readonly context: string;
	/** Good answers to other questions, for answers that are off the topic. */
	readonly others: readonly string[];
}

/** A fake by replacing one range of the good answer. */
export function fakeBy(kind: FakeKind, reference: string, replaced: TextRange, by: string): Fake {
	return { kind, answer: reference.slice(0, replaced.start) + by + reference.slice(replaced.end), replaced, by };
}

/** True where the fake is the good answer with nothing but the named range changed, and is not the good answer. */
export function isVerified(fake: Fake, reference: string): boolean {
	const { start, end } = fake.replaced;
	const tail = reference.length - end;
	return (
		fake.answer.trim() !== '' &&
		fake.answer !== reference &&
		start <= end &&
		fake.answer.slice(0, start) === reference.slice(0, start) &&
		fake.answer.slice(fake.answer.length - tail) === reference.slice(end) &&
		fake.answer.slice(start, fake.answer.length - tail) === fake.by &&
		fake.by !== reference.slice(start, end)
	);
}
