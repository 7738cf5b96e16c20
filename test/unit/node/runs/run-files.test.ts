import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { hasEnded, thisProcess } from '../../../../src/node/process-owner.ts';
import { MergeError, mergeRuns } from '../../../../src/node/runs/merge-runs.ts';
import { pinRun, unpinRun } from '../../../../src/node/runs/pins.ts';
import { interruptedRun, recoverRun } from '../../../../src/node/runs/recover-run.ts';
import { listedRuns } from '../../../../src/node/runs/run-index.ts';
import { isBeingWritten, lockOf, lockRun } from '../../../../src/node/runs/run-lock.ts';
import { foldRun, pruneRuns } from '../../../../src/node/runs/run-store.ts';
import { RunWriter } from '../../../../src/node/runs/run-writer.ts';

const folder = mkdtempSync(join(tmpdir(), 'run-files-'));
after(() => rmSync(folder, { recursive: true }));
let folders = 0;

function stateFolder(): string {
	const state = join(folder, `${++folders}`, '.groundline');
	mkdirSync(join(state, 'runs'), { recursive: true });
	return state;
}

const line = (event: object) => `${JSON.stringify({ v: 1, t: 1, ...event })}\n`;
const start = (loaded: readonly string[], more: object = {}) =>
	line({ type: 'run-start', run: 'r', tool: 't', files: ['a.questions.yaml'], loaded, task: 'run', ...more });
const ended = (key: string, more: object = {}) =>
	line({ type: 'case-end', key, state: 'passed', ratings: {}, checks: [], rubric: '', ...more });
const END = line({ type: 'run-end', outcome: 'finished' });

function put(state: string, name: string, ...lines: readonly string[]): string {
	const path = join(state, 'runs', `20260101T00000${name}Z-aaaaaa.jsonl`);
	writeFileSync(path, lines.join(''));
	return path;
}

test('a list of runs comes from the index where that still fits, and from the files where it does not', async () => {
	const state = stateFolder();
	put(state, '1', start(['a', 'b']), ended('a'), ended('b', { state: 'failed' }), END);
	const second = put(state, '2', start(['a', 'b']), ended('a'), 'torn');
	const told = async () =>
		(await listedRuns(state)).map(
			({ summary }) =>
				`${summary.outcome} ${summary.states.passed}+${summary.states.failed} of ${summary.loaded}, ${summary.damaged} damaged`,
		);
	const expected = ['interrupted 1+0 of 2, 1 damaged', 'finished 1+1 of 2, 0 damaged'];
	assert.deepEqual(await told(), expected);
	const index = join(state, 'runs', 'index.json');
	const written = readFileSync(index, 'utf8');
	for (const damaged of [
		'',
		'{"version":1,"runs":[{"run":"x"}]}',
		written.slice(0, -5),
		'[]',
		written.replace('"version":1', '"version":99'),
	]) {
		writeFileSync(index, damaged);
		assert.deepEqual(await told(), expected, damaged);
		assert.equal(readFileSync(index, 'utf8'), written);
	}
	// What the index says is believed for a file that did not change, and only for that.
	writeFileSync(index, written.replaceAll('"passed":1', '"passed":7'));
	assert.deepEqual(await told(), ['interrupted 7+0 of 2, 1 damaged', 'finished 7+1 of 2, 0 damaged']);
	appendFileSync(second, `\n${ended('b')}${END}`);
	assert.deepEqual(await told(), ['finished 2+0 of 2, 1 damaged', 'finished 7+1 of 2, 0 damaged']);
	rmSync(second);
	assert.deepEqual(await told(), ['finished 7+1 of 2, 0 damaged']);
});

test('pinned runs and the one that is being written stay', async () => {
	const state = stateFolder();
	const paths = ['1', '2', '3', '4'].map(name => put(state, name, start([]), END));
	pinRun(state, '20260101T000001Z-aaaaaa');
	pinRun(state, '20260101T000002Z-aaaaaa');
	unpinRun(state, '20260101T000002Z-aaaaaa');
	const unlock = lockRun(paths[2]!)!;
	assert.deepEqual(await pruneRuns(state, { runs: 1 }), ['20260101T000002Z-aaaaaa']);
	unlock();
	assert.deepEqual(await pruneRuns(state, { runs: 1 }), ['20260101T000003Z-aaaaaa']);
});

