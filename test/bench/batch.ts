// What a batch run costs on this side: npm run bench -- batch [CASES…]. Builds dist/cli.js first, because a process that translates
// TypeScript needs 60 MB for that alone. The endpoint is on the loopback address and takes no time.
import { spawn, spawnSync } from 'node:child_process';
import { globSync, readFileSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { BatchServer } from '../support/batch-server.ts';
import { answerText, verdictText } from './support/replies.ts';
import { reviewFolder } from './support/review-folder.ts';

const ROOT = join(import.meta.dirname, '../..');
const built = spawnSync(process.execPath, ['build.mjs', '--minify', 'cli'], { cwd: ROOT, stdio: 'inherit' });
if (built.status !== 0) {
	process.exit(1);
}
const counts = process.argv.slice(2).map(Number);
const VERDICT = verdictText();
console.log(
	'| cases | batches | requests | seconds | requests a second | peak memory, MB | run file, MB |\n|--:|--:|--:|--:|--:|--:|--:|',
);
for (const questions of counts.length === 0 ? [1000, 10_000] : counts) {
	await measure(questions);
}

async function measure(questions: number): Promise<void> {
	let number = 0;
	const server = await BatchServer.start(({ body }) => ({
		text: 'response_format' in body ? VERDICT : answerText(number++),
	}));
	const file = reviewFolder({ questions, concurrency: 8, origin: server.origin });
	const folder = dirname(file);
	const started = performance.now();
	const child = spawn(
		process.execPath,
		[join(ROOT, 'dist/cli.js'), 'run', file, '--batch', '--reporter', 'jsonl', '--output', `${folder}/report.jsonl`],
		{ stdio: ['ignore', 'ignore', 'pipe'] },
	);
	let said = '';
	child.stderr.on('data', chunk => {
		said += String(chunk);
	});
	let peak = 0;
	const look = setInterval(() => {
		peak = Math.max(peak, peakOf(child.pid));
	}, 50);
	const code = await new Promise(resolve => child.on('close', resolve));
	clearInterval(look);
	const seconds = (performance.now() - started) / 1000;
	const { summary } = JSON.parse(readFileSync(`${folder}/report.jsonl`, 'utf8').trim().split('\n').at(-1)!);
	const requests = server.worked.length;
	const whole = summary.loaded === questions && summary.unscored === 0 && new Set(server.worked).size === requests;
	if (!whole || (code !== 0 && code !== 1)) {
		throw new Error(`The run is not whole: exit code ${code}, ${JSON.stringify(summary)}\n${said.slice(-2000)}`);
	}
	console.log(
		`| ${questions} | ${server.batches.length} | ${requests} | ${seconds.toFixed(1)} | ${Math.round(requests / seconds)} | ${Math.round(peak)} | ${(runBytes(folder) / 1e6).toFixed(1)} |`,
	);
	await server.stop();
	rmSync(folder, { recursive: true });
}

/** MB that a process had at most so far, where the system tells. */
function peakOf(pid: number | undefined): number {
	try {
		return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
	} catch {
		return 0;
	}
}

function runBytes(folder: string): number {
	return globSync('.groundline/runs/*.jsonl', { cwd: folder })
		.map(name => statSync(join(folder, name)).size)
		.reduce((sum, size) => sum + size, 0);
}
