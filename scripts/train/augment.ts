import { type AttributionRecord, randomNumbers } from './benchmark-data.ts';

/**
 * Changed copies of the records, so that what is learnt does not hang on one collection's layout: without the question,
 * without titles, and a question with its short answer as one claim. Copies with foreign passages between the right ones
 * are left out on purpose: they teach that one passage is always enough, and second hops suffer.
 */
export function augmented(records: readonly AttributionRecord[]): AttributionRecord[] {
	const random = randomNumbers(11);
	return records.flatMap(record => {
		const copies: AttributionRecord[] = [];
		if (record.source === 'clapnq') {
			copies.push({ ...record, question: '' });
		}
		if (record.source === 'hotpotqa' && random() < WITHOUT_TITLES) {
			copies.push({ ...record, context: record.context.map(({ id, text }) => ({ id, text })) });
		}
		if (record.source === 'hotpotqa' && random() < AS_CLAIM) {
			copies.push({ ...record, question: '', answer: `${record.question} ${record.answer}.` });
		}
		return copies;
	});
}

/** Shares of the records that get such a copy. */
const WITHOUT_TITLES = 0.6;
const AS_CLAIM = 0.4;
