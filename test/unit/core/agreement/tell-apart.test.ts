import assert from 'node:assert/strict';
import { test } from 'node:test';
import { agreementReport } from '../../../../src/core/agreement/agreement.ts';
import type { JudgedAnswer } from '../../../../src/core/agreement/judged-answer.ts';
import { rankingAgreements } from '../../../../src/core/agreement/rankings.ts';
import { EMPTY_ANNOTATIONS, setPreference } from '../../../../src/core/annotations/edit.ts';
import type { AnnotationFile, Preference } from '../../../../src/core/documents/annotation-file.ts';

const YES = { model: 'm', prompt: 'p', text: 'Yes.' };
const judged = (question: string, hash: string, score: number, t: number): JudgedAnswer => ({
	...{
		hash,
		question,
		key: `f#${question}@p@m`,
		model: 'm',
		text: 'Yes.',
		judge: 'claude',
		setup: 's',
		rubric: 'R',
		t,
	},
	...{ levels: ['Good', 'Bad'], criteria: ['faithfulness'], ratings: { faithfulness: score > 50 ? 'Good' : 'Bad' } },
	...{ cappedScore: score, passMark: 80, pass: score >= 80, grounding: undefined },
});
const said = { by: 'A', at: undefined };
const file = (more: Partial<AnnotationFile>): AnnotationFile => ({
	...EMPTY_ANNOTATIONS,
	answers: new Map([
		['yes', { question: 'warm', ...YES }],
		['no', { question: 'warm', ...YES, text: 'No.' }],
	]),
	...more,
});

test('a review counts for the question that the file names, not for a newer verdict on the same words elsewhere', () => {
	const report = agreementReport({
		file: file({ reviews: [{ answer: 'yes', state: 'rejected', ...said }] }),
		judged: [judged('warm', 'yes', 20, 1), judged('cold', 'yes', 90, 2)],
		resamples: 0,
	});
	assert.equal(report.judges[0]?.reviews?.exact, 1, 'rejected, and failed');
	const renamed = agreementReport({
		file: file({ reviews: [{ answer: 'yes', state: 'rejected', ...said }] }),
		judged: [judged('heated', 'yes', 20, 1)],
		resamples: 0,
	});
	assert.equal(renamed.judges[0]?.reviews?.n, 1, 'a question that has another id by now keeps its review');
});

test('the same two answers to two questions are two preferences, for the judge and in the file', () => {
	const preference = (question: string, winner: Preference['winner']) => ({ question, winner, ...said });
	const identified = (hash: string, question: string) => ({ hash, ...YES, question });
	const pair = (question: string) => ({ a: identified('yes', question), b: identified('no', question) });
	const one = setPreference(file({}), pair('warm'), preference('warm', 'a'));
	const two = setPreference(one, pair('cold'), preference('cold', 'b'));
	assert.deepEqual(
		two.preferences.map(({ question, winner }) => [question, winner]),
		[
			['warm', 'a'],
			['cold', 'b'],
		],
	);
	const again = setPreference(two, pair('cold'), preference('cold', 'tie'));
	assert.deepEqual(
		again.preferences.map(({ winner }) => winner),
		['a', 'tie'],
	);
	const verdicts = [
		...[judged('warm', 'yes', 90, 1), judged('warm', 'no', 20, 1)],
		...[judged('cold', 'yes', 20, 2), judged('cold', 'no', 90, 2)],
	];
	const report = agreementReport({ file: two, judged: verdicts, resamples: 0 });
	assert.deepEqual([report.judges[0]?.preferences?.n, report.judges[0]?.preferences?.exact], [2, 1]);
	assert.equal(report.people.preferences, undefined, 'nobody said anything twice of one question');
	const ranked = (['warm', 'cold'] as const).map(question => ({
		...{ judge: 'claude', question, a: 'no', b: 'yes' },
		winner: question === 'warm' ? ('b' as const) : ('a' as const),
	}));
	assert.equal(rankingAgreements(two, ranked, 0)[0]?.agreement.exact, 1);
});

test('judges are compared on each question apart where its answers have the same words', () => {
	const other = (answer: JudgedAnswer): JudgedAnswer => ({ ...answer, judge: 'gpt' });
	const warm = judged('warm', 'yes', 90, 1);
	const cold = judged('cold', 'yes', 20, 1);
	const report = agreementReport({
		file: EMPTY_ANNOTATIONS,
		judged: [warm, cold, other(warm), other(judged('cold', 'yes', 90, 1))],
		resamples: 0,
	});
	assert.deepEqual(
		report.jury?.disputed.map(({ question }) => question),
		['cold'],
	);
});
