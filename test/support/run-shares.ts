// Runs test files in several processes, a share of the files in each: as a script, it is one of those processes.
import { fork } from 'node:child_process';
import { statSync } from 'node:fs';
import { type Counts, runFiles } from './run-files.ts';

/** Runs `files` in `processes` processes at once and adds up. A process that ends without a count has failed. */
export async function runShares(files: readonly string[], processes: number): Promise<Counts> {
	const counts = await Promise.all(sharesOf(files, processes).map(runShare));
	return {
		passed: sum(counts.map(count => count.passed)),
		failed: sum(counts.map(count => count.failed)),
		skipped: sum(counts.map(count => count.skipped)),
	};
}

/** Shares of about the same bytes: the longer a test file, the longer it runs, and no table of times grows old. */
function sharesOf(files: readonly string[], processes: number): readonly (readonly string[])[] {
	const shares = Array.from({ length: Math.min(processes, files.length) }, () => ({ bytes: 0, files: [] as string[] }));
	const bySize = files.map(file => ({ file, bytes: statSync(file).size })).sort((a, b) => b.bytes - a.bytes);
	for (const { file, bytes } of bySize) {
		const smallest = shares.reduce((least, share) => (share.bytes < least.bytes ? share : least));
		smallest.bytes += bytes;
		smallest.files.push(file);
	}
	return shares.map(share => share.files.sort());
}

async function runShare(files: readonly string[]): Promise<Counts> {
	return new Promise(resolve => {
		let counts: Counts | undefined;
		const child = fork(import.meta.filename, [...files]);
		child.on('message', message => {
			counts = message as Counts;
		});
		child.on('close', code => {
			if (counts === undefined) {
				console.log(`✕ a process of ${files.length} test files ended with ${code} before it had counted`);
			}
			resolve(counts ?? { passed: 0, failed: files.length, skipped: 0 });
		});
	});
}

function sum(numbers: readonly number[]): number {
	return numbers.reduce((total, number) => total + number, 0);
}

if (import.meta.main) {
	const counts = await runFiles(process.argv.slice(2), 'none');
	// A test may leave a handle open; what was printed must be out before the process ends.
	process.send?.(counts, () => process.stdout.write('', () => process.exit(0)));
}
