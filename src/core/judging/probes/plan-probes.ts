import type { LoadedQuestion, ReviewSet } from '../../documents/review-set.ts';
import type { Rubric } from '../../documents/rubric.ts';
import { builtInTemplate } from '../../prompt/built-in.ts';
import type { Case, JudgeSetup } from '../../review/case.ts';
import { caseKey } from '../../review/key.ts';
import type { CaseResult } from '../../review/result.ts';
import { answerOrder, turnsOf } from '../../review/turns.ts';
import { valueHash } from '../../text/hash.ts';
import { passMarkOf, rubricFor } from '../score.ts';
import { bestFirst } from '../verdict-schema.ts';
import { batteryOf } from './battery.ts';
import { type Judgement, judgementOf } from './judgement.ts';
import type { ProbeOutcome } from './measure.ts';
import type { ProbeKind } from './probe.ts';

/** A probe with the cases in which the judge sees it and what it is compared with. */
export interface PlannedProbe {
	readonly kind: ProbeKind;
	readonly question: string;
	readonly cluster: string;
	readonly lengthRatio: number;
	readonly answer: string;
	readonly answerKey: string;
	readonly baseKey: string | undefined;
}

export interface ProbePlan {
	readonly probes: readonly PlannedProbe[];
	/** Each text that the judge has to see, once: recorded answers, so that no answering model is called. */
	readonly cases: readonly Case[];
	/** Questions that give nothing to probe with: no reference, no accepted answer, no probe of their own. */
	readonly without: readonly string[];
	/** Hash of everything that the judge is shown: the same battery need not be judged twice. */
	readonly hash: string;
}

export interface ProbeOptions {
	readonly judge: JudgeSetup;
	readonly rubric: Rubric;
	/** Answers that a person accepted, by question id. */
	readonly accepted: readonly { readonly question: string; readonly text: string }[];
	/** Only these questions. */
	readonly questions?: readonly string[];
	/** Generated probes of a kind for each good answer. */
	readonly perKind?: number;
}

/**
 * Plans the probes of a question file: its own fakes and good answers, and those generated from references, good probes and accepted
 * answers. The reference that a probe is made of is not shown to the judge, who would otherwise only compare two texts; further
 * references are. Where the right answer is "not in the context" only the file's own probes are used.
 */
export function planProbes(set: ReviewSet, options: ProbeOptions): ProbePlan {
	const planner = new Planner(set, options);
	const wanted = options.questions && new Set(options.questions);
	const chosen = answerOrder(set.questions, () => {}).filter(({ question }) => wanted?.has(question.id) !== false);
	for (const loaded of chosen) {
		planner.plan(loaded);
	}
	const cases = [...planner.cases.values()];
	return {
		probes: planner.probes,
		cases,
		without: chosen.filter(({ question }) => !planner.probed.has(question.id)).map(({ question }) => question.id),
		hash: valueHash([
			planner.probes.map(({ kind, answerKey, baseKey }) => [kind, answerKey, baseKey ?? null]),
			cases.map(item => [
				item.key,
				item.source.kind === 'recorded' ? item.source.answer : '',
				item.question.question.value,
				item.question.reference.map(text => text.value),
				item.passages.map(passage => [passage.label ?? null, passage.hash]),
				item.turns.map(turn => [turn.question, turn.answer.kind === 'given' ? turn.answer.text : turn.answer.key]),
			]),
		]),
	};
}

/** What became of planned probes. A case without a result is unscored, as cancelled. */
export function outcomesOf(plan: ProbePlan, results: ReadonlyMap<string, CaseResult>): readonly ProbeOutcome[] {
	const items = new Map(plan.cases.map(item => [item.key, item]));
	const judgement = (key: string): Judgement => {
		const item = items.get(key);
		const end = results.get(key)?.end;
		if (item === undefined || end?.arithmetic === undefined) {
			return { state: 'unscored', reason: end === undefined ? 'cancelled' : (end.reason ?? 'unparsed') };
		}
		return judgementOf({ ...rubricFor(item.rubric, item.question), pass: item.pass }, end.ratings);
	};
	return plan.probes.map(({ kind, cluster, lengthRatio, answerKey, baseKey }) => ({
		kind,
		cluster,
		lengthRatio,
		answer: judgement(answerKey),
		base: baseKey === undefined ? undefined : judgement(baseKey),
	}));
}

