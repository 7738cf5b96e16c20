import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { EXIT, type ExitCode, UsageError } from '../exit-code.ts';
import type { Command } from './command.ts';

/** The language server for other editors: the same bundle that VS Code starts, with our streams. */
export const lspCommand: Command = {
	spec: {
		name: 'lsp',
		operands: '--stdio',
		about: 'The language server, for other editors.',
		options: { stdio: { type: 'boolean', about: 'Speak over stdin and stdout.' } },
	},
	async run(given, io) {
		if (!given.has('stdio')) {
			throw new UsageError('groundline lsp speaks over stdin and stdout only: groundline lsp --stdio');
		}
		const server = fileURLToPath(new URL('./server.cjs', import.meta.url));
		if (!existsSync(server)) {
			throw new UsageError(`The language server is missing: ${server}.`);
		}
		const child = spawn(process.execPath, [server, '--stdio'], { stdio: 'inherit' });
		const stop = () => child.kill();
		io.signal.addEventListener('abort', stop, { once: true });
		return new Promise<ExitCode>((resolve, reject) => {
			child.on('error', reject);
			child.on('exit', code => {
				io.signal.removeEventListener('abort', stop);
				resolve(io.signal.aborted ? EXIT.cancelled : code === 0 ? EXIT.passed : EXIT.failed);
			});
		});
	},
};
