import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { runCommandLine } from '../../src/cli/cli.ts';
import { folderWith } from '../support/command.ts';

test('a signal that comes when the last case is done cancels nothing', async () => {
	const cwd = folderWith({ 'tea.questions.yaml': QUESTION });
	const cancel = new AbortController();
	let out = '';
	const code = await runCommandLine(['run', 'tea.questions.yaml', '--no-judge', '--reporter', 'jsonl'], {
		stdin: (async function* () {})(),
		out: async text => {
			out += text;
			cancel.abort(); // The case is written as soon as it is done, before the end of the run.
		},
		err: () => {},
		environment: {},
		cwd,
		signal: cancel.signal,
		outIsTerminal: false,
		errIsTerminal: false,
		columns: undefined,
	});
	const [one, summary] = out
		.trim()
		.split('\n')
		.map(line => JSON.parse(line));
	assert.deepEqual([one.state, summary.run.outcome, code], ['not-judged', 'finished', 0]);
});

test('a signal that comes while the program is being loaded ends a run with 130', {
	skip: process.platform === 'win32',
}, () => {
	const early = `import { registerHooks } from 'node:module';
		registerHooks({ resolve(name, context, next) { if (name === './main.ts') process.kill(process.pid, 'SIGTERM'); return next(name, context); } });`;
	const { status, signal } = spawnSync(
		process.execPath,
		[
			...['--import', `data:text/javascript,${encodeURIComponent(early)}`],
			...[join(import.meta.dirname, '../../src/cli/start.ts'), 'run', 'tea.questions.yaml', '--no-judge'],
		],
		{ cwd: folderWith({ 'tea.questions.yaml': QUESTION }) },
	);
	assert.deepEqual([status, signal], [130, null]);
});

const QUESTION = 'version: 1\nquestions:\n  - { id: a, question: How? }\n';
