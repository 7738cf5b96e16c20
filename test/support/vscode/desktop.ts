import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { downloadAndUnzipVSCode, resolveCliArgsFromVSCodeExecutablePath } from '@vscode/test-electron';
import { chromium, type Page } from 'playwright-core';

/** A desktop VS Code that shows the extension, with its window as a page to click in. */
export interface DesktopWindow {
	readonly page: Page;
	close(): Promise<void>;
}

/** The program of a desktop VS Code: installed, downloaded earlier, or downloaded now. `undefined` where none can be had. */
export async function findDesktop(folder: string): Promise<string | undefined> {
	if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) {
		return undefined; // No screen to open a window on.
	}
	try {
		return await downloadAndUnzipVSCode({ version: 'stable', cachePath: folder, timeout: 20_000 });
	} catch {
		return installedDesktop();
	}
}

/** Opens a folder in a desktop VS Code and leaves it to the person. */
export function showDesktop(
	program: string,
	options: { readonly workspace: string; readonly extension: string },
): void {
	const [command = program, ...args] =
		existsSync(program) && program.includes('.vscode-test')
			? resolveCliArgsFromVSCodeExecutablePath(program)
			: [program];
	spawn(command, [...args, '--new-window', `--extensionDevelopmentPath=${options.extension}`, options.workspace], {
		stdio: 'ignore',
		detached: true,
		shell: process.platform === 'win32',
	}).unref();
}

/** Opens a folder in a desktop VS Code with a profile of its own and takes hold of its window. */
export async function driveDesktop(
	program: string,
	options: { readonly workspace: string; readonly extension: string; readonly trust: 'all' | 'ask' },
): Promise<DesktopWindow> {
	const data = await mkdtemp(path.join(tmpdir(), 'groundline-desktop-'));
	const child = spawn(
		program,
		[
			options.workspace,
			`--extensionDevelopmentPath=${options.extension}`,
			`--user-data-dir=${data}`,
			'--remote-debugging-port=0',
			'--skip-welcome',
			'--skip-release-notes',
			'--disable-extensions',
			'--no-sandbox',
			...(options.trust === 'all' ? ['--disable-workspace-trust'] : []),
		],
		{ stdio: ['ignore', 'ignore', 'pipe'] },
	);
	const endpoint = await new Promise<string>((resolve, reject) => {
		let said = '';
		child.stderr.on('data', chunk => {
			said += String(chunk);
			const found = /DevTools listening on (ws:\S+)/.exec(said)?.[1];
			if (found !== undefined) {
				resolve(found);
			}
		});
		child.on('exit', code => reject(new Error(`VS Code ended with ${code}:\n${said}`)));
	});
	const browser = await chromium.connectOverCDP(endpoint);
	const context = browser.contexts()[0]!;
	const page = context.pages()[0] ?? (await context.waitForEvent('page'));
	return {
		page,
		close: async () => {
			await browser.close();
			child.kill();
			await rm(data, { recursive: true, force: true, maxRetries: 5 });
		},
	};
}

function installedDesktop(): string | undefined {
	const folders = (process.env.PATH ?? '').split(path.delimiter).filter(Boolean);
	const names = process.platform === 'win32' ? ['code.cmd'] : ['code', 'codium'];
	return folders.flatMap(folder => names.map(name => path.join(folder, name))).find(file => existsSync(file));
}
