// The entry of dist/cli.js. An older Node cannot even load the rest, so it is loaded behind this check.

const OLDEST = 22;

if (Number.parseInt(process.versions.node, 10) < OLDEST) {
	process.stderr.write(`groundline needs Node ${OLDEST} or newer; this is Node ${process.versions.node}.\n`);
	process.exitCode = 2;
} else {
	await import('./main.ts');
}
