// How long a run takes whose every reply is known: node test/bench/cached-run.ts [CASES]. The whole process of the built command
// line (npm run build).
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { reviewFolder } from './support/review-folder.ts';

const cases = Number(process.argv[2] ?? 10_000);
const cli = path.join(import.meta.dirname, '../../dist/cli.js');
const server = spawn(process.execPath, [path.join(import.meta.dirname, 'support/reply-server.ts'), '0'], {
	stdio: ['ignore', 'pipe', 'inherit'],
});
const [port] = await once(server.stdout!, 'data');
try {
	const file = reviewFolder({
		questions: cases,
		concurrency: 100,
		origin: `http://127.0.0.1:${String(port).trim()}`,
		form: 'csv',
	});
	for (const judged of ['--no-judge', '']) {
		for (const name of ['asked', 'cached', 'cached']) {
			const started = performance.now();
			const { status, stderr } = spawnSync(
				process.execPath,
				[cli, 'run', file, '--reporter', 'csv=/dev/null', ...judged.split(' ').filter(Boolean)],
				{ encoding: 'utf8' },
			);
			const seconds = (performance.now() - started) / 1000;
			const told = /cached.*/.exec(stderr ?? '')?.[0] ?? '';
			console.log(
				`${judged === '' ? 'with a judge' : 'without a judge'}, ${name}: ${seconds.toFixed(2)} s, exit code ${status} ${told}`,
			);
		}
	}
} finally {
	server.kill();
}
