import assert from 'node:assert/strict';
import {
	appendFileSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import type { RunEvent } from '../../../../src/core/review/events.ts';
import { batchJournalPath, journaledRuns } from '../../../../src/node/batch/journal-files.ts';
import { Redactor } from '../../../../src/node/redactor.ts';
import { newRunId } from '../../../../src/node/runs/run-id.ts';
import { foldRun, listRuns, pruneRuns, type RunFileProblem } from '../../../../src/node/runs/run-store.ts';
import { RunWriter } from '../../../../src/node/runs/run-writer.ts';

const folder = mkdtempSync(join(tmpdir(), 'runs-'));
after(() => rmSync(folder, { recursive: true }));

test('writes one event a line, keeps keys out, and reads it back', async () => {
	const stateFolder = join(folder, 'a', '.groundline');
	const redactor = new Redactor();
	redactor.add('sk-secret-"quoted"');
	const writer = new RunWriter({ stateFolder, run: '20260101T000000Z-aaaaaa', redactor });
	writer.write(start('20260101T000000Z-aaaaaa'));
	writer.write({ v: 1, t: 2, type: 'text', hash: 'h', text: 'The key sk-secret-"quoted" leaked.' });
	writer.write({ type: 'answer-piece', key: 'k', text: 'not recorded' });
	writer.close();
	const text = readFileSync(writer.path, 'utf8');
	assert.equal(text.split('\n').length, 3);
	assert.ok(!text.includes('sk-secret') && text.includes('The key [key] leaked.') && !text.includes('not recorded'));
	assert.equal(readFileSync(join(stateFolder, '.gitignore'), 'utf8'), '*\n');
	assert.equal((await foldRun(writer.path)).start?.run, '20260101T000000Z-aaaaaa');
});

test('reads what is whole: a torn last line and a corrupt one are reported by number', async () => {
	const path = join(folder, 'torn.jsonl');
	const line = JSON.stringify(start('r'));
	writeFileSync(path, `${line}\nrubbish\n{"v":1,"t":1,"type":"later-invention"}\n{"v":1,"t":3,"type":"run-en`);
	const problems: RunFileProblem[] = [];
	const fold = await foldRun(path, problem => problems.push(problem));
	assert.equal(fold.start?.run, 'r');
	assert.deepEqual(
		problems.map(problem => `${problem.line}: ${problem.message}`),
		['2: This line is no JSON.', '4: The last line was cut off and is not counted.'],
	);
});

test('a folder that cannot be written is a failure to show, not a crash', () => {
	writeFileSync(join(folder, 'blocked'), '');
	const writer = new RunWriter({ stateFolder: join(folder, 'blocked'), run: newRunId() });
	writer.write(start('x'));
	writer.close();
	assert.match(writer.failure ?? '', /cannot be written \((ENOTDIR|EEXIST)\)/);
});

test('writes nothing through a link that a workspace brought along', () => {
	mkdirSync(join(folder, 'elsewhere'));
	symlinkSync(join(folder, 'elsewhere'), join(folder, '.groundline'));
	const writer = new RunWriter({ stateFolder: join(folder, '.groundline'), run: newRunId() });
	writer.write(start('x'));
	writer.close();
	assert.match(writer.failure ?? '', /cannot be written \(a link\)/);
	assert.deepEqual(readdirSync(join(folder, 'elsewhere')), []);
});

test('a run that another process went on with meanwhile is left as it is', () => {
	const stateFolder = join(folder, 'resumed', '.groundline');
	const options = { stateFolder, run: '20260101T000000Z-bbbbbb' };
	const write = (resumeAt?: number) => {
		const writer = new RunWriter({ ...options, ...(resumeAt !== undefined && { resumeAt }) });
		writer.write(start(options.run));
		writer.close();
		return writer;
	};
	const { path } = write();
	const one = readFileSync(path).length;
	appendFileSync(path, '{"v":1,"t":3,"type":"ru');
	assert.equal(write(one).failure, undefined);
	assert.equal(readFileSync(path).length, 2 * one, 'a torn line is dropped');
	for (const changed of [one, 3 * one]) {
		assert.match(write(changed).failure ?? '', /it changed after it was read/);
		assert.equal(readFileSync(path).length, 2 * one);
	}
});

test('lists the newest first and keeps no more than it should', async () => {
	const stateFolder = join(folder, 'b', '.groundline');
	const ids = [1, 2, 3, 4].map(day => `2026010${day}T000000Z-00000${day}`);
	for (const run of ids) {
		const writer = new RunWriter({ stateFolder, run });
		writer.write(start(run));
		writer.close();
	}
	assert.deepEqual(
		(await listRuns(stateFolder)).map(entry => entry.run),
		ids.toReversed(),
	);
	mkdirSync(join(stateFolder, 'batches'));
	for (const run of [...ids, 'long-gone']) {
		writeFileSync(batchJournalPath(stateFolder, run), '');
	}
	assert.deepEqual(await pruneRuns(stateFolder, { runs: 2, pinned: new Set([ids[0]!]) }), [ids[1]]);
	assert.deepEqual(journaledRuns(stateFolder).toSorted(), [ids[0], ids[2], ids[3]], 'batches go with their run');
	assert.deepEqual(await listRuns(join(folder, 'nowhere')), []);
});

test('run ids sort by time', () => {
	assert.ok(newRunId(Date.UTC(2026, 0, 1, 0, 0, 0, 998)) < newRunId(Date.UTC(2026, 0, 1, 0, 0, 0, 999)));
	assert.match(newRunId(Date.UTC(2026, 10, 21, 20, 19, 0, 5)), /^20261121T201900Z-05[0-9a-z]{4}$/);
});

function start(run: string): RunEvent {
	return { v: 1, t: 1, type: 'run-start', run, tool: 'test', files: ['a.questions.yaml'], loaded: [], task: 'run' };
}
