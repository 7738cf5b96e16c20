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
const KILLS = isFull ? { byte: 130, line: 40, clock: 30 } : { byte: 4, line: 2, clock: 2 };

let server: BadServer;
let cli: string;
before(async () => {
	server = await BadServer.start(replies);
	cli = await builtCli();
});
after(() => server.stop());

const run = ['run', 'tea.questions.yaml', '--no-cache', '--reporter', 'json'];

interface Trial {
	readonly kind: keyof typeof KILLS;
	readonly killed: boolean;
	readonly inLine: boolean;
	readonly started: boolean;
	readonly delivered: number;
	readonly recorded: number;
	readonly inFlight: number;
	readonly lost: number;
	readonly twice: number;
	readonly differs: number;
}

test('a run that is killed goes on as if nothing had happened', async () => {
	const undisturbed = trialFolder({ server, name: 'undisturbed' });
	const whole = await runCli(cli, run, { cwd: undisturbed });
	assert.equal(whole.code, 0, whole.err);
	const [file] = runFiles(undisturbed);
	const expected = eventsOf(file!);
	const size = readFileSync(file!).length;
	const milliseconds = durationOf(expected);
	const random = generator(20_261_122);
	const plans = Object.entries(KILLS).flatMap(([kind, count]) =>
		Array.from({ length: count }, (_, i) => ({
			kind: kind as keyof typeof KILLS,
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
			trials.push(await killAndGoOn(`kill-${next[0]}`, next[1], expected));
		}
	};
	await Promise.all([work(), work()]);
	const sum = (of: readonly Trial[], value: (trial: Trial) => number | boolean) =>
		of.reduce((all, trial) => all + Number(value(trial)), 0);
	const rows = Object.keys(KILLS).map(kind => {
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
			sum(of, ({ lost }) => lost),
			sum(of, ({ twice }) => twice),
			sum(of, ({ differs }) => differs),
		];
	});
	const heads = [
		'SIGKILL',
		'runs',
		'killed',
		'in a line',
		'delivered',
		'recorded',
		'not yet recorded',
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
		KILLS.byte + KILLS.line,
	);
	assert.ok(sum(trials, ({ inLine }) => inLine) >= (isFull ? 50 : 2));
});

async function killAndGoOn(
	name: string,
	{ kind, at }: { readonly kind: keyof typeof KILLS; readonly at: number },
	expected: ReturnType<typeof eventsOf>,
): Promise<Trial> {
	const cwd = trialFolder({ server, name });
	const started = startCli(cli, run, { cwd, ...(kind === 'clock' ? {} : { fault: `kill-at-${kind}:${at}` }) });
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
	const went = await runCli(cli, isStarted ? [...run, '--resume'] : run, { cwd });
	const isDone = isStarted && went.err.includes('no interrupted run'); // It was killed behind its end.
	assert.ok(went.code === 0, `${name} ${kind} ${at}: ${went.code} ${went.err}`);
	const [final] = runFiles(cwd).slice(isStarted ? 0 : -1);
	const events = eventsOf(final!);
	const want = comparable(expected);
	const got = comparable(events);
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
