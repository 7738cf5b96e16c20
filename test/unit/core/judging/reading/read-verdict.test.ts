import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { readVerdict } from '../../../../../src/core/judging/reading/read-verdict.ts';
import { cpuSeconds, endedSoon } from '../../../../support/ends-soon.ts';
import { PEER_READERS } from '../../../../support/peer-readers.ts';
import { outcomeOf } from '../../../../support/reading-outcome.ts';
import { testRubric } from '../../../../support/rubrics.ts';
import { records, sharedData } from '../../../../support/shared-data.ts';
import { verdictCorpus } from '../../../../support/verdict-corpus.ts';
import { verdictVariants } from '../../../../support/verdict-variants.ts';

const rubric = testRubric('built-in');
const corpus = verdictCorpus();

describe('every reply of the corpus is read as a person reads it', () => {
	for (const shape of new Set(corpus.map(each => each.shape))) {
		test(shape, () => {
			for (const reply of corpus.filter(each => each.shape === shape)) {
				const by = testRubric(reply.rubric);
				const reading = readVerdict(reply.reply, by);
				const read = by.criteria.map(each => reading.ratings[each.id] ?? 'none');
				assert.deepEqual({ read, reason: reading.reason }, { read: reply.expect, reason: reply.reason }, reply.reply);
				assert.equal(reading.score !== undefined, reply.reason === undefined);
				assert.equal(reading.problems.length > 0, reply.reason !== undefined);
				if (reply.score !== undefined) {
					assert.equal(reading.score, reply.score);
				}
				if (reply.evidence !== undefined) {
					assert.deepEqual(reading.evidence, reply.evidence);
				}
			}
		});
	}

	test('it is as large and as varied as it claims', () => {
		const shapes = [...new Set(corpus.map(each => each.shape))];
		assert.ok(corpus.length >= 150, `${corpus.length} replies`);
		assert.ok(shapes.length >= 30, `${shapes.length} shapes`);
		assert.ok(shapes.every(shape => corpus.filter(each => each.shape === shape).length <= 6));
		const unscored = corpus.filter(each => each.reason !== undefined);
		assert.ok(unscored.length >= 35, `${unscored.length} unscored`);
		assert.ok(unscored.every(each => each.why !== undefined));
	});
});

test('the corpus is hard: a reader that takes the last level word behind each name fails often', () => {
	const naive = PEER_READERS.find(reader => reader.name === 'naïve')!;
	const failed = corpus.filter(each => {
		const by = testRubric(each.rubric);
		return outcomeOf(naive.read(each.reply, by), each, by) !== 'right';
	});
	assert.ok(failed.length >= 40, `it fails at ${failed.length}`);
});

test('replies in another dress, and the same ratings written anew, are read alike', () => {
	for (const variant of verdictVariants(200, 11)) {
		const by = testRubric(variant.rubric);
		const reading = readVerdict(variant.reply, by);
		assert.equal(outcomeOf(reading.ratings, variant, by), 'right', `${variant.made}\n${variant.reply}`);
	}
});

test('a number at the end of JSON that is cut off is not read, whatever space follows', () => {
	for (const end of ['', '\n', '\r\n\n ']) {
		const reading = readVerdict(`{"accuracy": 7, "depth": 7, "style": 1${end}`, testRubric('zero-to-ten'));
		assert.deepEqual([reading.state, reading.ratings], ['unscored', { accuracy: '7', depth: '7' }]);
	}
});

test('the given replies of a real judge are read as a person reads them', context => {
	const text = sharedData('verdicts/judge-replies.jsonl');
	if (text === undefined) {
		context.skip('the shared data are not here');
		return;
	}
	for (const record of records(text)) {
		const reading = readVerdict(String(record.reply), rubric);
		const expected = Object.entries(record.expected_ratings as Record<string, string>);
		assert.deepEqual(reading.ratings, Object.fromEntries(expected.map(([name, level]) => [name.toLowerCase(), level])));
		assert.equal(reading.score, record.expected_score);
	}
});

test('reasons and quotes are kept with their criterion', () => {
	const reading = readVerdict(
		[
			'**Relevance:** Good – it names the harbour.',
			'**Faithfulness:** Fair',
			'Reason: one date is off.',
			'Evidence: "The pier was built in 1901."',
			'**Completeness:** Good',
			'**Clarity:** Good',
			'**Conciseness:** Good',
		].join('\n'),
		rubric,
	);
	assert.equal(reading.reasons.relevance, 'it names the harbour.');
	assert.equal(reading.reasons.faithfulness, 'one date is off.');
	assert.deepEqual(reading.evidence, { faithfulness: ['The pier was built in 1901.'] });
});

