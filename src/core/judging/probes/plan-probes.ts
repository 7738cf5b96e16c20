import type { LoadedQuestion, ReviewSet } from '../../documents/review-set.ts';
import type { Rubric } from '../../documents/rubric.ts';
import { builtInTemplate } from '../../prompt/built-in.ts';
import type { Case, JudgeSetup } from '../../review/case.ts';
import { caseKey } from '../../review/key.ts';
import type { CaseResult } from '../../review/result.ts';
import { answerOrder, turnsOf } from '../../review/turns.ts';
import { valueHash } from '../../text/hash.ts';
import type { TextRange } from '../../text/range.ts';
import { ownMember, passMarkOf, rubricFor } from '../score.ts';
import { bestFirst } from '../verdict-schema.ts';
import { batteryOf } from './battery.ts';
import { namingOf } from './error-naming.ts';
import { type Judgement, judgementOf } from './judgement.ts';
import { fateOf, type ProbeOutcome, targetOf } from './measure.ts';
import { type GeneratedProbe, type ProbeKind, type ProbeSource, TARGET } from './probe.ts';

/** A probe with the cases in which the judge sees it and what it is compared with. */
export interface PlannedProbe {
	readonly kind: ProbeKind;
	readonly question: string;
	readonly cluster: string;
	readonly lengthRatio: number;
	/** Who made it: a person in the file, code, or a model. */
	readonly origin: 'file' | 'code' | 'model';
	readonly answer: string;
	readonly answerKey: string;
	readonly baseKey: string | undefined;
	/** What it is compared with, and what was done to that; `undefined` for what stands alone. */
	readonly edit: PlannedEdit | undefined;
}

export interface PlannedEdit {
	readonly base: string;
	readonly replaced: TextRange;
	readonly by: string;
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
	/** Probes that models made and confirmed, by the cluster of their source. They stand beside those that code makes. */
	readonly made?: ReadonlyMap<string, readonly GeneratedProbe[]>;
}

/** A good answer that probes can be made of. */
export interface PlannedSource {
	/** Names the good answer within the question file. */
	readonly cluster: string;
	readonly source: ProbeSource;
}

/** The good answers of a question file that probes are made of, as {@link planProbes} makes them. */
export function probeSources(set: ReviewSet, options: ProbeOptions): readonly PlannedSource[] {
	const planner = new Planner(set, options);
	return chosenQuestions(set, options).flatMap(loaded => (loaded.question.answerable ? planner.sources(loaded) : []));
}

/**
 * Plans the probes of a question file: its own fakes and good answers, and those generated from references, good probes and accepted
 * answers. The reference that a probe is made of is not shown to the judge, who would otherwise only compare two texts; further
 * references are. Where the right answer is "not in the context" only the file's own probes are used.
 */
export function planProbes(set: ReviewSet, options: ProbeOptions): ProbePlan {
	const planner = new Planner(set, options);
	const chosen = chosenQuestions(set, options);
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

function chosenQuestions(set: ReviewSet, { questions }: ProbeOptions): readonly LoadedQuestion[] {
	const wanted = questions && new Set(questions);
	return answerOrder(set.questions, () => {}).filter(({ question }) => wanted?.has(question.id) !== false);
}

/** What became of planned probes. A case without a result is unscored, as cancelled. */
export function outcomesOf(plan: ProbePlan, results: ReadonlyMap<string, CaseResult>): readonly ProbeOutcome[] {
	const items = new Map(plan.cases.map(item => [item.key, item]));
	return plan.probes.map(probe => outcomeOf(probe, items, results));
}

/** What became of one planned probe. */
export function outcomeOf(
	{ kind, cluster, lengthRatio, answerKey, baseKey, edit }: PlannedProbe,
	items: ReadonlyMap<string, Case>,
	results: ReadonlyMap<string, CaseResult>,
): ProbeOutcome {
	const judgement = (key: string): Judgement => {
		const item = items.get(key);
		const end = results.get(key)?.end;
		if (item === undefined || end?.arithmetic === undefined) {
			return { state: 'unscored', reason: end === undefined ? 'cancelled' : (end.reason ?? 'unparsed') };
		}
		return judgementOf({ ...rubricFor(item.rubric, item.question), pass: item.pass }, end.ratings);
	};
	const outcome: ProbeOutcome = {
		kind,
		cluster,
		lengthRatio,
		answer: judgement(answerKey),
		base: baseKey === undefined ? undefined : judgement(baseKey),
	};
	const rubric = items.get(answerKey)?.rubric;
	if (edit === undefined || rubric === undefined || kind === 'fake' || kind === 'good' || TARGET[kind] === undefined) {
		return outcome;
	}
	const target = targetOf(kind, rubric);
	const verdict = results.get(answerKey)?.verdicts[0];
	const reason = target === undefined ? undefined : verdict && ownMember(verdict.reasons, target);
	return reason === undefined || fateOf(outcome, rubric) !== 'detected'
		? outcome
		: { ...outcome, naming: namingOf(reason, { kind, ...edit }) };
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
				this.add(loaded, { kind, answer: answer.value, cluster: question.id, origin: 'file' });
			}
		}
		for (const { cluster, source } of this.sources(loaded)) {
			this.add(loaded, { kind: 'good', answer: source.reference, cluster, origin: 'file' });
			if (question.answerable) {
				this.generate(loaded, source, cluster);
			}
		}
	}

	sources(loaded: LoadedQuestion): readonly PlannedSource[] {
		const { question, passages } = loaded;
		const others = this.set.questions.flatMap(other =>
			other === loaded ? [] : other.question.reference.slice(0, 1).map(text => text.value),
		);
		const context = passages.map(passage => passage.text).join('\n\n');
		return this.goodAnswers(loaded).map((reference, i) => ({
			cluster: `${question.id} ${i}`,
			source: { question: question.question.value, reference, context, others },
		}));
	}

	private generate(loaded: LoadedQuestion, source: ProbeSource, cluster: string): void {
		const { rubric, perKind, made } = this.options;
		const best = bestFirst(rubric)[0]?.name ?? '';
		const battery = batteryOf(source, { best, ...(perKind === undefined ? {} : { perKind }) });
		const withheld = source.reference;
		for (const probe of battery) {
			this.add(loaded, { ...probe, edit: probe, cluster, withheld, origin: 'code' });
		}
		for (const probe of made?.get(cluster) ?? []) {
			this.add(loaded, { ...probe, edit: probe, cluster, withheld, origin: 'model' });
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

	private add(loaded: LoadedQuestion, { kind, answer, cluster, origin, edit, withheld }: Added): void {
		const base = edit?.base;
		const shown = withheld ?? (kind === 'good' ? answer : undefined);
		this.probed.add(loaded.question.id);
		this.probes.push({
			kind,
			question: loaded.question.id,
			cluster,
			origin,
			edit: edit && { base: edit.base, replaced: edit.replaced, by: edit.by },
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
	readonly origin: PlannedProbe['origin'];
	readonly edit?: PlannedEdit;
	/** The good answer that it was made of. */
	readonly withheld?: string;
}
