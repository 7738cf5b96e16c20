/**
 * How long the language server takes on 10,000 questions (2.9 MB): from a key press to the published problems and to the
 * outline, and for completion, hover and definition. Speaks the real protocol with a server in a process of its own, as
 * editors do. On a machine that does other work too the best times say more than the median ones.
 *
 *     node test/bench/language-server.ts [questions] [rounds]
 */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import {
	createProtocolConnection,
	PublishDiagnosticsNotification,
	StreamMessageReader,
	StreamMessageWriter,
} from 'vscode-languageserver/node';
import { OUTLINE_CHANGE_NOTIFICATION, OUTLINE_NOTIFICATION } from '../../src/shared/outline.ts';

const questions = Number(process.argv[2] ?? 10_000);
const rounds = Number(process.argv[3] ?? 15);

const text = generated(questions);
const folder = mkdtempSync(path.join(tmpdir(), 'groundline-bench-'));
mkdirSync(path.join(folder, 'docs'));
writeFileSync(
	path.join(folder, 'groundline.yaml'),
	'version: 1\nmodels:\n  small: { provider: openai, model: small }\n',
);
const page = Array.from({ length: 200 }, (_, line) => `Line ${line + 1} of the page.`);
writeFileSync(path.join(folder, 'docs/page.md'), page.join('\n'));

const main = path.join(import.meta.dirname, '../../src/server/main.ts');
const server = spawn(process.execPath, [main, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
const connection = createProtocolConnection(
	new StreamMessageReader(server.stdout),
	new StreamMessageWriter(server.stdin),
);
const waiting: (() => void)[] = [];
let publications = 0;
let outlines = 0;
let version = 1;
connection.onNotification(PublishDiagnosticsNotification.type, () => {
	publications++;
	for (const resolve of waiting.splice(0)) {
		resolve();
	}
});
for (const method of [OUTLINE_NOTIFICATION, OUTLINE_CHANGE_NOTIFICATION]) {
	connection.onNotification(method, () => {
		outlines++;
	});
}
connection.listen();
const uri = pathToFileURL(path.join(folder, 'large.questions.yaml')).href;
await connection.sendRequest('initialize', {
	processId: process.pid,
	rootUri: null,
	capabilities: {},
	workspaceFolders: [{ uri: pathToFileURL(folder).href, name: 'bench' }],
});
await connection.sendNotification('initialized', {});

const load = loadavg()[0]!.toFixed(1);
console.log(
	`${questions} questions, ${(text.length / 1e6).toFixed(1)} MB, ${rounds} rounds, load ${load}; ms: best, median, worst`,
);
const opened = performance.now();
const first = published();
await connection.sendNotification('textDocument/didOpen', {
	textDocument: { uri, languageId: 'groundline-questions', version, text },
});
await first;
console.log(`open → diagnostics       ${(performance.now() - opened).toFixed(0)}`);
await quiet();

const places = [3, Math.floor(questions / 2), questions - 2];
for (const place of places) {
	const line = lineOf(`id: question-${place}\n`);
	const last = `question ${place}`;
	await measure(`change at ${last} → diagnostics`, async round => {
		const shown = published();
		await change(insertion(line + 1, 14, round % 2 === 0 ? 'x' : 'y'));
		await shown;
		return quiet;
	});
	const position = { line: line + 2, character: 13 };
	await measure(`completion of ids at ${last}`, () => ask('completion', position));
	await measure(`completion of keys at ${last}`, () => ask('completion', { line: line + 2, character: 4 }));
	await measure(`hover at ${last}`, () => ask('hover', position));
	await measure(`definition at ${last}`, () => ask('definition', position));
	await measure(`change, then completion at ${last}`, async round => {
		await change(insertion(line + 1, 14, round % 2 === 0 ? 'x' : 'y'));
		await ask('completion', position);
		return quiet;
	});
}
await measure('outline', () => ask('documentSymbol'));
await measure('folding', () => ask('foldingRange'));
connection.dispose();
server.kill();
rmSync(folder, { recursive: true });

function ask(what: string, position?: { line: number; character: number }): Promise<unknown> {
	const more = position === undefined ? {} : { position };
	return connection.sendRequest(`textDocument/${what}`, { textDocument: { uri }, ...more });
}

function change(contentChange: object): Promise<void> {
	version++;
	const textDocument = { uri, version };
	return connection.sendNotification('textDocument/didChange', { textDocument, contentChanges: [contentChange] });
}

/** Waits for the next publication of problems. */
function published(): Promise<void> {
	return new Promise(resolve => {
		waiting.push(resolve);
	});
}

/** Waits until nothing more comes, as a person pauses between key presses. */
async function quiet(): Promise<void> {
	let before = -1;
	while (before !== publications + outlines) {
		before = publications + outlines;
		await new Promise(resolve => setTimeout(resolve, 150));
		await ask('hover', { line: 0, character: 0 });
	}
}

async function measure(name: string, work: (round: number) => Promise<unknown>): Promise<void> {
	const times: number[] = [];
	for (let round = 0; round < rounds; round++) {
		const start = performance.now();
		const after = await work(round);
		times.push(performance.now() - start);
		if (after === quiet) {
			await quiet();
		}
	}
	const figures = [Math.min(...times), median(times), Math.max(...times)].map(figure => figure.toFixed(1).padStart(9));
	console.log(`${name.padEnd(44)} ${figures.join('')}`);
}

function median(values: readonly number[]): number {
	return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
}

function insertion(line: number, character: number, inserted: string) {
	const at = { line, character };
	return { range: { start: at, end: at }, text: inserted };
}

function lineOf(part: string): number {
	return text.slice(0, text.indexOf(part)).split('\n').length - 1;
}

/** A file whose items differ, with follow-ups, context and checks, about 290 characters each. */
function generated(count: number): string {
	const items = Array.from({ length: count }, (_, index) =>
		[
			`  - id: question-${index}`,
			`    question: What does part ${index} of the handbook say about the case number ${index * 7}?`,
			`    follows: ${index === 0 ? 'question-1' : `question-${index % 5 === 1 ? 0 : index - 1}`}`,
			'    context:',
			`      - { file: docs/page.md, lines: ${(index % 150) + 1}-${(index % 150) + 20} }`,
			`    reference: Part ${index} says that the case is settled by rule ${index * 3}.`,
			`    expect: { maxWords: 200, mustContain: [rule ${index * 3}] }`,
		].join('\n'),
	);
	return `version: 1\nmodels: [offline, small]\nquestions:\n${items.join('\n').replace('    follows: question-1\n', '')}\n`;
}
