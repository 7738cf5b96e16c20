import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import path from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { openSession } from '../support/vscode/session.ts';

const session = openSession({ name: 'judge-measured' });
const commandLine = path.join(import.meta.dirname, '../../src/cli/main.ts');

test('the panel says how to measure the judge, and the measured error once that was done', async () => {
	const { workbench, screen, folder } = session();
	await workbench.openFile('coffee.questions.yaml');
	await screen.lens('▶ Run').nth(1).click();
	const before = await screen.until('the panel shows the judge', async () => {
		const words = await screen.panelWords();
		return /Judge offline[\s\S]*measured/.test(words) && words;
	});
	assert.match(before, /Judge offline · lexical · not measured · groundline probe coffee\.questions\.yaml/);
	await promisify(execFile)(process.execPath, [commandLine, 'probe', 'coffee.questions.yaml'], { cwd: folder });
	const after = await screen.until('the panel shows the error', async () => {
		const words = await screen.panelWords();
		return words.includes('accepts') && words;
	});
	assert.match(after, /Judge offline · lexical · accepts \d+ % of fakes \[\d+–\d+\]/);
	assert.doesNotMatch(after, /not measured/);
});
