import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { BadServer } from '../support/bad-server.ts';
import { builtCli } from './support/built-cli.ts';
import { print, table } from './support/table.ts';
import {
	askedOf,
	comparable,
	eventsOf,
	repliedIn,
	replies,
	requestsOf,
	runCli,
	runFiles,
	startCli,
	trialFolder,
} from './support/trial.ts';

const isFull = process.env.FAULTS === 'full';

/** How often a run is killed, by where. Kills by the clock hit what they hit; the others are drawn over the run's own writes. */
const KILLS = isFull ? { byte: 160, line: 50, clock: 30 } : { byte: 4, line: 2, clock: 2 };

/** Kills of a run that keeps its replies in the cache, by the clock, and at bytes of its run file. */
const CACHED_KILLS = isFull ? { byte: 20, line: 0, clock: 20 } : { byte: 1, line: 0, clock: 1 };

let server: BadServer;
let cli: string;
before(async () => {
	server = await BadServer.start(replies);
	cli = await builtCli();
});
after(() => server.stop());

interface Mode {
	readonly name: string;
	readonly line: readonly string[];
	readonly kills: Readonly<Record<Kind, number>>;
	/** Members that differ by intention: what comes from the cache says so, and costs nothing. */
	readonly without: readonly string[];
}

type Kind = 'byte' | 'line' | 'clock';

const LINE = ['run', 'tea.questions.yaml', '--reporter', 'json'];

const MODES: readonly Mode[] = [
	{ name: 'without the cache', line: [...LINE, '--no-cache'], kills: KILLS, without: [] },
	{ name: 'with the cache', line: LINE, kills: CACHED_KILLS, without: ['cached', 'cost'] },
];

interface Trial {
	readonly kind: Kind;
	readonly killed: boolean;
	readonly inLine: boolean;
	readonly started: boolean;
	readonly delivered: number;
	readonly recorded: number;
	readonly inFlight: number;
	/** Replies that were delivered before and are asked for again. */
	readonly again: number;
	readonly lost: number;
	readonly twice: number;
	readonly differs: number;
}

for (const mode of MODES) {
	test(`a run that is killed goes on as if nothing had happened, ${mode.name}`, () => killed(mode));
}

async function killed(mode: Mode): Promise<void> {
	const undisturbed = trialFolder({ server, name: `undisturbed ${mode.name}` });
	const whole = await runCli(cli, mode.line, { cwd: undisturbed });
	assert.equal(whole.code, 0, whole.err);
	const [file] = runFiles(undisturbed);
	const expected = eventsOf(file!);
	const size = readFileSync(file!).length;
	const milliseconds = durationOf(expected);
	const random = generator(20_261_122);
	const plans = Object.entries(mode.kills).flatMap(([kind, count]) =>
		Array.from({ length: count }, (_, i) => ({
			kind: kind as Kind,
			at:
				kind === 'byte'
					? 1 + Math.floor(((i + random()) / count) * (size - 2))
					: kind === 'line'
						? 1 + Math.floor(((i + random()) / count) * (expected.length - 1))
						: Math.floor(((i + random()) / count) * (milliseconds + 60)),
		})),
	);
	const trials: Trial[] = [];
	const queue = [...plans.entries()];
	const work = async () => {
		for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
			trials.push(await killAndGoOn(`kill-${next[0]} ${mode.name}`, { ...next[1], mode }, expected));
		}
	};
	await Promise.all([work(), work()]);
	const sum = (of: readonly Trial[], value: (trial: Trial) => number | boolean) =>
		of.reduce((all, trial) => all + Number(value(trial)), 0);
	const rows = Object.keys(mode.kills).map(kind => {
		const of = trials.filter(trial => trial.kind === kind);
		return [
			kind === 'byte'
				? 'at a byte of its writes'
				: kind === 'line'
					? 'at the end of a line'
					: 'from outside, by the clock',
			of.length,
			sum(of, ({ killed }) => killed),
			sum(of, ({ inLine }) => inLine),
			sum(of, ({ delivered }) => delivered),
			sum(of, ({ recorded }) => recorded),
			sum(of, ({ inFlight }) => inFlight),
			sum(of, ({ again }) => again),
			sum(of, ({ lost }) => lost),
			sum(of, ({ twice }) => twice),
			sum(of, ({ differs }) => differs),
		];
	});
	const heads = [
		`SIGKILL, ${mode.name}`,
		'runs',
		'killed',
		'in a line',
		'delivered',
		'recorded',
		'not yet recorded',
		'delivered and asked again',
		'cases lost',
		'recorded and asked again',
		'cases that differ',
	];
	print(table(heads, rows));
	for (const trial of trials) {
		assert.deepEqual(
			{ lost: trial.lost, twice: trial.twice, differs: trial.differs },
			{ lost: 0, twice: 0, differs: 0 },
			JSON.stringify(trial),
		);
	}
	assert.equal(
		sum(
			trials.filter(({ kind }) => kind !== 'clock'),
			({ killed }) => killed,
		),
		mode.kills.byte + mode.kills.line,
	);
	assert.ok(sum(trials, ({ inLine }) => inLine) >= (isFull && mode.kills === KILLS ? 50 : 1));
}

