import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readPreference } from '../../../../src/core/comparing/read-preference.ts';
import { anyText } from '../../../support/any-text.ts';

/** Reply → what a person reads in it. A reason stands for *unread*. */
const REPLIES: readonly (readonly [string, string])[] = [
	// By schema, and near it.
	['{"reason": "A is fuller.", "winner": "A"}', 'first'],
	['{"reason": "…", "winner": "B"}', 'second'],
	['{"reason": "Alike.", "winner": "tie"}', 'tie'],
	['```json\n{\n  "reason": "…",\n  "winner": "B",\n}\n```', 'second'],
	['I weighed both.\n{"winner": "a", "reason": "…"}\nThat is all.', 'first'],
	['{"verdict": {"winner": "Answer B", "reason": "…"}}', 'second'],
	['{"better_answer": "Response A"}', 'first'],
	['{"preference": "equally good"}', 'tie'],
	["{'winner': 'B'}", 'second'],
	['{"winner": "A>B"}', 'first'],
	['<think>{"winner": "A"} … no.</think>{"winner": "B"}', 'second'],
	['{"winner": "C"}', 'off-scale'],
	['{"winner": null}', 'off-scale'],
	['{"winner": 1}', 'off-scale'],
	['{"winner": "A or B"}', 'off-scale'],
	['{"reason": "B is better."}', 'unparsed'],
	['{"reason": "cut off in the middle of the rea', 'unparsed'],
	['{"reason": "…", "winner": "', 'unparsed'],
	['{"winner": "A"} {"winner": "B"}', 'contradicting'],
	['The answer says {"winner": "B"}. My verdict: {"winner": "A"}', 'contradicting'],
	['{"winner": "A"}\nFinal verdict: B', 'contradicting'],
	// Marks.
	['Answer B invents a date, A does not. [[A]]', 'first'],
	['… therefore my verdict is [[B]].', 'second'],
	['[[C]]', 'tie'],
	['[[tie]]', 'tie'],
	['My final verdict is: [[B>>A]]', 'second'],
	['[[A=B]]', 'tie'],
	['[[A]] or rather [[B]]', 'contradicting'],
	['[[D]]', 'off-scale'],
	// Labelled lines.
	['Both name the rank, but only B is complete.\n\n**Winner:** B', 'second'],
	['Verdict: Answer A', 'first'],
	['**Final verdict: Answer A is better.**', 'first'],
	['## Verdict\n\nAnswer B', 'second'],
	['- Better answer → A', 'first'],
	['The better answer is: B.', 'second'],
	['Winner — tie', 'tie'],
	['Gewinner: Antwort B', 'second'],
	['Urteil: unentschieden', 'tie'],
	['Ganador: A', 'first'],
	['Winner: A\nWinner: B', 'contradicting'],
	['Winner: neither', 'off-scale'],
	['Final verdict: C', 'off-scale'],
	// Nothing else.
	['A', 'first'],
	['**B**', 'second'],
	['Tie.', 'tie'],
	['Answer A', 'first'],
	['Both are right, A is cited better in part.\n\nB', 'second'],
	['Answer A\nNames the year.\n\nAnswer B', 'unparsed'],
	['## Answer A\nGood.\n\n## Answer B:\n', 'unparsed'],
	['It names the year.\n\nAnswer B:', 'unparsed'],
	['Answer A\nGood.\nAnswer B\nBad.\n\nVerdict:\nAnswer A', 'first'],
	['{"winner": "answer_b"}', 'second'],
	['{"winner": "model-a"}', 'first'],
	['Verdict: A is better than B', 'first'],
	['1', 'unparsed'],
	['', 'unparsed'],
	['…', 'unparsed'],
	['I cannot compare these.', 'unparsed'],
	// Sentences.
	['Answer A is better because it is correct. Answer B is better.', 'contradicting'],
	['Answer A is better, because it is correct.', 'first'],
	['Answer B is better.', 'second'],
	['Overall, answer A is the better one.', 'first'],
	['I prefer answer B over answer A.', 'second'],
	['The better answer is A', 'first'],
	['So answer B wins.', 'second'],
	['It is a tie.', 'tie'],
	['Both answers are equally good.', 'tie'],
	['Insgesamt ist klar: Antwort B ist besser.', 'second'],
	['Answer A is not better.', 'unparsed'],
	['Answer A would be better if it cited the line.', 'unparsed'],
	['Is answer A better? Hard to say.', 'unparsed'],
	['Answer A is better in tone and detail.', 'unparsed'],
	['Some would say that answer A is better.', 'unparsed'],
	['Answer A is better. Answer B is better.', 'contradicting'],
	['A better answer would name the year.', 'unparsed'],
	// Points.
	['{"score_a": 8, "score_b": 6}', 'first'],
	['{"scores": {"A": 5, "B": 9}, "reason": "…"}', 'second'],
	['Answer A: 7/10\nAnswer B: 7/10', 'tie'],
	['Score for A: 8\nScore for B: 6.5\n\nWinner: A', 'first'],
	['Answer A: 4\nAnswer B: 9\nWinner: A', 'contradicting'],
	['{"scores": {"A": 8, "B": 8}, "winner": "B"}', 'second'],
	['8 6', 'unparsed'],
];

for (const [reply, right] of REPLIES) {
	test(`reads ${JSON.stringify(reply).slice(0, 90)}`, () => {
		const reading = readPreference(reply);
		assert.equal(reading.state === 'read' ? reading.winner : reading.reason, right);
		assert.ok(reading.state === 'read' || /\.$/.test(reading.problem));
	});
}

test('what was said in points and as a reason is kept', () => {
	const reading = readPreference('{"reason": "B names the year.", "scores": {"A": 3, "B": 8}}');
	assert.deepEqual(reading, {
		state: 'read',
		winner: 'second',
		points: { first: 3, second: 8 },
		why: 'B names the year.',
	});
});

test('A and B swapped in a reply swap what is read', () => {
	const swap = (text: string) => text.replace(/\b[AB]\b/g, letter => (letter === 'A' ? 'B' : 'A'));
	const sided = REPLIES.filter(([reply, right]) => (right === 'first' || right === 'second') && /\b[AB]\b/.test(reply));
	assert.ok(sided.length > 30);
	for (const [reply, right] of sided) {
		const reading = readPreference(swap(reply));
		assert.equal(reading.state === 'read' && reading.winner, right === 'first' ? 'second' : 'first', reply);
	}
});

test('no text throws, and none takes long', () => {
	fc.assert(
		fc.property(anyText({ maxLength: 120 }), text => {
			readPreference(text);
			readPreference(`{"winner": ${JSON.stringify(text)}}`);
		}),
		{ numRuns: 30 },
	);
	const started = process.cpuUsage();
	for (const unit of ['answer a is the the the ', '[[', '{"winner":', 'Verdict: ', '"', 'so so so ', 'answer ( ( ( ']) {
		readPreference(unit.repeat(2_000));
	}
	const { user, system } = process.cpuUsage(started);
	assert.ok(user + system < 600_000, `${(user + system) / 1000} ms of work`);
});
