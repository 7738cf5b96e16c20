// Runs the test suites and counts them: node test/run.ts [unit] [command] [faults] [host]. Without names it runs all of them.
// The last line is the true sum over all suites: "N passed, N failed, N skipped".
import { globSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { type Counts, runFiles } from './support/run-files.ts';
import { runShares } from './support/run-shares.ts';
import { runTwice } from './support/run-twice.ts';

const here = import.meta.dirname;

/**
 * Suite → how its files run. Unit tests share a process, and there are as many processes as cores, because loading
 * the modules costs more than most tests; so do those of whole commands, which talk to servers of their own. Host tests drive one window after the other, each file in a process of its own,
 * and twice where it fails.
 */
const suites = {
	unit: { files: 'unit/**/*.test.ts', run: (files: readonly string[]) => runShares(files, availableParallelism()) },
	command: {
		files: 'command/**/*.test.ts',
		run: (files: readonly string[]) => runShares(files, availableParallelism()),
	},
	faults: { files: 'faults/**/*.test.ts', run: (files: readonly string[]) => runFiles(files, 'none') },
	host: { files: 'host/**/*.test.ts', run: runTwice },
} as const;

const wanted = process.argv.slice(2);
const unknown = wanted.filter(name => !(name in suites));
if (unknown.length > 0) {
	console.error(`There is no suite "${unknown[0]}". Known: ${Object.keys(suites).join(', ')}.`);
	process.exit(2);
}

const total = { passed: 0, failed: 0, skipped: 0 };
for (const [name, suite] of Object.entries(suites)) {
	if (wanted.length === 0 || wanted.includes(name)) {
		await runSuite(name, suite);
	}
}
console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exit(total.failed > 0 || total.passed === 0 ? 1 : 0);

async function runSuite(name: string, suite: (typeof suites)[keyof typeof suites]): Promise<void> {
	const files = globSync(suite.files, { cwd: here })
		.sort()
		.map(file => path.join(here, file));
	const started = performance.now();
	const counts: Counts = await suite.run(files);
	const seconds = ((performance.now() - started) / 1000).toFixed(1);
	console.log(
		`${name}: ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped in ${seconds} s (${files.length} files)`,
	);
	total.passed += counts.passed;
	total.failed += counts.failed;
	total.skipped += counts.skipped;
}
