import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { appendFileSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { BadServer } from '../support/bad-server.ts';
import { builtCli } from './support/built-cli.ts';
import { print, table } from './support/table.ts';
import { comparable, type Ended, eventsOf, replies, runCli, runFiles, startCli, trialFolder } from './support/trial.ts';

const isFull = process.env.FAULTS === 'full';

let server: BadServer;
let cli: string;
before(async () => {
	server = await BadServer.start(replies);
	cli = await builtCli();
});
after(() => server.stop());

const run = ['run', 'tea.questions.yaml', '--no-cache', '--reporter', 'json'];
const rows: (string | number)[][] = [];
after(() => print(table(['fault', 'tries', 'what comes of it'], rows)));

let trials = 0;
const newFolder = () => trialFolder({ server, name: `disk-${++trials}` });

/** A program that gives what it starts a file system of its own. */
function mounted(folder: string, options: string): readonly string[] {
	const state = path.join(folder, '.groundline');
	return [
		'unshare',
		'-Urm',
		'sh',
		'-c',
		`mkdir -p "${state}" && mount -t tmpfs -o ${options} none "${state}" && exec "$@"`,
		'sh',
	];
}

const canMount = spawnSync('unshare', ['-Urm', 'mount', '-t', 'tmpfs', 'none', '/mnt']).status === 0;
const noMount = canMount ? false : 'this machine lets nobody mount a small file system';

/** Every case is in the report although the run file is not, and the exit code says so. */
function assertReported({ code, out, err }: Ended, word: RegExp): void {
	const { summary } = JSON.parse(out) as { summary: { loaded: number; passed: number } };
	assert.equal(code, 2, err);
	assert.match(err, word);
	assert.deepEqual([summary.loaded, summary.passed], [10, 10]);
}

test('a disk that is full: the run goes on, says so, and reports every case', { skip: noMount }, async () => {
	for (const size of ['8k', '32k']) {
		const cwd = newFolder();
		assertReported(await runCli(cli, run, { cwd, wrap: mounted(cwd, `size=${size}`) }), /cannot be written \(ENOSPC\)/);
	}
	rows.push(['full disk (a file system of 8 and of 32 kB)', 2, 'all cases reported, exit code 2, said once']);
});

test('a read-only folder: the run goes on, says so, and reports every case', { skip: noMount }, async () => {
	const cwd = newFolder();
	assertReported(await runCli(cli, run, { cwd, wrap: mounted(cwd, 'ro') }), /cannot be written \(EROFS\)/);
	const cached = await runCli(
		cli,
		run.filter(word => word !== '--no-cache'),
		{ cwd, wrap: mounted(cwd, 'ro') },
	);
	assertReported(cached, /cache .* cannot be used \(EROFS\)/);
	rows.push([
		'read-only folder (a file system mounted so)',
		2,
		'all cases reported, exit code 2, said once for the run and once for the cache',
	]);
});

test('a disk that fills at any byte leaves whole lines, from which the run goes on', async () => {
	const whole = newFolder();
	assert.equal((await runCli(cli, run, { cwd: whole })).code, 0);
	const size = readFileSync(runFiles(whole)[0]!).length;
	const tries = isFull ? 12 : 2;
	for (let i = 0; i < tries; i++) {
		const cwd = newFolder();
		const at = Math.floor(((i + 0.5) / tries) * size);
		assertReported(await runCli(cli, run, { cwd, fault: `full-at-byte:${at}` }), /cannot be written \(ENOSPC\)/);
		const left = readFileSync(runFiles(cwd)[0]!, 'utf8');
		assert.ok(left === '' || left.endsWith('\n'), 'a half line stays behind');
		assert.ok(left.length > 0 || at < 5000, 'whole lines stay');
		const resumed = await runCli(cli, [...run, '--resume'], { cwd });
		assert.equal(resumed.code, 0, resumed.err);
		assert.deepEqual(comparable(eventsOf(runFiles(cwd)[0]!)), comparable(eventsOf(runFiles(whole)[0]!)));
	}
	rows.push([
		'disk full from a byte on (injected ENOSPC), then resumed',
		tries,
		'whole lines only; resumed = undisturbed',
	]);
});

test('two that go on with the same run: one does, the other says why not', async () => {
	const tries = isFull ? 6 : 2;
	for (let i = 0; i < tries; i++) {
		const cwd = newFolder();
		await runCli(cli, run, { cwd, fault: 'kill-at-byte:9000' });
		const name = path.basename(runFiles(cwd)[0]!, '.jsonl');
		const both = await Promise.all([1, 2].map(() => runCli(cli, [...run, `--resume=${name}`], { cwd })));
		assert.ok(
			both.some(({ code }) => code === 0),
			both.map(({ err }) => err).join(),
		);
		for (const { err } of both.filter(({ code }) => code !== 0)) {
			assert.match(err, /another process/);
		}
		const ends = eventsOf(runFiles(cwd)[0]!).filter(({ type }) => type === 'case-end');
		assert.equal(new Set(ends.map(({ key }) => key)).size, 10);
		assert.equal(ends.length, 10);
	}
	rows.push(['two writers of one run', tries, 'one goes on, the other refuses; each case once']);
});

test('a run that another process writes is not taken for an interrupted one', async () => {
	const cwd = newFolder();
	const started = startCli(cli, run, { cwd });
	while (runFiles(cwd).length === 0 && started.process.exitCode === null) {
		await new Promise(resolve => setTimeout(resolve, 1));
	}
	const name = path.basename(runFiles(cwd)[0]!, '.jsonl');
	const other = await runCli(cli, [...run, `--resume=${name}`], { cwd });
	const { code } = await started.ended;
	assert.equal(code, 0);
	assert.ok(other.code === 0 || /another process/.test(other.err), other.err);
	assert.equal(eventsOf(runFiles(cwd)[0]!).filter(({ type }) => type === 'case-end').length, 10);
});

test('a clock that goes back changes times, nothing else', async () => {
	const whole = newFolder();
	const cwd = newFolder();
	const [straight, back] = await Promise.all([
		runCli(cli, run, { cwd: whole }),
		runCli(cli, run, { cwd, fault: 'clock-back:60' }),
	]);
	assert.deepEqual([straight.code, back.code], [0, 0], back.err);
	assert.deepEqual(comparable(eventsOf(runFiles(cwd)[0]!)), comparable(eventsOf(runFiles(whole)[0]!)));
	const times = eventsOf(runFiles(cwd)[0]!).map(({ t }) => Number(t));
	assert.ok(
		times.some((t, i) => i > 0 && t < times[i - 1]! - 3_000_000),
		'the clock did go back',
	);
	rows.push(['clock going back by an hour', 1, 'the same events, only their times differ']);
});

test('corrupt lines are told, and what they held is done again; nothing else is', async () => {
	const whole = newFolder();
	assert.equal((await runCli(cli, run, { cwd: whole })).code, 0);
	const text = readFileSync(runFiles(whole)[0]!, 'utf8');
	const lines = text.split('\n').length - 1;
	const tries = isFull ? lines - 2 : 4;
	for (let i = 0; i < tries; i++) {
		const line = isFull ? i + 1 : 1 + Math.floor(((i + 0.5) / tries) * (lines - 2));
		const cwd = newFolder();
		assert.equal((await runCli(cli, run, { cwd })).code, 0);
		const file = runFiles(cwd)[0]!;
		const own = readFileSync(file, 'utf8').split('\n');
		// A text may belong to all cases.
		const least = own[line]!.includes('"type":"text"') ? 0 : 5;
		const middle = Math.floor(own[line]!.length / 2);
		own[line] = `${own[line]!.slice(0, middle)}\u0000\u0000${own[line]!.slice(middle + 40)}`;
		// Without its last event it is an interrupted run.
		writeFileSync(file, `${own.slice(0, -2).join('\n')}\n`);
		const resumed = await runCli(cli, [...run, '--resume'], { cwd });
		assert.equal(resumed.code, 0, `line ${line}: ${resumed.err}`);
		assert.match(resumed.err, /1 line cannot be read/);
		assert.equal(JSON.parse(resumed.out).summary.passed, 10, `line ${line}`);
		const done = resumed.err.match(/(\d+) of 10 cases are done/);
		assert.ok(Number(done?.[1]) >= least, resumed.err);
	}
	rows.push(['a corrupt line in the middle, then resumed', tries, 'told by number; only its cases are done again']);
});

test('rubbish behind the last line is dropped and told', async () => {
	const cwd = newFolder();
	await runCli(cli, run, { cwd, fault: 'kill-at-line:30' });
	const file = runFiles(cwd)[0]!;
	const size = readFileSync(file).length;
	appendFileSync(file, Buffer.from([0xff, 0xfe, 0, 0x22, 0xc3]));
	const resumed = await runCli(cli, [...run, '--resume'], { cwd });
	assert.match(resumed.err, /last line was cut off; 5 bytes are dropped/);
	assert.equal(resumed.code, 0);
	assert.equal(readFileSync(file)[size], '{'.charCodeAt(0));
	truncateSync(file, 20);
	const nothing = await runCli(cli, [...run, '--resume'], { cwd });
	assert.match(nothing.err, /no interrupted run/);
});
