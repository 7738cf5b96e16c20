import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import type { TintedLine } from '../support/vscode/screen.ts';
import { openSession } from '../support/vscode/session.ts';

const SETTINGS = '.vscode/settings.json';
const theme = (name: string) => JSON.stringify({ 'workbench.colorTheme': name });
const session = openSession({ name: 'themes', files: { [SETTINGS]: theme('Default Dark Modern') } });

test('in a dark theme the lines that an answer used have a background', async () => {
	const { workbench, screen } = session();
	await workbench.openFile('coffee.questions.yaml');
	await screen
		.lens(/^▶ Run$/)
		.first()
		.waitFor();
	await workbench.goToLine(31);
	await workbench.command('Groundline: Run Question');
	await screen.until('the answer is judged', async () => (await screen.threads()).join().includes('Judge'));
	await workbench.openFile('plants.md');
	await workbench.page.locator('.monaco-workbench.vs-dark').waitFor();
	const lines = await tinted(screen, () => true);
	assert.ok(
		lines.every(({ color }) => !isClear(color)),
		JSON.stringify(lines),
	);
});

test('in a high-contrast theme they have a border instead', async () => {
	const { workbench, screen, folder } = session();
	await writeFile(path.join(folder, SETTINGS), theme('Default High Contrast'));
	await workbench.page.locator('.monaco-workbench.hc-black').waitFor();
	const lines = await tinted(screen, ({ color }) => isClear(color));
	assert.ok(
		lines.every(({ color, border }) => isClear(color) && border !== 'none'),
		JSON.stringify(lines),
	);
});

async function tinted(
	screen: ReturnType<typeof session>['screen'],
	first: (line: TintedLine) => boolean,
): Promise<readonly TintedLine[]> {
	return screen.until('lines are tinted', async () => {
		const lines = await screen.tintedLines();
		return lines[0] !== undefined && first(lines[0]) && lines;
	});
}

function isClear(color: string): boolean {
	return color === 'rgba(0, 0, 0, 0)';
}
