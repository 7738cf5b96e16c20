import type { Passage } from '../context/passage.ts';
import type { PromptTemplate } from '../documents/prompt-template.ts';
import type { Rubric } from '../documents/rubric.ts';
import { shortHash, valueHash } from '../text/hash.ts';
import type { Case, EarlierTurn, JudgeSetup } from './case.ts';
import type { InputHashes } from './events.ts';

/** What the `judge` hash says where a case is not judged. */
export const NO_JUDGE = 'none';

/** Hashes what shapes a result. Remembers documents that many cases share, so each is hashed once. */
export class InputHasher {
	private readonly known = new WeakMap<object, string>();

	/** `answerOf` gives the answer of an earlier case by its key; `undefined` where there is none. */
	hashesOf(item: Case, answerOf: (key: string) => string | undefined): InputHashes {
		return {
			question: shortHash(item.question.question.value),
			prompt: this.once(item.prompt, template => promptHash(template, item.partials)),
			vars: this.once(item.vars, valueHash),
			context: this.once(item.passages, contextHash),
			parameters: this.once(item.parameters, parameters =>
				valueHash(Object.fromEntries(parameters.map(({ name, value }) => [name, value]))),
			),
			model: this.modelHash(item),
			history: historyHash(item.turns, answerOf),
			rubric: this.once(item.rubric, rubricHash),
			judge: item.judge === undefined ? NO_JUDGE : this.once(item.judge, judgeHash),
			expect: this.once(item.question, () => expectationHash(item)),
		};
	}

	private modelHash(item: Case): string {
		const source = item.source;
		return source.kind === 'recorded' ? shortHash(source.answer) : this.once(source.entry, endpointHash);
	}

	private once<T extends object>(value: T, hash: (value: T) => string): string {
		let known = this.known.get(value);
		if (known === undefined) {
			known = hash(value);
			this.known.set(value, known);
		}
		return known;
	}
}

/** The hash of the earlier turns; an earlier turn without an answer counts as one that says nothing. */
export function historyHash(turns: readonly EarlierTurn[], answerOf: (key: string) => string | undefined): string {
	return valueHash(
		turns.map(turn => [
			shortHash(turn.question),
			shortHash((turn.answer.kind === 'given' ? turn.answer.text : answerOf(turn.answer.key)) ?? ''),
		]),
	);
}

function promptHash(template: PromptTemplate, partials: ReadonlyMap<string, string>): string {
	return partials.size === 0
		? shortHash(template.source)
		: valueHash([shortHash(template.source), [...partials].sort(([a], [b]) => (a < b ? -1 : 1))]);
}

function contextHash(passages: readonly Passage[]): string {
	return valueHash(passages.map(passage => [passage.label ?? '', passage.hash]));
}

function endpointHash(entry: JudgeSetup['entry']): string {
	const { provider, model, baseUrl, apiVersion, select } = entry;
	return valueHash({ provider, model, baseUrl, apiVersion, select });
}

function judgeHash(judge: JudgeSetup): string {
	const asked = judge.claims === undefined ? [] : [judge.claims];
	return valueHash([endpointHash(judge.entry), judge.samples, judge.parameters, ...asked]);
}

function rubricHash(rubric: Rubric): string {
	return valueHash({
		name: rubric.name,
		levels: rubric.levels,
		instructions: rubric.instructions,
		criteria: rubric.criteria.map(({ idRange: _, ...criterion }) => ({
			...criterion,
			anchors: [...criterion.anchors],
			caps: [...criterion.caps],
		})),
	});
}

function expectationHash(item: Case): string {
	const { expect, answerable, reference } = item.question;
	return valueHash({
		answerable,
		reference: reference.map(text => text.value),
		pass: [item.pass.score ?? null, [...item.pass.levels]],
		expect: expect && [
			expect.maxWords?.value ?? null,
			expect.minWords?.value ?? null,
			expect.mustContain.map(text => text.value),
			expect.mustNotContain.map(text => text.value),
			expect.matches?.value ?? null,
			expect.jsonSchema?.value ?? null,
		],
	});
}
