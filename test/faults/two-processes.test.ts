import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { BadServer } from '../support/bad-server.ts';
import { builtCli } from './support/built-cli.ts';
import { print, table } from './support/table.ts';
import { askedOf, eventsOf, replies, requestsOf, runCli, runFiles, startCli, trialFolder } from './support/trial.ts';

const isFull = process.env.FAULTS === 'full';
const QUESTIONS = isFull ? 1000 : 200;
const KILLS = isFull ? 8 : 1;

let server: BadServer;
let cli: string;
before(async () => {
	server = await BadServer.start(replies);
	cli = await builtCli();
});
after(() => server.stop());

const line = ['run', 'tea.questions.yaml', '--no-judge', '--reporter', 'json'];
const rows: (string | number)[][] = [];
after(() => print(table(['two processes on the same cases', 'cases', 'asked', 'asked twice', 'done by both'], rows)));

test('two processes with the same cases ask once for each', async () => {
	const cwd = trialFolder({ server, name: 'both', questions: QUESTIONS, concurrency: 20, judge: 'none' });
	const ended = await Promise.all([runCli(cli, line, { cwd }), runCli(cli, line, { cwd })]);
	const asked = requestsOf(server, 'both').map(askedOf);
	rows.push(['undisturbed', QUESTIONS, asked.length, asked.length - new Set(asked).size, doneByBoth(ended)]);
	assert.equal(asked.length, QUESTIONS);
	assert.equal(doneByBoth(ended), QUESTIONS);
});

test('a process whose twin is killed goes on to the end, and asks only for what the dead one had not got', async () => {
	for (let i = 0; i < KILLS; i++) {
		const name = `killed-${i}`;
		const cwd = trialFolder({ server, name, questions: QUESTIONS, concurrency: 20, judge: 'none' });
		const one = startCli(cli, line, { cwd });
		const other = startCli(cli, line, { cwd });
		const share = Math.floor((QUESTIONS * (i + 1)) / (KILLS + 1));
		while (requestsOf(server, name).length < share && one.process.exitCode === null) {
			await new Promise(resolve => setTimeout(resolve, 1));
		}
		const victim = i % 2 === 0 ? one : other;
		victim.process.kill('SIGKILL');
		const [first, second] = await Promise.all([one.ended, other.ended]);
		const left = victim === one ? second : first;
		assert.equal(JSON.parse(left.out).summary.notJudged, QUESTIONS, left.err);
		const asked = requestsOf(server, name).map(askedOf);
		rows.push([`one killed at ${share}`, QUESTIONS, asked.length, asked.length - new Set(asked).size, QUESTIONS]);
		// Twice at most what the dead one had in flight, or had not written down yet.
		assert.ok(asked.length - new Set(asked).size <= 20, `${asked.length}`);
		assert.equal(new Set(asked).size, QUESTIONS);
		const states = runFiles(cwd).map(file => eventsOf(file).filter(({ type }) => type === 'case-end').length);
		assert.ok(Math.max(...states) === QUESTIONS);
	}
});

function doneByBoth(ended: readonly { readonly out: string; readonly err: string }[]): number {
	return Math.min(...ended.map(({ out, err }) => (out === '' ? assert.fail(err) : JSON.parse(out).summary.notJudged)));
}