class Planner {
	readonly probes: PlannedProbe[] = [];
	/** By what the judge is shown. */
	readonly cases = new Map<string, Case>();
	readonly probed = new Set<string>();
	private readonly set: ReviewSet;
	private readonly options: ProbeOptions;
	private readonly byId: ReadonlyMap<string, LoadedQuestion>;

	constructor(set: ReviewSet, options: ProbeOptions) {
		this.set = set;
		this.options = options;
		this.byId = new Map(set.questions.map(loaded => [loaded.question.id, loaded]));
	}

	plan(loaded: LoadedQuestion): void {
		const { question } = loaded;
		for (const { kind, answer } of question.probes) {
			if (kind === 'fake') {
				this.add(loaded, { kind, answer: answer.value, cluster: question.id });
			}
		}
		for (const [i, good] of this.goodAnswers(loaded).entries()) {
			const cluster = `${question.id} ${i}`;
			this.add(loaded, { kind: 'good', answer: good, cluster });
			if (question.answerable) {
				this.generate(loaded, good, cluster);
			}
		}
	}

	private generate(loaded: LoadedQuestion, good: string, cluster: string): void {
		const { question, passages } = loaded;
		const others = this.set.questions.flatMap(other =>
			other === loaded ? [] : other.question.reference.slice(0, 1).map(text => text.value),
		);
		const best = bestFirst(this.options.rubric)[0]?.name ?? '';
		const battery = batteryOf(
			{
				question: question.question.value,
				reference: good,
				context: passages.map(passage => passage.text).join('\n\n'),
				others,
			},
			{ best, ...(this.options.perKind === undefined ? {} : { perKind: this.options.perKind }) },
		);
		for (const { kind, base, answer } of battery) {
			this.add(loaded, { kind, answer, base, cluster, withheld: good });
		}
	}

	/** The references, the good probes and the accepted answers, each text once. */
	private goodAnswers({ question }: LoadedQuestion): readonly string[] {
		const texts = [
			...question.reference.map(text => text.value),
			...question.probes.filter(probe => probe.kind === 'good').map(probe => probe.answer.value),
			...this.options.accepted.filter(answer => answer.question === question.id).map(answer => answer.text),
		];
		return [...new Set(texts)].filter(text => text.trim() !== '');
	}

	private add(loaded: LoadedQuestion, { kind, answer, cluster, base, withheld }: Added): void {
		const shown = withheld ?? (kind === 'good' ? answer : undefined);
		this.probed.add(loaded.question.id);
		this.probes.push({
			kind,
			question: loaded.question.id,
			cluster,
			lengthRatio: base === undefined || base.length === 0 ? 1 : answer.length / base.length,
			answer,
			answerKey: this.caseFor(loaded, answer, shown).key,
			baseKey: base === undefined ? undefined : this.caseFor(loaded, base, shown).key,
		});
	}

	/** The case in which the judge sees an answer without one reference. */
	private caseFor(loaded: LoadedQuestion, answer: string, withheld: string | undefined): Case {
		const reference = loaded.question.reference.filter(text => text.value !== withheld);
		const name = JSON.stringify([loaded.question.id, answer, reference.map(text => text.value)]);
		const known = this.cases.get(name);
		if (known !== undefined) {
			return known;
		}
		const { set, options } = this;
		const question = { ...loaded.question, reference, expect: undefined };
		const item: Case = {
			key: caseKey({
				file: set.path,
				question: question.id,
				prompt: `probe-${this.cases.size + 1}`,
				model: options.judge.name,
				sample: undefined,
			}),
			file: set.path,
			question,
			prompt: builtInTemplate,
			promptPath: undefined,
			partials: new Map(),
			source: { kind: 'recorded', name: 'probe', answer },
			sample: 0,
			parameters: [],
			passages: loaded.passages,
			vars: {},
			follows: undefined,
			turns: turnsOf(loaded, { history: 'reference', questions: this.byId, caseOf: () => undefined }),
			history: 'reference',
			rubric: options.rubric,
			pass: passMarkOf(options.rubric, set.file.pass, question.pass),
			judge: options.judge,
		};
		this.cases.set(name, item);
		return item;
	}
}

interface Added {
	readonly kind: ProbeKind;
	readonly answer: string;
	readonly cluster: string;
	readonly base?: string;
	/** The good answer that it was made of. */
	readonly withheld?: string;
}
