import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { CommandIo } from '../../../src/cli/io.ts';
import { Progress } from '../../../src/cli/progress.ts';

/** What a run of four cases tells, one a second; the second fails, the third is unscored. */
function told(t: TestContext, terminal: boolean, costs: readonly (number | undefined)[]): string {
	let now = 0;
	t.mock.method(performance, 'now', () => now);
	let text = '';
	const io = { errIsTerminal: terminal, columns: 100, err: (piece: string) => (text += piece) } as unknown as CommandIo;
	const progress = new Progress(io, 40);
	progress.begin();
	for (const [i, state] of ['passed', 'failed', 'unscored', 'passed', 'passed', 'passed'].entries()) {
		now += 1000;
		progress.caseDone(state, `q${i}\u001b[2J`, costs[i % costs.length]);
	}
	progress.clear();
	return text;
}

test('on a terminal one line changes: how many, how fast, how long, at what cost', t => {
	const lines = told(t, true, [0.25]).split('\r\u001b[K');
	assert.equal(lines[0], '0/40 cases');
	assert.equal(lines[4], '4/40 cases · 1.0/s · 36 s left · $1.00 spent · 1 failed · 1 unscored · q3\\u{1b}[2J');
	assert.equal(lines.at(-1), '', 'nothing stays on the screen');
});

test('elsewhere there is a plain line now and then', t => {
	assert.equal(told(t, false, [0]), '5/40 cases · 1.0/s · 35 s left · 1 failed · 1 unscored\n');
});

test('one unknown cost makes what is spent unknown, and free models are no cost', t => {
	assert.match(told(t, false, [0.1, undefined]), /cost unknown/);
});

test('what a run had done before it went on says nothing of its pace', t => {
	let now = 0;
	t.mock.method(performance, 'now', () => now);
	let text = '';
	const io = { errIsTerminal: true, columns: 100, err: (piece: string) => (text += piece) } as unknown as CommandIo;
	const progress = new Progress(io, 1000);
	progress.goesOn(900);
	for (let i = 0; i < 900; i++) {
		now += 1;
		progress.caseDone('passed', 'q', 0.001);
	}
	assert.equal(text, '');
	now = 2000;
	for (let i = 0; i < 4; i++) {
		now += 1000;
		progress.caseDone('passed', 'q', 0.001);
	}
	assert.equal(text.split('\r\u001b[K').at(-1), '904/1000 cases · 0.7/s · 2 min 24 s left · $0.90 spent · q');
});

/** What is told of waits of so many milliseconds, the first of which is counted down for two seconds. */
function toldOfWaits(t: TestContext, terminal: boolean, ...waits: readonly number[]): readonly string[] {
	t.mock.timers.enable({ apis: ['setInterval', 'setTimeout'] });
	let now = 0;
	t.mock.method(performance, 'now', () => now);
	let text = '';
	const io = { errIsTerminal: terminal, columns: 100, err: (piece: string) => (text += piece) } as unknown as CommandIo;
	const progress = new Progress(io, 40);
	for (const milliseconds of waits) {
		progress.waits({ model: 'large', milliseconds });
		for (let second = 0; second < 2; second++) {
			now += 1000;
			t.mock.timers.tick(1000);
		}
	}
	progress.clear();
	t.mock.timers.tick(100_000);
	return text.split(terminal ? '\r\u001b[K' : '\n').filter(line => line !== '');
}

test('a long wait is counted down on a terminal, and over when something else is told', t => {
	assert.deepEqual(toldOfWaits(t, true, 2000, 61_000), [
		'0/40 cases · waiting 1 min 1 s for the limits of large',
		'0/40 cases · waiting 1 min 0 s for the limits of large',
		'0/40 cases · waiting 59 s for the limits of large',
	]);
});

test('elsewhere a very long wait is told once', t => {
	assert.deepEqual(toldOfWaits(t, false, 9000, 43_000), ['0/40 cases · waiting 43 s for the limits of large']);
});
