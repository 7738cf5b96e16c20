import { changedNumbers } from './changed-number.ts';
import { type Fake, type FakeSource, isVerified } from './fake.ts';
import { negations } from './negation.ts';
import { offTopics } from './off-topic.ts';
import { omissions } from './omission.ts';
import { swappedNames } from './swapped-name.ts';

/**
 * All fakes that local code can make of a good answer, one edit each (methods S5: SUB-NUM, SUB-ENT, NEG, REM, OFF). Only those
 * where nothing but the intended range differs are kept; the same source gives the same list.
 */
export function fakesOf(source: FakeSource): readonly Fake[] {
	const made = [
		...changedNumbers(source),
		...swappedNames(source),
		...negations(source),
		...omissions(source),
		...offTopics(source),
	];
	const seen = new Set<string>();
	return made.filter(fake => {
		const fresh = isVerified(fake, source.reference) && !seen.has(fake.answer);
		seen.add(fake.answer);
		return fresh;
	});
}
