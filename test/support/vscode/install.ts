import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** Installs npm packages into a folder of their own, once: `marker` is a path inside it that tells they are there. */
export async function installPackages(folder: string, packages: readonly string[], marker: string): Promise<void> {
	if (existsSync(path.join(folder, marker))) {
		return;
	}
	await mkdir(folder, { recursive: true });
	if (!existsSync(path.join(folder, 'package.json'))) {
		await writeFile(path.join(folder, 'package.json'), '{ "private": true }\n');
	}
	await npm(folder, ['install', '--ignore-scripts', '--no-audit', '--no-fund', ...packages]);
}

/** Runs npm in a folder; rejects with what it printed. */
export async function npm(folder: string, args: readonly string[]): Promise<void> {
	await new Promise<void>((resolve, reject) => {
		const child = spawn('npm', args, {
			cwd: folder,
			stdio: ['ignore', 'pipe', 'pipe'],
			shell: process.platform === 'win32',
		});
		let said = '';
		child.stdout.on('data', chunk => {
			said += String(chunk);
		});
		child.stderr.on('data', chunk => {
			said += String(chunk);
		});
		child.on('error', reject);
		child.on('close', code =>
			code === 0 ? resolve() : reject(new Error(`npm ${args.join(' ')} ended with ${code}:\n${said}`)),
		);
	});
}
