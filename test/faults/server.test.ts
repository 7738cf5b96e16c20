import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { loadReviewSet } from '../../src/core/documents/load.ts';
import { foldEvents } from '../../src/core/review/fold.ts';
import { planCases } from '../../src/core/review/plan.ts';
import type { Clock } from '../../src/core/review/ports.ts';
import type { CaseResult } from '../../src/core/review/result.ts';
import { review } from '../../src/core/review/review.ts';
import { NodeFiles } from '../../src/node/files.ts';
import { EnvironmentKeys } from '../../src/node/keys.ts';
import { OpenAiModels } from '../../src/node/models/openai-models.ts';
import { BadServer, BEHAVIOURS, type Behaviour } from '../support/bad-server.ts';
import { print, table } from './support/table.ts';
import { replies, trialFolder } from './support/trial.ts';

const isFull = process.env.FAULTS === 'full';
const QUESTIONS = isFull ? 400 : 60;

let server: BadServer;
before(async () => {
	server = await BadServer.start(replies);
});
after(() => server.stop());

/** Time that is gone at once where somebody waits: what is tested is that a call is tried again, not for how long. */
function hurriedClock(): Clock {
	let skipped = 0;
	return {
		now: () => Date.now() + skipped,
		sleep: milliseconds => {
			skipped += milliseconds;
			return new Promise(resolve => setImmediate(resolve));
		},
	};
}

/** Runs a folder in this process, the answers or the judge at an address that treats every request its own way. */
async function reviewed(cwd: string, change: (project: string) => string): Promise<readonly CaseResult[]> {
	const project = path.join(cwd, 'groundline.yaml');
	const changed = change(readFileSync(project, 'utf8'));
	// A machine may be slow; where nothing comes at all nobody should wait for long.
	const patience = /\/(starts-then-)?hangs\//.test(changed) ? 0.3 : 20;
	const timeout = `temperature: 0, timeout: { firstToken: ${patience}, idle: ${patience} }`;
	writeFileSync(project, changed.replaceAll('temperature: 0', timeout));
	const set = await loadReviewSet('tea.questions.yaml', new NodeFiles(cwd));
	const { cases } = planCases(set);
	const models = new OpenAiModels({ keys: new EnvironmentKeys({ environment: {}, allowedOrigins: [] }) });
	const events = [];
	for await (const event of review(
		cases,
		{ model: models, clock: hurriedClock() },
		{ run: 'r', tool: 't', concurrency: 10 },
	)) {
		events.push(event);
	}
	const { results } = foldEvents(events);
	assert.equal(results.size, cases.length);
	return [...results.values()];
}

/** What becomes of an answer that is treated so: the answer's text, or why there is none. */
const EXPECTED: Readonly<Partial<Record<keyof typeof BEHAVIOURS, RegExp>>> = {
	good: /^“It works\.”/,
	'rate-limited': /^rate-limited/,
	'no-quota': /^rate-limited/,
	'server-error': /^unreachable/,
	unavailable: /^unreachable/,
	'bad-key': /^unreachable/,
	'no-model': /^unreachable/,
	hangs: /^timeout/,
	'starts-then-hangs': /^timeout/,
	cut: /^unreachable/,
	reset: /^unreachable/,
	'split-utf8': /^“Größe 😀 naïve”/,
	huge: /^(cut-off|unreachable|not-supported|timeout)/,
	html: /^(unreachable|not-supported)/,
	'wrong-json': /^(unreachable|not-supported|empty)/,
	'broken-json': /^“Still here\.”/,
	'duplicate-chunks': /^“Said once only\.”/,
	'closes-keep-alive': /^“It works\.”/,
	'wrong-usage': /^“Counted badly\.”/,
	'error-in-stream': /^(unreachable|rate-limited)/,
	filtered: /^refused/,
	refuses: /^refused/,
	long: /^cut-off/,
	empty: /^empty/,
	redirect: /^unreachable/,
};

test('whatever a server does, an answer is whole or its case is unscored with the reason', async () => {
	const rows: string[][] = [];
	for (const [name, expected] of Object.entries(EXPECTED)) {
		const cwd = trialFolder({ server, name: 'x', questions: 2, judge: 'none' });
		const results = await reviewed(cwd, project =>
			project.replace(`${server.origin}/answers/`, `${server.origin}/${name}/`),
		);
		const said = results.map(({ answer, end }) =>
			answer?.failure === undefined && end?.reason === undefined ? `“${answer?.text}” ${end?.state}` : `${end?.reason}`,
		);
		for (const one of said) {
			assert.match(one, expected!, name);
		}
		assert.equal(
			results.filter(({ end, answer }) => end?.score !== undefined && answer?.failure !== undefined).length,
			0,
		);
		rows.push([name, said[0]!.slice(0, 60)]);
	}
	print(table(['the server', 'what becomes of the case'], rows));
});

test('whatever a judge does, no score comes of what is no verdict', async () => {
	for (const name of Object.keys(EXPECTED)) {
		const cwd = trialFolder({ server, name: 'x', questions: 2 });
		const results = await reviewed(cwd, project =>
			project.replace(`${server.origin}/judge/`, `${server.origin}/${name}/`),
		);
		for (const { end, answer } of results) {
			assert.equal(answer?.failure, undefined, name);
			assert.deepEqual([end?.state, end?.score], ['unscored', undefined], name);
		}
	}
});

test('a server that fails now and then: every case is done once, with a reply that was delivered whole', async () => {
	const attempts = new Map<string, number>();
	const faults: readonly Behaviour[] = [
		'server-error',
		'unavailable',
		'rate-limited',
		'reset',
		'cut',
		'error-in-stream',
	].map(name => BEHAVIOURS[name as keyof typeof BEHAVIOURS]);
	const flaky = await BadServer.start(async exchange => {
		const asked = JSON.stringify(exchange.request.body.messages);
		const attempt = attempts.get(asked) ?? 0;
		attempts.set(asked, attempt + 1);
		// Every call fails up to three times, each time another way, and then works.
		const number = [...asked].reduce((sum, character) => (sum * 31 + character.charCodeAt(0)) >>> 0, 7);
		await (attempt < number % 4 ? faults[(number + attempt) % faults.length]! : replies)(exchange);
	});
	try {
		const cwd = trialFolder({ server: flaky, name: 'x', questions: QUESTIONS });
		const results = await reviewed(cwd, project => project);
		const delivered = flaky.requests.filter(({ complete }) => complete).length;
		const recorded = results.reduce((sum, { verdicts }) => sum + 1 + verdicts.length, 0);
		const states = new Set(results.map(({ end }) => end?.state));
		print(
			table(
				['a server that fails now and then', 'cases', 'requests', 'failed', 'delivered', 'recorded', 'scored'],
				[
					[
						'429 500 503 reset cut error',
						QUESTIONS,
						flaky.requests.length,
						flaky.requests.length - delivered,
						delivered,
						recorded,
						results.filter(({ end }) => end?.score !== undefined).length,
					],
				],
			),
		);
		assert.deepEqual([...states], ['passed']);
		assert.equal(delivered, recorded);
		assert.equal(recorded, QUESTIONS * 2);
	} finally {
		await flaky.stop();
	}
});