test('one process writes a run; the lock of one that was killed is taken over', async () => {
	const state = stateFolder();
	const path = put(state, '1', start([]));
	const unlock = lockRun(path)!;
	assert.equal(lockRun(path), undefined);
	assert.ok(isBeingWritten(path));
	assert.match(
		new RunWriter({ stateFolder: state, run: '20260101T000001Z-aaaaaa' }).failure ?? '',
		/another process writes it/,
	);
	unlock();
	assert.ok(!existsSync(lockOf(path)));
	const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
	await once(child, 'spawn');
	const other = { ...thisProcess(), id: 'other', pid: child.pid!, started: '' };
	writeFileSync(lockOf(path), JSON.stringify(other));
	assert.equal(lockRun(path), undefined);
	child.kill('SIGKILL');
	await once(child, 'exit');
	assert.ok(hasEnded(other) && !hasEnded(thisProcess()) && !hasEnded({ ...other, machine: 'elsewhere' }));
	lockRun(path)!();
	writeFileSync(lockOf(path), 'rubbish');
	lockRun(path)!();
	assert.ok(!isBeingWritten(path));
});

test('finds the run that was interrupted, and where its last whole line ends', async () => {
	const state = stateFolder();
	put(state, '1', start(['a']), ended('a'));
	const torn = put(state, '2', start(['a', 'ü']), `${ended('ü')}{"v":1,"type":"answ`);
	put(state, '3', start(['a']), ended('a'), END);
	put(state, '4', start(['a'], { task: 'judge' }));
	const entry = await interruptedRun(state, 'a.questions.yaml');
	assert.equal(entry?.path, torn);
	const recovered = await recoverRun(entry!);
	assert.deepEqual([recovered.torn, recovered.problems.length, recovered.recovery.loaded.length], [19, 0, 2]);
	const writer = new RunWriter({ stateFolder: state, run: entry!.run, resumeAt: recovered.end });
	writer.write({ v: 1, t: 5, type: 'run-resume', reason: 'It was interrupted.' });
	writer.close();
	assert.match(
		readFileSync(torn, 'utf8'),
		/"key":"ü"[^\n]*\n\{"v":1,"t":5,"type":"run-resume","reason":"It was interrupted."\}\n$/,
	);
	assert.equal(await interruptedRun(state, 'b.questions.yaml'), undefined);
});

test('merges runs: every case once, the newest result, and an account of what is missing', async () => {
	const state = stateFolder();
	const text = line({ type: 'text', hash: 'h', text: 'shared' });
	const first = put(
		state,
		'1',
		start(['a', 'b', 'c'], { shard: '1/3' }),
		text,
		ended('a', { t: 5 }),
		ended('b', { t: 6, state: 'failed' }),
	);
	const second = put(
		state,
		'2',
		start(['b', 'd'], { shard: '3/3' }),
		text,
		ended('b', { t: 9 }),
		ended('d', { reason: 'cancelled', t: 9 }),
		'broken\n',
		END,
	);
	const third = put(state, '3', start(['d'], { shard: '3/3' }), ended('d', { t: 2 }), END);
	const to = join(state, 'runs', '20260102T000000Z-merged.jsonl');
	const merged = await mergeRuns([first, second, third], { run: 'm', to, tool: 't', now: 99 });
	assert.deepEqual(
		{
			loaded: merged.loaded,
			kept: merged.kept,
			missing: merged.missing,
			repeated: merged.repeated,
			absent: merged.absentShards,
		},
		{ loaded: 4, kept: 3, missing: ['c'], repeated: ['b'], absent: ['2/3'] },
	);
	assert.deepEqual(
		merged.runs.map(({ taken, damaged }) => [taken, damaged]),
		[
			[1, 0],
			[1, 1],
			[1, 0],
		],
	);
	const fold = await foldRun(to);
	assert.deepEqual(
		[...fold.results.values()].map(({ key, end }) => `${key} ${end?.state} ${end?.reason}`),
		['a passed undefined', 'b passed undefined', 'd passed undefined'],
	);
	assert.equal(readFileSync(to, 'utf8').match(/"type":"text"/g)?.length, 1);
	assert.equal(fold.end?.outcome, 'stopped');
	await assert.rejects(mergeRuns([put(state, '5', ended('a'))], { run: 'm', to, tool: 't', now: 1 }), MergeError);
});
