// Shows the sample workspace. npm run demo [-- --headless] [-- --port N]
// With --headless it runs the sample on the terminal with the offline model; else it opens a real VS Code.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { findDesktop, showDesktop } from '../test/support/vscode/desktop.ts';
import { installHosted, startHosted } from '../test/support/vscode/hosted.ts';
import { temporaryCopy } from '../test/support/vscode/workbench.ts';

const root = path.join(import.meta.dirname, '..');
const { values: options } = parseArgs({ options: { headless: { type: 'boolean' }, port: { type: 'string' } } });
const sample = await temporaryCopy(path.join(root, 'media/sample'));

if (options.headless) {
	process.exitCode = await runHeadless();
	await sample.remove();
} else {
	await show();
}

/** Runs the sample's questions. Answers that fail are what the sample is there to show: only a run that did not finish is an error. */
async function runHeadless(): Promise<number> {
	const questions = path.join(sample.folder, 'coffee.questions.yaml');
	const code = await new Promise<number>(resolve => {
		spawn(process.execPath, [path.join(root, 'dist/cli.js'), 'run', questions, '--root', sample.folder], {
			stdio: 'inherit',
		}).on('close', ended => resolve(ended ?? 1));
	});
	const finished = [0, 1, 3].includes(code);
	console.error(
		finished
			? `The run finished. "groundline run" ended with ${code}: 1 = some answers failed, 3 = some are unscored, as the sample intends.`
			: `The run did not finish (${code}).`,
	);
	return finished ? 0 : code;
}

async function show(): Promise<void> {
	const cache = path.join(root, '.vscode-test');
	const program = await findDesktop(cache);
	if (program !== undefined) {
		showDesktop(program, { workspace: sample.folder, extension: root });
		console.log(`VS Code opens ${sample.folder}: open coffee.questions.yaml and click "Run" above a question.`);
		return;
	}
	const first = !existsSync(path.join(cache, 'hosted/node_modules/code-server'));
	console.log(
		`No desktop VS Code can be had here${first ? ': installing the browser-hosted one (590 MB, once)…' : ': starting the browser-hosted one…'}`,
	);
	const server = await startHosted(await installHosted(path.join(cache, 'hosted')), {
		trust: 'all',
		port: Number(options.port ?? 8137),
	});
	console.log(
		`\nOpen this address in a browser on this machine:\n\n  ${server.address({ workspace: sample.folder, extension: root })}\n`,
	);
	console.log('Open coffee.questions.yaml and click "Run" above a question. Ctrl+C ends the demo.');
	for (const signal of ['SIGINT', 'SIGTERM'] as const) {
		process.once(signal, () => {
			void server
				.stop()
				.then(() => sample.remove())
				.then(() => process.exit(0));
		});
	}
}
