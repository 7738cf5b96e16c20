import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { installPackages } from './install.ts';

export interface Browser {
	readonly executablePath: string;
	readonly environment: Readonly<Record<string, string>>;
}

/** Flags that keep a headless browser silent on a machine without a network. */
export const BROWSER_FLAGS = [
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
];

/**
 * A Chromium of this machine, else the one that an npm package brings (Linux on x64). The variable `CHROMIUM` names
 * another program, or asks for the `packaged` one.
 */
export async function findBrowser(folder: string): Promise<Browser> {
	const own = process.env.CHROMIUM ?? onPath(['chromium', 'chromium-browser', 'google-chrome']);
	return own !== undefined && own !== 'packaged' ? { executablePath: own, environment: {} } : packagedBrowser(folder);
}

async function packagedBrowser(folder: string): Promise<Browser> {
	if (process.platform !== 'linux' || process.arch !== 'x64') {
		throw new Error('No Chromium on the PATH. Install one, or name it in the variable CHROMIUM.');
	}
	await installPackages(folder, ['@sparticuz/chromium@153.0.0'], 'node_modules/@sparticuz/chromium');
	// The package unpacks its own copies of system libraries only where it believes to run in a cloud function.
	process.env.AWS_LAMBDA_JS_RUNTIME ??= 'nodejs22.x';
	const require = createRequire(path.join(folder, 'x.js'));
	const entry = pathToFileURL(require.resolve('@sparticuz/chromium')).href;
	const { default: chromium } = (await import(entry)) as { default: { executablePath(): Promise<string> } };
	const executablePath = await chromium.executablePath();
	return { executablePath, environment: libraryPath(executablePath) };
}

/** The packed libraries are wanted only where the system lacks them: elsewhere they would shadow newer ones. */
function libraryPath(executablePath: string): Record<string, string> {
	const needs = execFileSync('ldd', [executablePath], { encoding: 'utf8' });
	return needs.includes('not found') ? { LD_LIBRARY_PATH: process.env.LD_LIBRARY_PATH ?? '/tmp/al2023/lib' } : {};
}

function onPath(names: readonly string[]): string | undefined {
	const folders = (process.env.PATH ?? '').split(path.delimiter).filter(Boolean);
	return names.flatMap(name => folders.map(folder => path.join(folder, name))).find(candidate => existsSync(candidate));
}
