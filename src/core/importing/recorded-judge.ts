import { OFFLINE_MODEL } from '../documents/project.ts';
import type { JudgeSetup } from '../review/case.ts';
import { plainOutcome } from '../review/plain-outcome.ts';
import type { ModelOutcome, ModelPort, ModelRequest } from '../review/ports.ts';
import { textOf } from './cells.ts';
import type { ColumnMap } from './columns.ts';
import type { SourceRecord } from './records.ts';

/** The judge whose replies came with the answers. It is asked like any other, and answers from the file. */
export const RECORDED_JUDGE: JudgeSetup = {
	name: 'recorded',
	entry: {
		...OFFLINE_MODEL,
		name: 'recorded',
		provider: 'openai',
		price: { input: 0, output: 0, cachedInput: undefined },
	},
	samples: 1,
	parameters: {},
};

/** What the file says of a record's answer: the raw reply of its judge, else its ratings as JSON; `undefined` where it says nothing. */
export function recordedReply(record: SourceRecord, { fields, ratings }: ColumnMap): string | undefined {
	const reply = textOf(record, fields.get('reply'));
	if (reply !== undefined) {
		return reply;
	}
	const rated = [...ratings].flatMap(([criterion, column]) => {
		const level = textOf(record, column);
		return level === undefined ? [] : [[criterion, level] as const];
	});
	return rated.length === 0 ? undefined : JSON.stringify(Object.fromEntries(rated));
}

/** Replies for requests about an answer, found by the question and the answer that the request shows. */
export class RecordedJudge implements ModelPort {
	private readonly replies = new Map<string, string>();

	add(question: string, answer: string, reply: string): void {
		this.replies.set(JSON.stringify([question, answer]), reply);
	}

	ask({ messages }: ModelRequest): Promise<ModelOutcome> {
		const text = messages.find(({ role }) => role === 'user')?.content ?? '';
		const reply = this.replies.get(JSON.stringify([shown('question', text), shown('answer to judge', text)]));
		// A second request about the same answer is one for repair, which nobody can answer any more: the reply stays as it was.
		return Promise.resolve(
			plainOutcome({ text: reply ?? '', finish: 'stop', notes: ['The verdict came with the answer.'] }),
		);
	}
}

/** What stands between the fences of a name. */
function shown(name: string, text: string): string {
	const head = new RegExp(`<<<${name} ([0-9a-f-]+)>>>\\n`).exec(text);
	const end = head === null ? -1 : text.indexOf(`\n<<<end ${name} ${head[1]}>>>`, head.index);
	return head === null || end < 0 ? '' : text.slice(head.index + head[0].length, end);
}
