import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** One reply of the corpus with what a person reads in it. */
export interface CorpusReply {
	readonly shape: string;
	readonly rubric: string;
	/** Level names in the order of the criteria, `none` where none is to be read. */
	readonly expect: readonly string[];
	readonly reason: string | undefined;
	readonly why: string | undefined;
	readonly score: number | undefined;
	readonly evidence: Readonly<Record<string, readonly string[]>> | undefined;
	readonly reply: string;
}

const FOLDER = new URL('../fixtures/verdicts/', import.meta.url);

/** Every reply of `test/fixtures/verdicts`. */
export function verdictCorpus(): readonly CorpusReply[] {
	return readdirSync(FOLDER)
		.filter(name => name.endsWith('.yaml'))
		.flatMap(name => parse(readFileSync(new URL(name, FOLDER), 'utf8')) as readonly Shape[])
		.flatMap(({ shape, rubric, replies }) =>
			replies.map(reply => ({ ...reply, shape, rubric: reply.rubric ?? rubric ?? 'built-in' })),
		);
}

interface Shape {
	readonly shape: string;
	readonly rubric?: string;
	readonly replies: readonly CorpusReply[];
}
