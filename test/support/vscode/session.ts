import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before } from 'node:test';
import { Screen } from './screen.ts';
import { type Size, type Trust, temporaryCopy, type Workbench, WorkbenchHost } from './workbench.ts';

const repository = path.join(import.meta.dirname, '../../..');

/** A window that the tests of one file share, opened on a workspace of their own. */
export interface Session {
	readonly workbench: Workbench;
	readonly screen: Screen;
	/** Absolute path of the workspace folder. */
	readonly folder: string;
}

/**
 * Opens a real VS Code before the tests of a file and closes it after them. The workspace is a copy of the sample, with
 * `files` written over it. Where a test fails, `.vscode-test/screens` holds what was on screen at the end.
 */
export function openSession(options: SessionOptions = {}): () => Session {
	let session: Session | undefined;
	let host: WorkbenchHost | undefined;
	let remove: (() => Promise<void>) | undefined;
	before(async () => {
		const copy = await temporaryCopy(options.sample === 'without' ? undefined : path.join(repository, 'media/sample'));
		remove = copy.remove;
		await writeFiles(copy.folder, typeof options.files === 'function' ? await options.files() : (options.files ?? {}));
		host = new WorkbenchHost(repository, options.environment);
		const workbench = await host.open(copy.folder, options);
		session = { workbench, screen: new Screen(workbench), folder: copy.folder };
	});
	after(async () => {
		if (session !== undefined) {
			const screens = path.join(repository, '.vscode-test/screens');
			await mkdir(screens, { recursive: true });
			await session.workbench.screenshot(path.join(screens, `${options.name ?? 'session'}.png`));
			await session.workbench.close();
		}
		await host?.close();
		await remove?.();
	});
	return () => {
		if (session === undefined) {
			throw new Error('The window is not open.');
		}
		return session;
	};
}

export interface SessionOptions {
	/** Names the picture of the last state. */
	readonly name?: string;
	readonly trust?: Trust;
	readonly size?: Size;
	readonly environment?: NodeJS.ProcessEnv;
	readonly sample?: 'with' | 'without';
	/** Path in the workspace → text. */
	readonly files?: Files | (() => Promise<Files>);
}

type Files = Readonly<Record<string, string>>;

/** Writes texts into a folder, making the folders they need. */
export async function writeFiles(folder: string, files: Files): Promise<void> {
	for (const [name, text] of Object.entries(files)) {
		const file = path.join(folder, name);
		await mkdir(path.dirname(file), { recursive: true });
		await writeFile(file, text);
	}
}
