import { withInfluence } from '../influence/merge.ts';
import { matchesShape, type Shape } from './event-shape.ts';
import type {
	AnswerEnd,
	CaseEnd,
	CaseStart,
	InfluenceEnd,
	RecordedPassage,
	ReviewEvent,
	RunEnd,
	RunStart,
	TextRef,
	VerdictEnd,
} from './events.ts';
import { Recent } from './recent.ts';
import type { CaseResult, RecordedRubric, ResolvedAnswer, ResolvedStart, ResolvedVerdict } from './result.ts';
import { PASSAGES, RUBRIC } from './run-file.ts';
import { WRITTEN } from './text-ledger.ts';

/** Folds all events of one run at once, see {@link RunFold}. */
export function foldEvents(events: Iterable<ReviewEvent>): RunFold {
	const fold = new RunFold();
	for (const event of events) {
		fold.add(event);
	}
	return fold;
}

/**
 * Folds the events of one run into results, one event at a time. Results are never changed in place: each event of a case
 * makes a new one. A text that no `text` event holds resolves to the empty string and is counted in `lostTexts`.
 */
export class RunFold {
	private readonly texts: TextStore;
	private readonly byKey = new Map<string, CaseResult>();
	/** JSON texts that many cases share, read once. */
	private readonly values = new Recent<{ readonly value: unknown }>(WRITTEN);
	private started: RunStart | undefined;
	private ended: RunEnd | undefined;
	private lost = 0;

	/** `recent`: of a run that goes on only the texts used last are kept, as {@link TextLedger} counts on it. Default: all. */
	constructor({ texts = 'all' }: { readonly texts?: 'all' | 'recent' } = {}) {
		this.texts = texts === 'all' ? new AllTexts() : new Recent<string>(WRITTEN * 3);
	}

	get start(): RunStart | undefined {
		return this.started;
	}

	/** `undefined` while the run goes on, and for one that was interrupted. */
	get end(): RunEnd | undefined {
		return this.ended;
	}

	/** By case key, in the order in which the cases started. */
	get results(): ReadonlyMap<string, CaseResult> {
		return this.byKey;
	}

	/** References to texts that the file does not hold. */
	get lostTexts(): number {
		return this.lost;
	}

	/** Takes one event; returns the result that it changed, if it belongs to a case. */
	add(event: ReviewEvent): CaseResult | undefined {
		switch (event.type) {
			case 'run-start':
				this.started = event;
				this.ended = undefined;
				return undefined;
			case 'run-resume':
				this.ended = undefined;
				return undefined;
			case 'run-end':
				this.ended = event;
				return undefined;
			case 'cases-loaded':
				this.started = this.started && { ...this.started, loaded: [...this.started.loaded, ...event.keys] };
				return undefined;
			case 'endpoint-stop':
				return undefined;
			case 'text':
				this.texts.set(event.hash, event.text, event.text.length);
				return undefined;
			case 'case-start':
				return this.put({ ...EMPTY, key: event.key, phase: 'answering', t: event.t, start: this.startOf(event) });
			case 'answer-piece':
				return this.change(event.key, result => ({ text: result.text + event.text }));
			case 'answer-restart':
				return this.change(event.key, () => ({ text: '' }));
			case 'answer-end':
				return this.change(event.key, () => {
					const answer = this.answerOf(event);
					return { phase: 'judging', t: event.t, answer, text: answer.text };
				});
			case 'verdict-end':
				return this.change(event.key, result => ({
					t: event.t,
					verdicts: [...result.verdicts, this.verdictOf(event)],
				}));
			case 'grounding-end':
				return this.change(event.key, result => ({
					t: event.t,
					grounding: withInfluence(event.grounding, result.influence, result),
				}));
			case 'influence-end':
				return this.takeInfluence(event);
			case 'comparison-end':
				return undefined; // No case: see `ComparisonFold`.
			case 'probe-end':
				return undefined; // No case: see `ProbeFold`.
			case 'case-end':
				return this.change(event.key, () => ({ phase: 'done', t: event.t, end: this.endOf(event) }));
		}
	}

	/** Forgets a case that is done, so that a long run needs no more memory than its open cases. */
	drop(key: string): void {
		this.byKey.delete(key);
	}

	private change(key: string, change: (result: CaseResult) => Partial<CaseResult>): CaseResult {
		const result = this.byKey.get(key) ?? { ...EMPTY, key };
		return this.put({ ...result, ...change(result) });
	}

	/** What was measured of another answer says nothing of this one. */
	private takeInfluence({ key, influence }: InfluenceEnd): CaseResult | undefined {
		const result = this.byKey.get(key);
		if (result === undefined || result.answer?.hash !== influence.answer) {
			return undefined;
		}
		const { grounding } = result;
		return this.put({
			...result,
			influence,
			grounding: grounding && withInfluence(grounding, influence, result),
		});
	}

	private put(result: CaseResult): CaseResult {
		const named = { ...result, run: this.started?.run ?? result.run };
		this.byKey.set(named.key, named);
		return named;
	}

	private startOf(event: CaseStart): ResolvedStart {
		return {
			...event,
			questionText: this.text(event.questionText),
			passages: this.parsed(event.passages, PASSAGES) ?? NO_PASSAGES,
		};
	}

	private answerOf(event: AnswerEnd): ResolvedAnswer {
		return {
			...event,
			messages: event.messages.map(message => ({ role: message.role, content: this.text(message.content) })),
			text: this.text(event.text),
			thinking: event.thinking === undefined ? undefined : this.text(event.thinking),
		};
	}

	private verdictOf(event: VerdictEnd): ResolvedVerdict {
		return {
			...event,
			messages: event.messages.map(message => ({ role: message.role, content: this.text(message.content) })),
			reply: this.text(event.reply),
			firstReply: event.firstReply === undefined ? undefined : this.text(event.firstReply),
		};
	}

	private endOf(event: CaseEnd): Omit<CaseEnd, 'rubric'> & { readonly rubric: RecordedRubric } {
		return { ...event, rubric: this.parsed<RecordedRubric>(event.rubric, RUBRIC) ?? NO_RUBRIC };
	}

	/** The JSON of a text. Many cases share one, so that they share its value too. */
	private parsed<T>(ref: TextRef, shape: Shape): T | undefined {
		const text = this.text(ref);
		const known = this.values.get(text) ?? { value: readJson(text, shape) };
		this.values.set(text, known, text.length);
		return known.value as T | undefined;
	}

	private text(ref: TextRef): string {
		if (typeof ref === 'string') {
			return ref;
		}
		const text = this.texts.get(ref.ref);
		if (text === undefined) {
			this.lost++;
		}
		return text ?? '';
	}
}

interface TextStore {
	get(hash: string): string | undefined;
	set(hash: string, text: string, weight: number): unknown;
}

class AllTexts extends Map<string, string> implements TextStore {}

const EMPTY: CaseResult = {
	run: '',
	key: '',
	phase: 'waiting',
	t: 0,
	start: undefined,
	text: '',
	answer: undefined,
	verdicts: [],
	grounding: undefined,
	end: undefined,
};

const NO_RUBRIC: RecordedRubric = { name: '', levels: [], criteria: [] };

const NO_PASSAGES: readonly RecordedPassage[] = [];

function readJson(text: string, shape: Shape): unknown {
	try {
		const value: unknown = JSON.parse(text);
		return matchesShape(value, shape) ? value : undefined;
	} catch {
		return undefined;
	}
}
