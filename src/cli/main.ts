import { compileLater } from '../node/compile-later.ts';
import { keepHeapSmall } from '../node/small-heap.ts';
import { runCommandLine } from './cli.ts';
import { EXIT } from './exit-code.ts';
import type { CommandIo } from './io.ts';
import { resultsTo } from './results-to.ts';

// Gives the command line the real terminal.

compileLater();
keepHeapSmall();
const cancel = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
	const early = process.listeners(signal); // What answered while this was being loaded.
	process.on(signal, () => {
		if (cancel.signal.aborted) {
			process.exit(EXIT.cancelled); // Asked twice: without waiting for anything.
		}
		cancel.abort();
	});
	for (const listener of early) {
		process.off(signal, listener); // Last: without any listener a signal on its way would be lost.
	}
}

/** Commands that do nothing but write what they read: without a reader they are done. */
const FILTERS: readonly (string | undefined)[] = ['ground', 'read-verdict'];

// Nobody to tell is no reason to stop either.
process.stderr.on('error', () => {});

const io: CommandIo = {
	stdin: process.stdin,
	out: resultsTo(process.stdout, ({ code }) => {
		if (code !== 'EPIPE') {
			process.stderr.write(`The output cannot be written (${code}).\n`);
			process.exit(EXIT.usage);
		}
		// A run goes on: its answers are paid for and recorded, and its exit code says how they came out.
		if (FILTERS.includes(process.argv[2])) {
			process.exit(EXIT.passed);
		}
	}),
	err: text => {
		process.stderr.write(text);
	},
	environment: process.env,
	cwd: process.cwd(),
	signal: cancel.signal,
	outIsTerminal: process.stdout.isTTY === true,
	errIsTerminal: process.stderr.isTTY === true,
	columns: process.stdout.columns ?? process.stderr.columns,
};

useProxy();
process.exitCode = await runCommandLine(process.argv.slice(2), io);

/** `HTTPS_PROXY` and its kin, where this Node can follow them; else the person is told. */
function useProxy(): void {
	const named = ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy'].find(name => process.env[name]);
	if (named === undefined || process.env.NODE_USE_ENV_PROXY !== undefined) {
		return;
	}
	// Not imported: every start would load all that the module offers, also where nobody is called.
	const http = process.getBuiltinModule?.('node:http') as { setGlobalProxyFromEnv?: () => void } | undefined;
	const set = http?.setGlobalProxyFromEnv;
	if (set === undefined) {
		process.stderr.write(`${named} is set, but this version of Node follows it only with NODE_USE_ENV_PROXY=1.\n`);
		return;
	}
	try {
		set();
	} catch {
		// The value is not shown: it may hold a password.
		process.stderr.write(`${named} is not followed: one of the proxy variables is no URL such as http://host:3128.\n`);
	}
}
