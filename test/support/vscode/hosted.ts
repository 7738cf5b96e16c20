import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { installPackages, npm } from './install.ts';

/** A VS Code server on the loopback address, for a browser to open. */
export interface HostedServer {
	readonly port: number;
	/** The address that opens a folder with the extension in development. */
	address(options: { readonly workspace: string; readonly extension: string; readonly tests?: string }): string;
	stop(): Promise<void>;
}

const PACKAGE = 'code-server@4.139.1';

/** Installs the VS Code server from npm packages into `folder` (590 MB, once) and returns the folder of its program. */
export async function installHosted(folder: string): Promise<string> {
	const program = path.join(folder, 'node_modules/code-server/lib/vscode');
	await installPackages(folder, [PACKAGE], 'node_modules/code-server/package.json');
	if (!existsSync(path.join(program, 'node_modules/.package-lock.json'))) {
		await npm(program, ['install', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund']);
	}
	return program;
}

/** Starts the server on a free port. In an untrusted one every folder opens in Restricted Mode. */
export async function startHosted(
	program: string,
	options: { readonly trust: 'all' | 'ask'; readonly port?: number; readonly environment?: NodeJS.ProcessEnv },
): Promise<HostedServer> {
	const port = options.port ?? (await freePort());
	const data = await mkdtemp(path.join(tmpdir(), 'groundline-host-'));
	const flags = ['--without-connection-token', '--accept-server-license-terms', '--enable-smoke-test-driver'];
	const trust = options.trust === 'all' ? ['--disable-workspace-trust'] : [];
	const child = spawn(
		process.execPath,
		[
			path.join(program, 'out/server-main.js'),
			...['--host', '127.0.0.1', '--port', String(port)],
			...flags,
			...trust,
			...['--disable-telemetry', '--server-data-dir', data],
		],
		{
			stdio: ['ignore', 'pipe', 'pipe'],
			env: { ...process.env, ...options.environment },
			detached: process.platform !== 'win32',
		},
	);
	await listening(child);
	return {
		port,
		address: at => addressOf(port, at),
		stop: async () => {
			await ended(child);
			await rm(data, { recursive: true, force: true, maxRetries: 5 });
		},
	};
}

function addressOf(port: number, at: { workspace: string; extension: string; tests?: string }): string {
	const remote = (file: string) => `vscode-remote://127.0.0.1:${port}${file}`;
	const payload: [string, string][] = [
		['extensionDevelopmentPath', remote(at.extension)],
		['skipWelcome', 'true'],
	];
	if (at.tests !== undefined) {
		payload.push(['extensionTestsPath', remote(at.tests)]);
	}
	const query = new URLSearchParams({ folder: at.workspace, payload: JSON.stringify(payload) });
	return `http://127.0.0.1:${port}/?${query.toString()}`;
}

async function listening(child: ChildProcess): Promise<void> {
	let said = '';
	await new Promise<void>((resolve, reject) => {
		const hear = (chunk: unknown) => {
			said += String(chunk);
			if (said.includes('listening')) {
				resolve();
			}
		};
		child.stdout?.on('data', hear);
		child.stderr?.on('data', hear);
		child.on('error', reject);
		child.on('exit', code => reject(new Error(`The VS Code server ended with ${code}:\n${said}`)));
		setTimeout(() => reject(new Error(`The VS Code server did not start within 60 s:\n${said}`)), 60_000).unref();
	});
}

/** Ends the server with its extension hosts, which live in its process group. */
async function ended(child: ChildProcess): Promise<void> {
	if (child.exitCode !== null || child.pid === undefined) {
		return;
	}
	const gone = new Promise(resolve => child.once('exit', resolve));
	if (process.platform === 'win32') {
		child.kill();
	} else {
		process.kill(-child.pid, 'SIGTERM');
	}
	await gone;
}

async function freePort(): Promise<number> {
	return new Promise((resolve, reject) => {
		const probe = createServer();
		probe.once('error', reject);
		probe.listen(0, '127.0.0.1', () => {
			const address = probe.address();
			probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
		});
	});
}
