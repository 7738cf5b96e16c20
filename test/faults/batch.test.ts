import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { builtInRubric } from '../../src/core/documents/built-in-rubric.ts';
import { BatchServer } from '../support/batch-server.ts';
import { builtCli } from './support/built-cli.ts';
import { table } from './support/table.ts';

const isFull = process.env.FAULTS === 'full';

const VERDICT = JSON.stringify({
	criteria: Object.fromEntries(
		builtInRubric.criteria.map(({ id }) => [id, { reason: 'So.', evidence: [], rating: 'Good' }]),
	),
});

let server: BatchServer;
let cli: string;
let folder: string;
before(async () => {
	server = await BatchServer.start(({ body }) => ({
		text:
			'response_format' in body
				? VERDICT
				: `Tea, said to ${body.messages.map(({ content }) => content.length).join()}.`,
	}));
	cli = await builtCli();
	folder = mkdtempSync(path.join(tmpdir(), 'groundline-batch-'));
	const model = `{ provider: openai, baseUrl: "${server.origin}/v1", model: m }`;
	writeFileSync(
		path.join(folder, 'groundline.yaml'),
		`version: 1\nmodels: { remote: ${model} }\ndefaults: { models: [remote], judge: { model: remote } }\n`,
	);
	const items = Array.from(
		{ length: 8 },
		(_, i) => `  - id: q${i}\n    question: How is tea number ${i} made?\n${i === 5 ? '    follows: q4\n' : ''}`,
	);
	writeFileSync(path.join(folder, 'tea.questions.yaml'), `version: 1\nquestions:\n${items.join('')}`);
});
after(async () => {
	await server.stop();
	rmSync(folder, { recursive: true });
});

const run = ['run', 'tea.questions.yaml', '--batch', '--no-cache', '--reporter', 'json'];

/** The process is killed when the server hears of its n-th request: with what it asks done, or not. */
interface Plan {
	readonly at: number;
	readonly what: 'act' | 'ignore';
}

test('a batch run that is killed at any of its requests goes on: every request is worked on once, the report is the same', async () => {
	let heard = 0;
	server.misbehaviour = {
		polls: 2,
		intercept: () => {
			heard++;
			return 'act';
		},
	};
	const whole = await trial('undisturbed', undefined);
	const expected = casesOf(whole.out);
	assert.equal(expected.length, 8, whole.err);
	const worked = server.worked.length;
	const total = heard;
	const step = isFull ? 1 : 5;
	const plans = Array.from({ length: Math.ceil(total / step) }, (_, i) => i * step + 1).flatMap((at): Plan[] => [
		{ at, what: 'act' },
		{ at, what: 'ignore' },
	]);
	const counts = { lost: 0, twice: 0, differs: 0, second: 0 };
	for (const [i, plan] of plans.entries()) {
		server.worked.length = 0;
		const { out, err, kills } = await trial(`kill-${i}`, plan);
		assert.ok(kills > 0, `killed at ${plan.at}`);
		const once = new Set(server.worked);
		counts.lost += worked - once.size;
		counts.twice += server.worked.length - once.size;
		counts.second += kills > 1 ? 1 : 0;
		const cases = out === '' ? [] : casesOf(out);
		counts.differs += JSON.stringify(cases) === JSON.stringify(expected) ? 0 : 1;
		assert.deepEqual(cases, expected, `${JSON.stringify(plan)}\n${err}`);
	}
	console.log(
		table(
			['killed at a request', 'of them twice', 'requests', 'lost', 'worked on twice', 'other report'],
			[[plans.length, counts.second, worked, counts.lost, counts.twice, counts.differs]],
		),
	);
	assert.deepEqual({ ...counts, second: 0 }, { lost: 0, twice: 0, differs: 0, second: 0 });
});

interface Trial {
	readonly out: string;
	readonly err: string;
	readonly kills: number;
}

/** Runs in a copy of the folder, and goes on until the run is through. Every third plan kills the second process, too. */
async function trial(name: string, plan: Plan | undefined): Promise<Trial> {
	const cwd = `${folder}-${name}`;
	cpSync(folder, cwd, { recursive: true });
	let kills = 0;
	const most = plan !== undefined && plan.at % 3 === 0 ? 2 : 1;
	try {
		for (let attempt = 1; attempt < 6; attempt++) {
			const ended = await oneProcess(attempt === 1 ? run : [...run, '--resume'], {
				cwd,
				plan: kills < most ? plan : undefined,
			});
			if (ended.killed) {
				kills++;
				continue;
			}
			if (/no interrupted run/.test(ended.err)) {
				const anew = await oneProcess(run, { cwd, plan: undefined });
				return { ...anew, kills };
			}
			return { ...ended, kills };
		}
		return { out: '', err: 'It never came to an end.', kills };
	} finally {
		rmSync(cwd, { recursive: true });
	}
}

async function oneProcess(
	line: readonly string[],
	{ cwd, plan }: { readonly cwd: string; readonly plan: Plan | undefined },
): Promise<Omit<Trial, 'kills'> & { readonly killed: boolean }> {
	const child: ChildProcess = spawn(process.execPath, [cli, ...line], { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
	const before = server.misbehaviour.intercept;
	let heard = 0;
	server.misbehaviour.intercept = name => {
		heard++;
		before?.(name);
		if (plan === undefined || heard !== plan.at) {
			return plan !== undefined && heard > plan.at ? 'ignore' : 'act';
		}
		child.kill('SIGKILL');
		return plan.what;
	};
	let out = '';
	let err = '';
	child.stdout?.on('data', chunk => {
		out += String(chunk);
	});
	child.stderr?.on('data', chunk => {
		err += String(chunk);
	});
	const [, signal] = await new Promise<[number | null, string | null]>(resolve => {
		child.on('close', (code, by) => resolve([code, by]));
	});
	server.misbehaviour.intercept = before;
	return { out, err, killed: signal === 'SIGKILL' };
}

function casesOf(report: string): readonly unknown[] {
	const { cases } = JSON.parse(report) as { cases: readonly Readonly<Record<string, unknown>>[] };
	return cases.map(({ key, state, answer, ratings, cappedScore }) => ({ key, state, answer, ratings, cappedScore }));
}
