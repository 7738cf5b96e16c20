// The entry of dist/cli.js. An older Node cannot even load the rest, so it is loaded behind this check.

import * as nodeModule from 'node:module';

const OLDEST = 22;

if (Number.parseInt(process.versions.node, 10) < OLDEST) {
	process.stderr.write(`groundline needs Node ${OLDEST} or newer; this is Node ${process.versions.node}.\n`);
	process.exitCode = 2;
} else {
	// Keeps what was compiled among the machine's temporary files: from the second start on that takes no time.
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
		process.on(signal, leave); // Until the rest is loaded, which has its own way to end.
	}
	(nodeModule as { enableCompileCache?: () => unknown }).enableCompileCache?.();
	await import('./main.ts');
}

function leave(): void {
	process.exit(130);
}
