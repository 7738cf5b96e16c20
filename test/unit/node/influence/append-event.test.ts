import assert from 'node:assert/strict';
import { appendFileSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Influence } from '../../../../src/core/influence/influence.ts';
import { parseRunFile } from '../../../../src/core/review/run-file.ts';
import { appendInfluence } from '../../../../src/node/influence/append-event.ts';
import { InfluenceReplies, ScoringNotes } from '../../../../src/node/influence/influence-store.ts';
import { Redactor } from '../../../../src/node/redactor.ts';
import { folderWith } from '../../../support/command.ts';

const INFLUENCE: Influence = {
	...{ answer: 'abc', method: 'ablations', outcome: 'equivalence', state: 'measured', messages: ['sk-secret-0123456'] },
	...{ sources: 3, calls: { planned: 68, failed: 0, cached: 0, failures: {} }, cost: undefined },
	usage: { input: 1, output: 1 },
	targets: [],
	counterfactuals: [],
};

test('an event is added to its run file, behind a torn line too, and without keys', () => {
	const stateFolder = join(folderWith({ 'x.txt': '' }), '.groundline');
	mkdirSync(join(stateFolder, 'runs'), { recursive: true });
	const path = join(stateFolder, 'runs', 'r1.jsonl');
	writeFileSync(path, '{"v":1,"t":1,"type":"run-end","outcome":"finished"}\n{"v":1,"t":2,"ty');
	const redactor = new Redactor();
	redactor.add('sk-secret-0123456');
	assert.equal(appendInfluence({ key: 'k', influence: INFLUENCE }, { stateFolder, run: 'r1', redactor }), undefined);
	const { events, problems, torn } = parseRunFile(readFileSync(path, 'utf8'));
	assert.deepEqual([events.map(({ type }) => type), problems.length, torn], [['run-end', 'influence-end'], 1, false]);
	assert.doesNotMatch(readFileSync(path, 'utf8'), /sk-secret/);
	assert.match(appendInfluence({ key: 'k', influence: INFLUENCE }, { stateFolder, run: 'gone' })!, /ENOENT/);
	rmSync(join(stateFolder, '..'), { recursive: true });
});

test('replies are kept for the next time, damaged ones are skipped, and a link is not written through', () => {
	const stateFolder = join(folderWith({ 'x.txt': '', 'elsewhere/x.txt': '' }), '.groundline');
	new InfluenceReplies(stateFolder, 'case').put('a', 'It is 1.');
	const again = new InfluenceReplies(stateFolder, 'case');
	assert.equal(again.get('a'), 'It is 1.');
	assert.equal(new InfluenceReplies(stateFolder, 'other case').get('a'), undefined);
	const [file] = [join(stateFolder, 'influence')];
	for (const name of ['endpoints.json']) {
		appendFileSync(join(file, name), '{ broken');
	}
	const notes = new ScoringNotes(stateFolder);
	assert.equal(notes.get('e'), undefined);
	notes.set('e', 'echo');
	assert.equal(new ScoringNotes(stateFolder).get('e'), 'echo');
	rmSync(stateFolder, { recursive: true });
	symlinkSync(join(stateFolder, '../elsewhere'), stateFolder);
	const replies = new InfluenceReplies(stateFolder, 'case');
	replies.put('a', 'b');
	assert.equal(replies.get('a'), 'b');
	assert.throws(() => readFileSync(join(stateFolder, 'influence')), /ENOENT/);
	rmSync(join(stateFolder, '..'), { recursive: true });
});
