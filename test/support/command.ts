import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { runCommandLine } from '../../src/cli/cli.ts';
import type { CommandIo } from '../../src/cli/io.ts';

export interface Ran {
	readonly code: number;
	readonly out: string;
	readonly err: string;
}

export interface CommandOptions extends Partial<Omit<CommandIo, 'stdin' | 'out' | 'err'>> {
	readonly input?: string | readonly (string | Uint8Array)[];
}

/** Runs a command line in this process, as a terminal would that is none. */
export async function command(line: readonly string[], options: CommandOptions = {}): Promise<Ran> {
	const { input = '', ...more } = options;
	let out = '';
	let err = '';
	const io: CommandIo = {
		stdin: (async function* () {
			yield* typeof input === 'string' ? [input] : input;
		})(),
		out: async text => {
			out += text;
		},
		err: text => {
			err += text;
		},
		environment: {},
		cwd: tmpdir(),
		signal: new AbortController().signal,
		outIsTerminal: false,
		errIsTerminal: false,
		columns: undefined,
		...more,
	};
	const code = await runCommandLine(line, io);
	return { code, out, err };
}

/** A new folder with these files; it is the tests' own and goes with the machine's temporary files. */
export function folderWith(files: Readonly<Record<string, string>>): string {
	const folder = mkdtempSync(join(tmpdir(), 'groundline-'));
	for (const [path, text] of Object.entries(files)) {
		mkdirSync(dirname(join(folder, path)), { recursive: true });
		writeFileSync(join(folder, path), text);
	}
	return folder;
}
