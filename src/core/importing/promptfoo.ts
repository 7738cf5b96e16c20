import type { RecordFile, SourceRecord } from './records.ts';

/**
 * The results file that `promptfoo eval -o out.json` writes (version 3), as records of one answer each: the variables of the test under their
 * own names, the answer, and who gave it. What promptfoo made of an answer stands in columns of its own that nothing is guessed from. `undefined`
 * for any other text. Nothing in the file is executed or opened.
 */
export function promptfooRecords(text: string): RecordFile | undefined {
	if (!text.includes('"promptIdx"')) {
		return undefined; // Parsed only where it may be one.
	}
	const results = resultsIn(text);
	if (results === undefined) {
		return undefined;
	}
	const prompts = new Set(results.map(result => objectOf(result)?.promptIdx));
	const records = results.map((result, i) => recordOf(objectOf(result), { row: i + 1, several: prompts.size > 1 }));
	return {
		columns: [...new Set(records.flatMap(({ cells }) => [...cells.keys()]))],
		records,
		problems: records.length === 0 ? ['promptfoo wrote no results into it.'] : [],
	};
}

/** The list of results: of the whole file, or of its summary alone. */
function resultsIn(text: string): readonly unknown[] | undefined {
	try {
		const file = objectOf(JSON.parse(text));
		const summary = Array.isArray(file?.results) ? file : objectOf(file?.results);
		const results = summary?.results;
		const isTheirs = Array.isArray(results) && results.every(one => objectOf(one)?.promptIdx !== undefined);
		return isTheirs ? results : undefined;
	} catch {
		return undefined;
	}
}

interface Place {
	readonly row: number;
	/** Whether the file has several prompts: then an answer is known by its prompt too. */
	readonly several: boolean;
}

function recordOf(result: Values | undefined, { row, several }: Place): SourceRecord {
	const { response, error, gradingResult, prompt, promptIdx, success, score } = result ?? {};
	const output = objectOf(response)?.output;
	const vars = objectOf(result?.vars) ?? objectOf(objectOf(result?.testCase)?.vars) ?? {};
	const model = modelOf(result?.provider);
	const cells = new Map<string, unknown>(Object.entries(vars));
	const names = Object.keys(vars);
	const asked = QUESTIONS.find(name => textIn(vars[name]) !== undefined) ?? (names.length === 1 ? names[0] : undefined);
	const raw = textIn(objectOf(prompt)?.raw);
	if (asked !== undefined) {
		cells.delete(asked);
	}
	const question = asked === undefined ? raw : vars[asked];
	if (question !== undefined) {
		cells.set('question', question);
	}
	const label = several ? `${model} prompt ${Number(promptIdx) + 1}` : model;
	cells.set('model', label);
	if (output !== undefined && output !== null) {
		cells.set('answer', typeof output === 'string' ? output : JSON.stringify(output));
	}
	cells.set('promptfoo success', success);
	cells.set('promptfoo points', score);
	cells.set('promptfoo reason', objectOf(gradingResult)?.reason);
	const failed =
		textIn(objectOf(response)?.error) ?? (output === undefined || output === null ? textIn(error) : undefined);
	const fault =
		failed === undefined ? undefined : `promptfoo got no answer of ${label}: ${failed.slice(0, LONGEST_ERROR)}`;
	return { row, line: 1, cells: new Map([...cells].filter(([, value]) => value !== undefined)), fault };
}

/** Names that variables with the question have, the surest first. */
const QUESTIONS = ['question', 'query', 'user_input', 'user_query', 'input', 'prompt', 'message', 'text'];
const LONGEST_ERROR = 300;

type Values = Readonly<Record<string, unknown>>;

function objectOf(value: unknown): Values | undefined {
	return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Values) : undefined;
}

function textIn(value: unknown): string | undefined {
	return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}

/** A label that somebody gave, else the id; older files have the id alone. */
function modelOf(provider: unknown): string {
	const { label, id } = objectOf(provider) ?? {};
	return textIn(label) ?? textIn(id) ?? textIn(provider) ?? 'unknown';
}
