/**
 * How long the language server takes on 10,000 questions (2.9 MB): from a key press to the published problems and to the
 * outline, and for completion, hover and definition. Speaks the real protocol in one process, so the times include it.
 * Processor time is what counts on a machine that does other work too; it includes that of the client and of the collector.
 *
 *     node test/bench/language-server.ts [questions] [rounds]
 */
import { LanguageTestClient } from '../support/language-client.ts';

const questions = Number(process.argv[2] ?? 10_000);
const rounds = Number(process.argv[3] ?? 15);
const PATH = 'large.questions.yaml';

const text = generated(questions);
const client = await new LanguageTestClient({
	'groundline.yaml': 'version: 1\nmodels:\n  small: { provider: openai, model: small }\n',
	'docs/page.md': Array.from({ length: 200 }, (_, line) => `Line ${line + 1} of the page.`).join('\n'),
	[PATH]: text,
}).start();

console.log(
	`${questions} questions, ${(text.length / 1e6).toFixed(1)} MB, ${rounds} rounds; in ms: median, worst, median of processor time`,
);
const opened = performance.now();
await client.open(PATH, text);
await published();
console.log(`open → diagnostics       ${(performance.now() - opened).toFixed(0)}`);

const places = [3, Math.floor(questions / 2), questions - 2];
for (const place of places) {
	const line = lineOf(`id: question-${place}\n`);
	const last = `question ${place}`;
	await measure(`change at ${last} → diagnostics`, async round => {
		await client.change(PATH, insertion(line + 1, 14, round % 2 === 0 ? 'x' : 'y'));
		await published();
	});
	const position = { line: line + 2, character: 13 };
	await measure(`completion of ids at ${last}`, () => client.complete(PATH, position));
	await measure(`completion of keys at ${last}`, () => client.complete(PATH, { line: line + 2, character: 4 }));
	await measure(`hover at ${last}`, () => client.ask('textDocument/hover', PATH, { position }));
	await measure(`definition at ${last}`, () => client.ask('textDocument/definition', PATH, { position }));
	await measure(`change, then completion at ${last}`, async round => {
		await client.change(PATH, insertion(line + 1, 14, round % 2 === 0 ? 'x' : 'y'));
		await client.complete(PATH, position);
	});
	await client.rest();
}
await measure('outline', () => client.ask('textDocument/documentSymbol', PATH));
await measure('folding', () => client.ask('textDocument/foldingRange', PATH));
client.stop();

/** Waits for the next publication of problems. */
async function published(): Promise<void> {
	const before = client.published.length;
	while (client.published.length === before) {
		await new Promise(resolve => setImmediate(resolve));
	}
}

async function measure(name: string, work: (round: number) => Promise<unknown>): Promise<void> {
	const times: number[] = [];
	const busy: number[] = [];
	for (let round = 0; round < rounds; round++) {
		const start = performance.now();
		const cpu = process.cpuUsage();
		await work(round);
		const { user, system } = process.cpuUsage(cpu);
		times.push(performance.now() - start);
		busy.push((user + system) / 1000);
		// People pause between key presses; what follows a change (the outline) is not part of the next one.
		await client.rest();
	}
	const figures = [median(times), Math.max(...times), median(busy)].map(figure => figure.toFixed(1).padStart(9));
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
