// Takes the pictures of the README: npm run screenshots. It drives a real VS Code over the sample, in a light and a dark theme.
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Screen } from '../test/support/vscode/screen.ts';
import { temporaryCopy, type Workbench, WorkbenchHost } from '../test/support/vscode/workbench.ts';

const root = path.join(import.meta.dirname, '..');
const pictures = path.join(root, 'docs/images');
/** Name of the pictures → the theme's id and the class that the window then has. */
const THEMES = {
	light: ['Light Modern', 'vs'],
	dark: ['Dark Modern', 'vs-dark'],
	contrast: ['Default High Contrast', 'hc-black'],
} as const;

await mkdir(pictures, { recursive: true });
for (const [name, [theme, look]] of Object.entries(THEMES)) {
	const copy = await temporaryCopy(path.join(root, 'media/sample'));
	const host = new WorkbenchHost(root);
	try {
		const workbench = await host.open(copy.folder, { size: { width: 1480, height: 920 } });
		const screen = new Screen(workbench);
		// A theme that stands there from the start may be overlooked: the window reads it before it knows its themes.
		await writeSettings(copy.folder, theme);
		await workbench.page.locator(`.monaco-workbench.${look}`).waitFor({ timeout: 40_000 });
		await workbench.openFile('coffee.questions.yaml');
		await screen.lens('Run all').first().click();
		await screen.until('every question has a state', async () => (await screen.lens(/Run \d+ failed/).count()) > 0, 60);
		await workbench.goToLine(31);
		await screen.lens('earlier-model').first().click();
		const panel = await screen.panel();
		await screen.until('the panel shows the recorded answer', async () =>
			(await panel.locator('body').innerText()).includes('earlier-model'),
		);
		await still(workbench, `overview-${name}.png`);
		await panel.getByText('plants.md:15').first().click();
		await screen.until('lines are tinted', async () => (await screen.tintedLines()).length > 0);
		await still(workbench, `lines-${name}.png`);
		// Beside a page and the panel an answer is narrow: a person who reads one makes room.
		await workbench.command('View: Toggle Primary Side Bar Visibility');
		await workbench.command('Groundline: Open Answer');
		await screen.until('the answer has squiggles', async () => (await screen.squiggles()) > 0);
		await still(workbench, `answer-${name}.png`);
		await workbench.close();
	} finally {
		await host.close();
		await copy.remove();
	}
}

/** Takes a picture once everything has come to rest, with the mouse over nothing that would say what it is. */
async function still(workbench: Workbench, file: string): Promise<void> {
	await workbench.page.mouse.move(3, 3);
	await workbench.page.waitForTimeout(1500);
	await workbench.screenshot(path.join(pictures, file));
}

async function writeSettings(folder: string, theme: string): Promise<void> {
	const settings = {
		'workbench.colorTheme': theme,
		'editor.minimap.enabled': false,
		'files.exclude': { '.vscode': true },
	};
	await mkdir(path.join(folder, '.vscode'), { recursive: true });
	await writeFile(path.join(folder, '.vscode/settings.json'), JSON.stringify(settings));
}
