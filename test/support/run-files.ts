// Runs test files, prints what failed or was skipped, and counts.
import path from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';

export interface Counts {
	passed: number;
	failed: number;
	skipped: number;
}

/** Runs `files` one after the other, all in this process (`none`) or each in one of its own (`process`). */
export async function runFiles(files: readonly string[], isolation: 'none' | 'process'): Promise<Counts> {
	const counts = { passed: 0, failed: 0, skipped: 0 };
	const events = run({ files, isolation, concurrency: false });
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
	return counts;
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
				const place = path.relative(path.join(import.meta.dirname, '../..'), event.file ?? '');
				yield `✕ ${event.name} (${place})\n${cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)}\n\n`;
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
