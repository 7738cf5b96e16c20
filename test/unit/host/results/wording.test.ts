import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lensTitle, secondsText, showHidden, stateLine } from '../../../../src/host/results/wording.ts';
import { resultOf } from '../../../support/results.ts';
import { plain } from './plain-words.ts';

test('a pass is its score; everything else says its state in words', () => {
	const passed = resultOf({ ratings: {} });
	const failed = resultOf({ ratings: { faithfulness: 'Worse' } });
	const unscored = resultOf({});
	assert.equal(lensTitle(passed, 'local', plain), '✓ 80.0 local 1.2 s');
	assert.equal(lensTitle(failed, 'local', plain), '✕ 40.0 failed local 1.2 s');
	assert.equal(
		lensTitle(
			{ ...unscored, end: { ...unscored.end!, state: 'unscored', reason: 'timeout', cappedScore: undefined } },
			'local',
			plain,
		),
		'? unscored: timed out local 1.2 s',
	);
});

test('a pass without a score is not a number', () => {
	const result = resultOf({});
	assert.equal(
		lensTitle({ ...result, end: { ...result.end!, state: 'passed', cappedScore: undefined } }, 'local', plain),
		'✓ passed local 1.2 s',
	);
});

test('a score that would pass, but for a check, says so', () => {
	const result = resultOf({});
	const checks = [{ check: 'mustContain' as const, met: false, message: '"9 bar" is not in the answer.' }];
	assert.equal(
		stateLine({ ...result, end: { ...result.end!, state: 'failed', checks } }, plain),
		'✕ 80.0 failed a check',
	);
	assert.equal(
		stateLine({ ...result, end: { ...result.end!, state: 'failed', cappedScore: 40, checks } }, plain),
		'✕ 40.0 failed',
	);
});

test('an open result says what goes on, without a time that it does not have', () => {
	const open = { ...resultOf({}), end: undefined, phase: 'answering' as const };
	assert.equal(stateLine(open, plain), 'answering…');
	assert.equal(lensTitle({ ...open, phase: 'judging' }, 'local', plain), 'judging… local');
});

test('a recorded answer took no time', () => {
	const result = resultOf({});
	assert.equal(lensTitle({ ...result, start: { ...result.start!, recorded: true } }, 'gpt-4', plain), '✓ 80.0 gpt-4');
});

test('durations keep to two digits that matter', () => {
	assert.deepEqual([4, 99.6, 150, 1234, 61_000, 180_000].map(secondsText), [
		'4 ms',
		'100 ms',
		'0.1 s',
		'1.2 s',
		'61.0 s',
		'3 min',
	]);
});

test('what could hide is shown, what is plain text stays', () => {
	assert.equal(showHidden('a\u202Eb\u0007c\u200Bd\uFEFF'), 'a<U+202E>b<U+0007>c<U+200B>d<U+FEFF>');
	const harmless = 'line\n\ttab 😀 “quotes” é';
	assert.equal(showHidden(harmless), harmless);
	assert.ok(!/[\u001b\u009b]/.test(showHidden('\u001b[31mred\u009b0m')));
});
