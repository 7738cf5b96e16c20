import path from 'node:path';
import { type Counts, runFiles } from './run-files.ts';

/**
 * Runs each file in a process of its own, and one that fails a second time: a window, a browser and a server on a busy machine may
 * miss each other once. Only the second run counts then, and the file is named, so that none fails now and then unseen.
 */
export async function runTwice(files: readonly string[]): Promise<Counts> {
	const total = { passed: 0, failed: 0, skipped: 0 };
	const repeated: string[] = [];
	for (const file of files) {
		let counts = await runFiles([file], 'process');
		if (counts.failed > 0) {
			console.log(`↻ ${path.basename(file)} failed and runs once more`);
			repeated.push(path.basename(file));
			counts = await runFiles([file], 'process');
		}
		total.passed += counts.passed;
		total.failed += counts.failed;
		total.skipped += counts.skipped;
	}
	if (repeated.length > 0) {
		console.log(`↻ run twice: ${repeated.join(', ')}`);
	}
	return total;
}