test('what is wrong is said in a sentence', () => {
	const reading = readVerdict('Relevance: Good\nFaithfulness: 7/10\nClarity: Good\nClarity: Bad', rubric);
	assert.deepEqual(reading.problems, [
		'Faithfulness is rated "7/10", which is no level of the scale (Excellent, Good, Fair, Bad, Worse).',
		'Completeness has no rating in this reply.',
		'Clarity is rated more than once and differently: "Good" and "Bad".',
		'Conciseness has no rating in this reply.',
	]);
	assert.deepEqual(reading.ratings, { relevance: 'Good' });
	assert.equal(reading.reason, 'contradicting');
});

const level = fc.constantFrom(...rubric.levels.map(each => each.name));
const levels = fc.tuple(level, level, level, level, level);
const style = fc.record({
	bullet: fc.constantFrom('', '- ', '* ', '• ', '1. ', '> ', '### ', '(a) '),
	mark: fc.constantFrom('', '*', '**', '****', '__', '`'),
	separator: fc.constantFrom(': ', ':', ' - ', ' – ', ' = ', '：', ': \n', '\n', '\n\n', ' → ', ' | '),
	after: fc.constantFrom(
		'',
		'.',
		' – it does what it should',
		' (see line 4)',
		', not excellent and not bad',
		'\nA good, fair, bad reason.',
	),
	lineBreak: fc.constantFrom('\n', '\r\n', '\n\n', '\n \n'),
	lettering: fc.constantFrom<(word: string) => string>(
		word => word,
		word => word.toLowerCase(),
		word => word.toUpperCase(),
	),
	space: fc.constantFrom(' ', '\u00a0', '  '),
	before: fc.constantFrom('', 'Evaluation of the answer\n\n', '<think>Relevance: Worse</think>\n'),
});
const order = fc.shuffledSubarray([0, 1, 2, 3, 4], { minLength: 5 });

test('marks, order, spacing and letter case do not change the reading', () => {
	fc.assert(
		fc.property(levels, style, order, (wanted, look, sequence) => {
			const lines = sequence.map(i => {
				const name = look.lettering(rubric.criteria[i]!.name);
				const value = `${look.mark}${look.lettering(wanted[i]!)}${look.mark}`;
				return `${look.bullet}${look.mark}${name}${look.mark}${look.separator}${value}${look.after}`;
			});
			const reply = look.before + lines.join(look.lineBreak).replaceAll(' ', look.space);
			const reading = readVerdict(reply, rubric);
			assert.deepEqual(
				rubric.criteria.map(each => reading.ratings[each.id]),
				wanted,
				reply,
			);
		}),
		{ numRuns: 250 },
	);
});

test('a text that is cut short anywhere never yields a rating that the whole does not have', () => {
	const whole = corpus.filter(each => each.reason === undefined && each.rubric === 'built-in');
	fc.assert(
		fc.property(fc.constantFrom(...whole), fc.double({ min: 0, max: 1, noNaN: true }), (reply, share) => {
			const reading = readVerdict(reply.reply.slice(0, Math.floor(reply.reply.length * share)), rubric);
			rubric.criteria.forEach((criterion, i) => {
				const read = reading.ratings[criterion.id];
				assert.ok(read === undefined || read === reply.expect[i], `${criterion.id}: ${read}`);
			});
		}),
		{ numRuns: 200 },
	);
});

test('no reply makes it throw, and none is scored without all its ratings', () => {
	const piece = fc.oneof(
		fc.string({ maxLength: 8 }),
		fc.constantFrom(
			'{',
			'}',
			'[',
			'"',
			"'",
			':',
			'|',
			'\n',
			'**',
			'Relevance',
			'Good',
			'<think>',
			'</think>',
			'- ',
			'4/5',
			'\ud800',
			'\u{1f600}',
			'\u0301',
			'\0',
		),
	);
	fc.assert(
		fc.property(fc.array(piece, { maxLength: 25 }), pieces => {
			const reading = readVerdict(pieces.join(''), rubric);
			assert.equal(reading.state === 'scored', Object.keys(reading.ratings).length === rubric.criteria.length);
		}),
		{ numRuns: 200 },
	);
});

test('hostile replies end soon', () => {
	const start = cpuSeconds();
	for (const sign of [
		'{',
		'[',
		'{"a":',
		'"',
		'*',
		'|',
		'\n|',
		' ',
		'<a ',
		'Relevance ',
		'Relevance: ',
		'Good ',
		'((',
		"{'",
		'{/*',
		'~~',
	]) {
		const reading = readVerdict(sign.repeat(6000 / sign.length), rubric);
		assert.equal(reading.state, 'unscored', sign);
	}
	endedSoon(start);
});

test('a very long line of ratings takes time that grows with its length', () => {
	const start = cpuSeconds();
	const { ratings, state } = readVerdict('**Relevance**: Good '.repeat(30_000), rubric);
	assert.deepEqual([state, ratings], ['unscored', { relevance: 'Good' }]);
	endedSoon(start);
});
