import { type ChildProcess, spawn } from 'node:child_process';
import { globSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { BadServer, Behaviour, LoggedRequest } from '../../support/bad-server.ts';

const inject = path.join(import.meta.dirname, 'inject.ts');

export interface FolderOptions {
	readonly server: BadServer;
	/** Sent as a header, so that the server's log tells the trials apart. */
	readonly name: string;
	readonly questions?: number;
	readonly concurrency?: number;
	readonly judge?: 'model' | 'none';
}

/** A folder with questions, some of which follow others, an answering model and a judge. Gives its absolute path. */
export function trialFolder({ server, name, questions = 10, concurrency = 4, judge = 'model' }: FolderOptions): string {
	const folder = mkdtempSync(path.join(tmpdir(), 'groundline-fault-'));
	mkdirSync(path.join(folder, 'docs'));
	writeFileSync(path.join(folder, 'docs/tea.md'), CONTEXT);
	const model = (kind: string) =>
		`{ provider: openai, baseUrl: "${server.origin}/${kind}/v1", model: ${kind}, headers: { x-trial: ${name} }, temperature: 0, price: { input: 1, output: 2 } }`;
	writeFileSync(
		path.join(folder, 'groundline.yaml'),
		`version: 1\nmodels:\n  answers: ${model('answers')}\n  judge: ${model('judge')}\ndefaults: { models: [answers], judge: { model: ${judge === 'none' ? 'offline' : 'judge'} }, concurrency: ${concurrency} }\n`,
	);
	const items = Array.from(
		{ length: questions },
		(_, i) =>
			`  - id: q${i + 1}\n    question: How is tea number ${i + 1} made?\n${i > 0 && i % 4 === 0 ? `    follows: q${i}\n` : ''}`,
	);
	writeFileSync(
		path.join(folder, 'tea.questions.yaml'),
		`version: 1\ncontext: [{ file: docs/tea.md }]\nquestions:\n${items.join('')}`,
	);
	return folder;
}

const CONTEXT = `# Tea

Green tea is steamed soon after picking, which stops the leaves from turning brown.
The leaves are rolled into needles or pellets and then dried in several steps.
Black tea withers for some hours and oxidises until the leaves are copper red.
`;

/** Replies to the same request always alike, some of them long; a judge gives a verdict. */
export const replies: Behaviour = async exchange => {
	const { body, path: url } = exchange.request;
	await new Promise(resolve => setTimeout(resolve, 2));
	if (exchange.response.destroyed) {
		return;
	}
	const text = url.startsWith('/judge/') ? VERDICT : answerTo(JSON.stringify(body.messages));
	exchange.piece(text.slice(0, 20));
	exchange.piece(text.slice(20));
	exchange.finish();
};

function answerTo(messages: string): string {
	const number = /.*tea number (\d+)/s.exec(messages)?.[1] ?? '0';
	const long =
		Number(number) % 3 === 0
			? ' It is rolled and dried, and rolled and dried again – für sehr lange Zeit 🍵.'.repeat(20)
			: '';
	return `Tea ${number} is steamed soon after picking, which stops the leaves from turning brown.${long}`;
}

const VERDICT = JSON.stringify({
	criteria: Object.fromEntries(
		['relevance', 'faithfulness', 'completeness', 'clarity', 'conciseness'].map(id => [
			id,
			{
				reason: 'It says what the context says.',
				evidence: ['Green tea is steamed soon after picking'],
				rating: 'Good',
			},
		]),
	),
});

export interface Started {
	readonly process: ChildProcess;
	readonly ended: Promise<Ended>;
}

export interface Ended {
	/** Exit code; `null` where a signal ended it. */
	readonly code: number | null;
	readonly signal: NodeJS.Signals | null;
	readonly out: string;
	readonly err: string;
}

/** Starts the real command line in a process of its own, with a fault where `fault` names one. */
export function startCli(
	cli: string,
	line: readonly string[],
	{ cwd, fault, wrap = [] }: { readonly cwd: string; readonly fault?: string; readonly wrap?: readonly string[] },
): Started {
	const given = [...(fault === undefined ? [] : ['--import', inject]), cli, ...line];
	const [program, ...parts] = [...wrap, process.execPath, ...given];
	const child = spawn(program!, parts, {
		cwd,
		env: { PATH: process.env.PATH, ...(fault === undefined ? {} : { FAULT: fault }) },
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	let out = '';
	let err = '';
	child.stdout.on('data', chunk => {
		out += chunk;
	});
	child.stderr.on('data', chunk => {
		err += chunk;
	});
	const ended = new Promise<Ended>((resolve, reject) => {
		child.on('error', reject);
		child.on('close', (code, signal) => resolve({ code, signal, out, err }));
	});
	return { process: child, ended };
}

export function runCli(...given: Parameters<typeof startCli>): Promise<Ended> {
	return startCli(...given).ended;
}

/** The run files of a folder, oldest first. */
export function runFiles(folder: string): readonly string[] {
	return globSync('.groundline/runs/*.jsonl', { cwd: folder })
		.sort()
		.map(file => path.join(folder, file));
}

type Loose = Record<string, unknown>;

/** The whole lines of a run file that are events. */
export function eventsOf(file: string): readonly Loose[] {
	return readFileSync(file, 'utf8')
		.split('\n')
		.slice(0, -1)
		.flatMap(line => {
			try {
				return [JSON.parse(line) as Loose];
			} catch {
				return [];
			}
		});
}

/** Members that differ from one undisturbed run to the next. */
const BY_TIME = new Set(['t', 'latencyMs', 'firstTokenMs', 'run', 'tool', 'v']);

/**
 * A run as it can be compared: for each case its events in order, without times; beside them the texts, which a run that
 * goes on may tell again, and the other events.
 */
export function comparable(
	events: readonly Loose[],
	without: readonly string[] = [],
): Readonly<Record<string, readonly string[]>> {
	const groups: Record<string, string[]> = {};
	for (const event of events) {
		const type = String(event.type);
		const name = type === 'text' ? 'texts' : 'key' in event ? String(event.key) : type === 'run-resume' ? '' : 'run';
		const plain = JSON.stringify(event, (key, value) =>
			BY_TIME.has(key) || without.includes(key) ? undefined : value,
		);
		if (name !== '') {
			groups[name] = [...(groups[name] ?? []), plain];
		}
	}
	groups.texts = [...new Set(groups.texts)].sort();
	return groups;
}

/** What a request asks, whenever it is sent. */
export function askedOf({ path: url, body }: LoggedRequest): string {
	return `${url.split('/')[1]} ${JSON.stringify(body.messages)}`;
}

/** What the recorded replies of a run file answered: {@link askedOf} for each answer and verdict. */
export function repliedIn(events: readonly Loose[]): readonly string[] {
	const texts = new Map(events.filter(({ type }) => type === 'text').map(({ hash, text }) => [hash, text]));
	return events.flatMap(event => {
		if ((event.type !== 'answer-end' && event.type !== 'verdict-end') || event.failure !== undefined) {
			return [];
		}
		const messages = (event.messages as { role: string; content: string | { ref: string } }[]).map(
			({ role, content }) => ({
				role,
				content: typeof content === 'string' ? content : texts.get(content.ref),
			}),
		);
		return [`${event.type === 'answer-end' ? 'answers' : 'judge'} ${JSON.stringify(messages)}`];
	});
}

/** The requests of one trial. */
export function requestsOf(server: BadServer, name: string): readonly LoggedRequest[] {
	return server.requests.filter(({ headers }) => headers['x-trial'] === name);
}
