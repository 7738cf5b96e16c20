import type { Passage } from '../context/passage.ts';
import type { PromptTemplate } from '../documents/prompt-template.ts';
import type { Rubric } from '../documents/rubric.ts';
import { type Hash, sha256, shortHash, valueHash } from '../text/hash.ts';
import type { Case, EarlierTurn, JudgeSetup } from './case.ts';
import type { InputHashes } from './events.ts';

/** What the `judge` hash says where a case is not judged. */
export const NO_JUDGE = 'none';

/** Hashes what shapes a result. Remembers documents that many cases share, so each is hashed once. */
export class InputHasher {
	private readonly known = new WeakMap<object, string>();
	private lastExpectation: (Pick<Case, 'question' | 'pass'> & { readonly hash: string }) | undefined;
	private readonly hash: Hash;

	constructor(hash: Hash = sha256) {
		this.hash = hash;
	}

	/** `answerOf` gives the answer of an earlier case by its key; `undefined` where there is none. */
	hashesOf(item: Case, answerOf: (key: string) => string | undefined): InputHashes {
		return {
			question: shortHash(item.question.question.value, this.hash),
			prompt: this.once(item.prompt, template => promptHash(template, item.partials, this.hash)),
			vars: this.once(item.vars, vars => valueHash(vars, this.hash)),
			context: this.once(item.passages, passages => contextHash(passages, this.hash)),
			parameters: this.once(item.parameters, parameters =>
				valueHash(Object.fromEntries(parameters.map(({ name, value }) => [name, value])), this.hash),
			),
			model: this.modelHash(item),
			history: historyHash(item.turns, answerOf, this.hash),
			rubric: this.once(item.rubric, rubric => rubricHash(rubric, this.hash)),
			judge: item.judge === undefined ? NO_JUDGE : this.once(item.judge, judge => judgeHash(judge, this.hash)),
			expect: this.expectation(item),
		};
	}

	/** The cases of one question come one after the other: more than the last need not be remembered. */
	private expectation(item: Case): string {
		if (this.lastExpectation?.question !== item.question || this.lastExpectation.pass !== item.pass) {
			this.lastExpectation = { question: item.question, pass: item.pass, hash: expectationHash(item, this.hash) };
		}
		return this.lastExpectation.hash;
	}

	private modelHash(item: Case): string {
		const source = item.source;
		return source.kind === 'recorded'
			? shortHash(source.answer, this.hash)
			: this.once(source.entry, entry => endpointHash(entry, this.hash));
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
export function historyHash(
	turns: readonly EarlierTurn[],
	answerOf: (key: string) => string | undefined,
	hash: Hash = sha256,
): string {
	return valueHash(
		turns.map(turn => [
			shortHash(turn.question, hash),
			shortHash((turn.answer.kind === 'given' ? turn.answer.text : answerOf(turn.answer.key)) ?? '', hash),
		]),
		hash,
	);
}

function promptHash(template: PromptTemplate, partials: ReadonlyMap<string, string>, hash: Hash): string {
	return partials.size === 0
		? shortHash(template.source, hash)
		: valueHash([shortHash(template.source, hash), [...partials].sort(([a], [b]) => (a < b ? -1 : 1))], hash);
}

function contextHash(passages: readonly Passage[], hash: Hash): string {
	return valueHash(
		passages.map(passage => [passage.label ?? '', passage.hash]),
		hash,
	);
}

function endpointHash(entry: JudgeSetup['entry'], hash: Hash): string {
	const { provider, model, baseUrl, apiVersion, select } = entry;
	return valueHash({ provider, model, baseUrl, apiVersion, select }, hash);
}

function judgeHash(judge: JudgeSetup, hash: Hash): string {
	const asked = judge.claims === undefined ? [] : [judge.claims];
	return valueHash([endpointHash(judge.entry, hash), judge.samples, judge.parameters, ...asked], hash);
}

function rubricHash(rubric: Rubric, hash: Hash): string {
	return valueHash(
		{
			name: rubric.name,
			levels: rubric.levels,
			instructions: rubric.instructions,
			criteria: rubric.criteria.map(({ idRange: _, ...criterion }) => ({
				...criterion,
				anchors: [...criterion.anchors],
				caps: [...criterion.caps],
			})),
		},
		hash,
	);
}

function expectationHash(item: Case, hash: Hash): string {
	const { expect, answerable, reference } = item.question;
	return valueHash(
		{
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
		},
		hash,
	);
}