async function killAndGoOn(
	name: string,
	{ kind, at, mode }: { readonly kind: Kind; readonly at: number; readonly mode: Mode },
	expected: ReturnType<typeof eventsOf>,
): Promise<Trial> {
	const cwd = trialFolder({ server, name });
	const started = startCli(cli, mode.line, { cwd, ...(kind === 'clock' ? {} : { fault: `kill-at-${kind}:${at}` }) });
	if (kind === 'clock') {
		// Counted from its first request, because a process takes its time to start.
		await Promise.race([until(() => requestsOf(server, name).length > 0), started.ended]);
		setTimeout(() => started.process.kill('SIGKILL'), at);
	}
	const { signal } = await started.ended;
	await new Promise(resolve => setTimeout(resolve, 5)); // What the server was about to send is sent, or closed.
	const before = requestsOf(server, name);
	const delivered = before.filter(({ complete, closedAt }) => complete && closedAt === undefined);
	const [file] = runFiles(cwd);
	const text = file === undefined ? '' : readFileSync(file, 'utf8');
	const recorded = file === undefined ? [] : repliedIn(eventsOf(file));
	const isStarted = text.includes('\n');
	const went = await runCli(cli, isStarted ? [...mode.line, '--resume'] : mode.line, { cwd });
	const isDone = isStarted && went.err.includes('no interrupted run'); // It was killed behind its end.
	assert.ok(went.code === 0, `${name} ${kind} ${at}: ${went.code} ${went.err}`);
	const [final] = runFiles(cwd).slice(isStarted ? 0 : -1);
	const events = eventsOf(final!);
	const want = comparable(expected, mode.without);
	const got = comparable(events, mode.without);
	const keys = Object.keys(want).filter(key => key.includes('#'));
	const ends = (key: string) => events.filter(event => event.type === 'case-end' && event.key === key).length;
	const afterwards = requestsOf(server, name).slice(before.length).map(askedOf);
	const differing = Object.keys({ ...want, ...got }).filter(
		key => JSON.stringify(want[key]) !== JSON.stringify(got[key]),
	);
	if (differing.length > 0) {
		console.log(name, kind, at, differing, went.err);
	}
	assert.ok(isDone || JSON.parse(went.out).summary.loaded === keys.length);
	return {
		kind,
		killed: signal === 'SIGKILL',
		inLine: signal === 'SIGKILL' && text !== '' && !text.endsWith('\n'),
		started: isStarted,
		delivered: delivered.length,
		recorded: recorded.length,
		inFlight: delivered.filter(request => !recorded.includes(askedOf(request))).length,
		again: afterwards.filter(asked => delivered.some(request => askedOf(request) === asked)).length,
		lost: keys.filter(key => ends(key) !== 1).length,
		twice: afterwards.filter(asked => recorded.includes(asked)).length,
		differs: differing.length,
	};
}

function durationOf(events: ReturnType<typeof eventsOf>): number {
	return Number(events.at(-1)!.t) - Number(events[0]!.t);
}

async function until(holds: () => boolean): Promise<void> {
	while (!holds()) {
		await new Promise(resolve => setTimeout(resolve, 2));
	}
}

/** Numbers from 0 to 1, the same ones each time (mulberry32). */
function generator(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let t = Math.imul(state ^ (state >>> 15), 1 | state);
		t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
		return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
	};
}
