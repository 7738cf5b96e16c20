// Reads the activation time from a running VS Code, as "Developer: Show Running Extensions" shows it, in a few fresh
// windows: npm run bench -- activation [WINDOWS]. Build first; the target is 50 ms on two quiet cores.
import path from 'node:path';
import { plain } from '../support/vscode/screen.ts';
import { temporaryCopy, type Workbench, WorkbenchHost } from '../support/vscode/workbench.ts';

const repository = path.join(import.meta.dirname, '../..');
const windows = Number(process.argv[2] ?? 3);

const times: number[] = [];
for (let i = 0; i < windows; i++) {
	// A host of its own each time: an extension that ran before would still be in the caches of its process.
	const host = new WorkbenchHost(repository);
	const workspace = await temporaryCopy(path.join(repository, 'media/sample'));
	try {
		const workbench = await host.open(workspace.folder);
		times.push(await activationTime(workbench));
		console.log(`activation ${i + 1}: ${times.at(-1)} ms`);
		await workbench.close();
	} finally {
		await host.close();
		await workspace.remove();
	}
}
const sorted = times.toSorted((a, b) => a - b);
console.log(`median ${sorted[Math.floor(sorted.length / 2)]} ms, target 50 ms`);

async function activationTime(workbench: Workbench): Promise<number> {
	await workbench.openFile('coffee.questions.yaml');
	await workbench.page.locator('.codelens-decoration a').first().waitFor({ timeout: 60_000 });
	await workbench.command('Developer: Show Running Extensions');
	const row = workbench.page.locator('.editor-container .monaco-list-row', { hasText: 'Groundline' }).first();
	await row.waitFor({ timeout: 60_000 });
	const words = plain(await row.innerText());
	const time = /Activation: (\d+)\s*ms/.exec(words)?.[1];
	if (time === undefined) {
		throw new Error(`No activation time in: ${words}`);
	}
	return Number(time);
}
