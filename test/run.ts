// Runs the test suites and counts them: node test/run.ts [unit] [host]. Without names it runs all of them.
// The last line is the true sum over all suites: "N passed, N failed, N skipped".
import { globSync } from 'node:fs';
import path from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';

const here = import.meta.dirname;

/** Suite → how its files run. Host tests drive one window after the other, so each file has a process of its own. */
const suites = {
	unit: { files: 'unit/**/*.test.ts', isolation: 'none', concurrency: false },
	host: { files: 'host/**/*.test.ts', isolation: 'process', concurrency: false },
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
	const counts = { passed: 0, failed: 0, skipped: 0 };
	const events = run({ files, isolation: suite.isolation, concurrency: suite.concurrency });
	events.on('test:pass', event => {
		if (event.details.type !== 'suite' && !isFile(event.name)) {
			counts[event.skip === undefined ? 'passed' : 'skipped']++;
		}
	});
	events.on('test:fail', event => {
		// A suite fails with its tests, which are counted; a file that fails without a test counts as one.
		if (event.details.type !== 'suite') {
			counts.failed++;
		}
	});
	await new Promise<void>((resolve, reject) => {
		events
			.compose(process.env.VERBOSE ? spec : failuresOnly)
			.on('data', chunk => process.stdout.write(String(chunk)))
			.on('end', resolve)
			.on('error', reject);
	});
	const seconds = ((performance.now() - started) / 1000).toFixed(1);
	console.log(
		`${name}: ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped in ${seconds} s (${files.length} files)`,
	);
	total.passed += counts.passed;
	total.failed += counts.failed;
	total.skipped += counts.skipped;
}

/** With a process for each file, the runner reports the file itself as a test, too. */
function isFile(name: string): boolean {
	return name.endsWith('.test.ts');
}

async function* failuresOnly(source: AsyncIterable<{ type: string; data: unknown }>): AsyncGenerator<string> {
	for await (const { type, data } of source) {
		if (type === 'test:fail') {
			const event = data as {
				name: string;
				file?: string;
				details: { error: Error & { cause?: unknown }; type?: string };
			};
			if (event.details.type !== 'suite') {
				const cause = event.details.error.cause ?? event.details.error;
				yield `✕ ${event.name} (${path.relative(path.join(here, '..'), event.file ?? '')})\n${cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)}\n\n`;
			}
		} else if (type === 'test:pass') {
			const event = data as { name: string; skip?: string | boolean };
			if (typeof event.skip === 'string') {
				yield `- skipped: ${event.name}: ${event.skip}\n`;
			}
		} else if (type === 'test:stderr' || type === 'test:stdout') {
			yield (data as { message: string }).message;
		}
	}
}
