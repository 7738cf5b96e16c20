import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { folderWith } from '../../support/command.ts';

test('a run goes on where nobody reads its report, is recorded, and ends with its own code', async () => {
	const place = folderWith({
		'x.questions.yaml':
			'version: 1\nquestions:\n  - { id: a, question: What?, answers: { r: No. }, expect: { mustContain: [yes] } }\n',
	});
	const line = ['run', 'x.questions.yaml', '--model', 'r', '--reporter', 'jsonl'];
	const child = spawn(process.execPath, [resolve('src/cli/main.ts'), ...line], {
		cwd: place,
		stdio: ['ignore', 'pipe', 'ignore'],
	});
	child.stdout.destroy();
	const [code] = await once(child, 'exit');
	assert.equal(code, 1);
	const [run] = readdirSync(join(place, '.groundline/runs'));
	assert.match(readFileSync(join(place, '.groundline/runs', run!), 'utf8'), /"type":"run-end".*\n$/);
	rmSync(place, { recursive: true });
});
