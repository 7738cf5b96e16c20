import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const CONTEXT = `# Tea

Green tea is steamed soon after picking, which stops the leaves from turning brown.
The leaves are rolled into needles or pellets and then dried in several steps.
Black tea withers for some hours and oxidises until the leaves are copper red.
It is fired at the end, which gives it a longer life than green tea has.
Oolong lies between the two: ten to eighty percent of its leaves oxidise.
White tea is only withered and dried.
`;

export interface FolderOptions {
	readonly questions: number;
	readonly concurrency: number;
	/** Origin of the server; answers and verdicts have paths of their own, so each is an endpoint. */
	readonly origin: string;
	/** `csv`: the questions are rows of a data set. */
	readonly form?: 'yaml' | 'csv';
}

/** A folder with questions that share a context, an answering model and a judge behind endpoints. Returns the question file's path. */
export function reviewFolder({ questions, concurrency, origin, form = 'yaml' }: FolderOptions): string {
	const folder = mkdtempSync(join(tmpdir(), 'groundline-bench-'));
	mkdirSync(join(folder, 'docs'));
	writeFileSync(join(folder, 'docs/tea.md'), CONTEXT);
	writeFileSync(
		join(folder, 'groundline.yaml'),
		`version: 1
models:
  answers: { provider: openai, baseUrl: "${origin}/answers/v1", model: answers, temperature: 0, price: { input: 0.15, output: 0.6 } }
  judge: { provider: openai, baseUrl: "${origin}/judge/v1", model: judge, temperature: 0, price: { input: 0.15, output: 0.6 } }
defaults: { models: [answers], judge: { model: judge }, concurrency: ${concurrency} }
`,
	);
	const file = join(folder, 'tea.questions.yaml');
	const head = 'version: 1\ncontext: [{ file: docs/tea.md }]\n';
	const numbers = Array.from({ length: questions }, (_, i) => i + 1);
	if (form === 'csv') {
		const rows = numbers.map(i => `q${i},"How is tea number ${i} made, and why is it not brown?"\n`);
		writeFileSync(join(folder, 'tea.csv'), `id,question\n${rows.join('')}`);
		writeFileSync(file, `${head}questions: { file: tea.csv }\n`);
	} else {
		const items = numbers.map(
			i => `  - id: q${i}\n    question: How is tea number ${i} made, and why is it not brown?\n`,
		);
		writeFileSync(file, `${head}questions:\n${items.join('')}`);
	}
	return file;
}
