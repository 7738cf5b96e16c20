import assert from 'node:assert/strict';
import { test } from 'node:test';
import { agreementReport } from '../../../../src/core/agreement/agreement.ts';
import { agreementDocument } from '../../../../src/core/agreement/agreement-text.ts';
import { confidenceOf } from '../../../../src/core/agreement/confidence.ts';
import type { JudgedAnswer } from '../../../../src/core/agreement/judged-answer.ts';
import { EMPTY_ANNOTATIONS } from '../../../../src/core/annotations/edit.ts';
import type { Review } from '../../../../src/core/documents/annotation-file.ts';

const verdict = (n: number, cappedScore: number): JudgedAnswer => ({
	...{ hash: `h${n}`, key: `f#q${n}@p@m`, question: `q${n}`, model: 'm', text: '', judge: 'claude', setup: 's' },
	...{ rubric: 'R', levels: [], criteria: [], ratings: {}, grounding: undefined, t: 1 },
	...{ cappedScore, passMark: 80, pass: cappedScore >= 80 },
});
const review = (n: number, state: Review['state']): Review => ({ answer: `h${n}`, state, by: 'Ann', at: undefined });
/** People accept what has 90 or more, and every other answer around the pass mark. */
const SCORES = [20, 30, 72, 78, 82, 84, 92, 94, 96, 98];
const answers = Array.from({ length: 220 }, (_, n) => verdict(n, SCORES[n % 10]!));
const reviews = answers.slice(0, 200).map(({ cappedScore }, n) => {
	const sure = cappedScore! < 50 || cappedScore! >= 90;
	return review(n, (sure ? cappedScore! >= 90 : Math.floor(n / 10) % 2 === 0) ? 'accepted' : 'rejected');
});

test('verdicts far from the mark may stand, those near it are for a person, the least sure first', () => {
	const found = confidenceOf({ file: { reviews }, answers, resamples: 100 })!;
	assert.deepEqual([found.n, found.accepted], [200, 120]);
	assert.ok(found.auroc.value > 0.85 && found.auroc.low < found.auroc.value);
	assert.ok(found.calibrated!.brier < found.raw.brier && found.calibrated!.error < found.raw.error);
	assert.deepEqual(
		found.riskCoverage.map(({ error }) => error.of),
		[60, 100, 160, 200],
	);
	assert.equal(found.riskCoverage[0]!.error.hits, 0);
	assert.equal(found.riskCoverage[3]!.error.hits, 40);
	const { safe, unreviewed } = found;
	assert.ok(safe !== undefined && safe.error.high <= 0.1 && safe.coverage >= 0.4 && safe.coverage < 0.8);
	assert.equal(unreviewed.safe + unreviewed.open.length, 20);
	const open = unreviewed.open.map(({ score }) => score);
	assert.ok(
		[72, 78, 82, 84].every(score => open.filter(each => each === score).length === 2),
		open.join(' '),
	);
	assert.ok(!open.includes(20) && !open.includes(98));
	assert.deepEqual(
		unreviewed.open.map(({ sure }) => sure),
		unreviewed.open.map(({ sure }) => sure).sort((a, b) => a - b),
	);
	const strict = confidenceOf({ file: { reviews }, answers, risk: 0.001, resamples: 100 })!;
	assert.deepEqual([strict.safe, strict.unreviewed.safe, strict.unreviewed.open.length], [undefined, 0, 20]);
});

test('few reviews, all of one kind, or a score that falls with acceptance leave nothing to the judge', () => {
	const of = (some: readonly Review[]) => confidenceOf({ file: { reviews: some }, answers, resamples: 50 });
	assert.equal(of(reviews.slice(0, 19)), undefined);
	assert.equal(of(reviews.map(each => ({ ...each, state: 'accepted' as const }))), undefined);
	assert.equal(of(reviews.map(each => ({ ...each, state: 'uncertain' as const }))), undefined);
	const few = of(reviews.slice(0, 40))!;
	assert.deepEqual(
		[few.n, few.calibrated, few.scaling, few.safe, few.riskCoverage],
		[40, undefined, undefined, undefined, []],
	);
	const turned = of(reviews.map(each => ({ ...each, state: each.state === 'accepted' ? 'rejected' : 'accepted' })))!;
	assert.deepEqual([turned.calibrated, turned.safe, turned.unreviewed.open], [undefined, undefined, []]);
});

test('the report says what may stand, and leads to what a person should decide', () => {
	const heard = [
		{ key: 'f#a@p@m', model: 'm', question: 'a', hash: '1', fate: 'over', t: 1 },
		{ key: 'f#a@p@m~1', model: 'm', question: 'a', hash: '1', fate: 'over', t: 2 },
		{ key: 'f#b@p@m', model: 'm', question: 'b', hash: '2', fate: 'answers', t: 1 },
		{ key: 'f#c@p@m', model: 'm', question: 'c', hash: '3', fate: 'under', t: 1 },
	] as const;
	const file = { ...EMPTY_ANNOTATIONS, reviews };
	const { lines, places } = agreementDocument(agreementReport({ file, judged: answers, heard, resamples: 50 }));
	assert.ok(lines.includes('## How sure is judge claude, rubric R?'));
	assert.match(
		lines.join('\n'),
		/^Its verdict may stand without a person where it passes an answer with [\d.]+ or more and where it fails one with [\d.]+ or less: \d+ % /m,
	);
	assert.match(
		lines.join('\n'),
		/^says that it cannot tell in 1 of 2 answers where the context tells \(50 % \[\d+–\d+\]\); answers in 1 of 1 where it does not/m,
	);
	const led = places.map(({ line, key }) => [key, lines[line]!.trim().split(' ')[0]]);
	assert.ok(led.every(([key, question]) => key!.startsWith(`f#${question}@`)));
	assert.deepEqual(led.slice(-2), [
		['f#a@p@m~1', 'a'],
		['f#c@p@m', 'c'],
	]);
	const bare = agreementDocument(
		agreementReport({ file: { ...file, reviews: reviews.slice(0, 30) }, judged: answers }),
	);
	assert.ok(
		bare.lines.includes(
			'Nothing is left to this judge: that takes 50 reviews, 5 of each kind, whose scores rise with acceptance.',
		),
	);
});
