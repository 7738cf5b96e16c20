import { type Fake, type FakeSource, fakeBy } from './fake.ts';

/** Good answers to other questions, as they are. One that shares half its words with the right answer may be on the topic and is not taken. */
export function* offTopics({ reference, others }: FakeSource): Iterable<Fake> {
	const own = contentOf(reference);
	for (const other of others) {
		const words = contentOf(other);
		const shared = [...words].filter(word => own.has(word)).length;
		if (words.size > 0 && shared / words.size < 0.5) {
			yield fakeBy('off-topic', reference, { start: 0, end: reference.length }, other);
		}
	}
}

function contentOf(text: string): ReadonlySet<string> {
	return new Set((text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).filter(word => word.length > 3));
}
