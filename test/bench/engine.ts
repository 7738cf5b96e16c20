// What a run costs beside the replies it waits for: npm run bench -- engine [quick|full]. Builds dist/cli.js first. `PROMPTFOO` names
// a promptfoo to measure beside it; otherwise one on the PATH is taken, or none.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import { reviewFolder } from './support/review-folder.ts';

const ROOT = join(import.meta.dirname, '../..');
const SUPPORT = join(import.meta.dirname, 'support');
const CONCURRENCY = 50;
const REPORT = ['--reporter', 'json', '--output', out()];
const quick = process.argv[2] === 'quick';
const engine = await bundled('engine-run.ts');

interface Row {
	readonly what: string;
	readonly target: string;
	readonly measured: string;
}

const rows: Row[] = [];
const add = (what: string, target: string, measured: string) => {
	rows.push({ what, target, measured });
	console.error(`${what}: ${measured} (target ${target})`);
};

for (const count of quick ? [1000] : [1000, 10_000]) {
	for (const judging of ['no-judge', 'judge']) {
		const run = engineRun(count, judging);
		const ratio = `${(run.milliseconds / run.ideal).toFixed(3)} × the ideal ${(run.ideal / 1000).toFixed(2)} s`;
		const what = `engine, ${count} cases, ${judging}`;
		add(
			what,
			count === 1000 ? '1.10 ×' : '1.05 ×',
			`${ratio}; ${(run.threadCpu / count).toFixed(2)} ms CPU a case on the main thread, ${(run.cpu / count).toFixed(2)} in all`,
		);
	}
}
if (!quick) {
	const run = engineRun(100_000, 'no-judge');
	add('engine, 100,000 cases from a stream, peak memory', '300 MB', `${Math.round(run.megabytes)} MB`);
	const judged = engineRun(100_000, 'judge');
	add('the same with a judge', '300 MB', `${Math.round(judged.megabytes)} MB`);
}

const built = spawnSync(process.execPath, ['build.mjs', '--minify', 'cli'], { cwd: ROOT, stdio: 'inherit' });
if (built.status !== 0) {
	process.exit(1);
}
const server = spawn(process.execPath, [join(SUPPORT, 'reply-server.ts'), '50'], {
	stdio: ['ignore', 'pipe', 'inherit'],
});
const [port] = (await once(server.stdout, 'data')) as [Buffer];
const origin = `http://127.0.0.1:${String(port).trim()}`;
try {
	await processes();
	promptfoo();
} finally {
	server.kill();
}
const widths = [Math.max(...rows.map(({ what }) => what.length)), Math.max(...rows.map(({ target }) => target.length))];
for (const { what, target, measured } of rows) {
	console.log(`${what.padEnd(widths[0]!)}  ${target.padEnd(widths[1]!)}  ${measured}`);
}

/** As it is shipped: a process that translates TypeScript needs 60 MB for that alone. */
async function bundled(name: string): Promise<string> {
	const outfile = join(mkdtempSync(join(tmpdir(), 'groundline-bench-')), 'bench.mjs');
	const banner = "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";
	const worker = join(ROOT, 'src/node/grounding/grounding-worker.ts');
	const mainFields = ['module', 'main'];
	const settings = { bundle: true, platform: 'node', mainFields, logLevel: 'error' } as const;
	await build({ ...settings, entryPoints: [join(SUPPORT, name)], outfile, format: 'esm', banner: { js: banner } });
	await build({ ...settings, entryPoints: [worker], outfile: join(dirname(outfile), 'grounding-worker.cjs') });
	return outfile;
}

interface EngineRun {
	readonly milliseconds: number;
	readonly ideal: number;
	readonly cpu: number;
	/** Of the thread that sends and receives alone. */
	readonly threadCpu: number;
	readonly megabytes: number;
}

function engineRun(count: number, judging: string): EngineRun {
	const { stdout } = spawnSync(process.execPath, [engine, String(count), judging], {
		encoding: 'utf8',
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	return JSON.parse(stdout) as EngineRun;
}

/** Whole processes of the command line, against a server that is a process of its own. */
async function processes(): Promise<void> {
	for (const judging of [['--no-judge'], []]) {
		const file = reviewFolder({ questions: 1000, concurrency: CONCURRENCY, origin });
		cli(['--version']); // What was compiled is kept from the second start on.
		const ran = await timed(() => cli(['run', file, '--no-cache', ...judging, ...REPORT]));
		const what = `groundline run, 1000 cases, ${judging.length === 0 ? 'judge' : 'no judge'}, over HTTP`;
		add(what, judging.length === 0 ? '–' : '1.6 s', `${ran.seconds.toFixed(2)} s, ${ran.calls} calls`);
	}
	const count = quick ? 1000 : 10_000;
	for (const judging of [['--no-judge'], []]) {
		const file = reviewFolder({ questions: count, concurrency: CONCURRENCY, origin });
		const cold = await timed(() => cli(['run', file, ...judging, ...REPORT]));
		const again = await timed(() => cli(['run', file, ...judging, ...REPORT]));
		const what = `${count} cases, ${judging.length === 0 ? 'judge' : 'no judge'}`;
		add(`groundline run, ${what}, empty cache`, '–', `${cold.seconds.toFixed(2)} s, ${cold.calls} calls`);
		add(`the same again, cached`, '2 s', `${again.seconds.toFixed(2)} s, ${again.calls} calls`);
	}
	if (!quick) {
		const file = reviewFolder({ questions: 100_000, concurrency: 200, origin, form: 'csv' });
		const ran = await timed(() =>
			cli(['run', file, '--no-cache', '--no-judge', '--reporter', 'jsonl', '--output', out()]),
		);
		const memory = `${Math.round(ran.megabytes)} MB, ${ran.seconds.toFixed(0)} s, ${ran.calls} calls`;
		add('groundline run, 100,000 rows of a CSV, peak memory', '300 MB', memory);
	}
}

function out(): string {
	return join(mkdtempSync(join(tmpdir(), 'groundline-bench-')), 'report.json');
}

/** Exit codes 0 and 1 are results; anything else is a bench that measures nothing. Returns the peak memory in MB. */
function cli(given: readonly string[]): number {
	const measure = join(SUPPORT, 'peak-memory.mjs');
	const place = out();
	const { status } = spawnSync(process.execPath, ['--import', measure, join(ROOT, 'dist/cli.js'), ...given], {
		stdio: ['ignore', 'ignore', process.env.BENCH_VERBOSE === undefined ? 'ignore' : 'inherit'],
		env: { ...process.env, PEAK_MEMORY_FILE: place },
	});
	if (status !== 0 && status !== 1) {
		throw new Error(`groundline ${given.join(' ')} ended with ${status}.`);
	}
	return Number(readFileSync(place, 'utf8'));
}

async function timed(
	run: () => number,
): Promise<{ readonly seconds: number; readonly calls: number; readonly megabytes: number }> {
	await stats();
	const started = performance.now();
	const megabytes = run();
	const seconds = (performance.now() - started) / 1000;
	return { seconds, megabytes, calls: (await stats()).calls };
}

async function stats(): Promise<{ readonly calls: number }> {
	const ask = () => fetch(`${origin}/stats`);
	// After a long run the server has closed the connection of the last question.
	return (await (await ask().catch(ask)).json()) as { readonly calls: number };
}

/** The same work with promptfoo: one prompt, as many questions, the same server. */
function promptfoo(): void {
	const program = process.env.PROMPTFOO ?? 'promptfoo';
	if (spawnSync(program, ['--version'], { stdio: 'ignore' }).status !== 0) {
		console.error('promptfoo is not installed: set PROMPTFOO to its program to measure it beside.');
		return;
	}
	for (const count of quick ? [1000] : [1000, 5000]) {
		const folder = dirname(reviewFolder({ questions: 1, concurrency: CONCURRENCY, origin }));
		const tests = Array.from({ length: count }, (_, i) => ({ vars: { question: `How is tea number ${i + 1} made?` } }));
		const provider = { id: 'openai:chat:answers', config: { apiBaseUrl: `${origin}/v1`, apiKey: 'none' } };
		writeFileSync(
			join(folder, 'promptfooconfig.json'),
			JSON.stringify({ prompts: ['{{question}}'], providers: [provider], tests }),
		);
		const args = [
			'eval',
			'-c',
			'promptfooconfig.json',
			'-j',
			String(CONCURRENCY),
			'--no-cache',
			'--no-table',
			'-o',
			'o.json',
		];
		const started = performance.now();
		spawnSync(program, [...args, '--no-progress-bar'], {
			cwd: folder,
			stdio: 'ignore',
			env: {
				...process.env,
				PROMPTFOO_DISABLE_TELEMETRY: '1',
				PROMPTFOO_DISABLE_UPDATE: '1',
				PROMPTFOO_CONFIG_DIR: folder,
			},
		});
		add(`promptfoo, ${count} cases`, '–', `${((performance.now() - started) / 1000).toFixed(1)} s`);
	}
}
