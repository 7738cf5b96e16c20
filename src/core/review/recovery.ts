import type { Case } from './case.ts';
import type { RunEvent } from './events.ts';
import { RunFold } from './fold.ts';
import { InputHasher } from './inputs.ts';
import { RecordedCost } from './recorded-cost.ts';
import type { CaseResult } from './result.ts';
import { staleness } from './stale.ts';
import type { UnscoredReason } from './state.ts';

/** Reasons that say nothing of the case, only of the run: such a case was not done. */
export const UNDONE_REASONS: ReadonlySet<UnscoredReason | undefined> = new Set(['cancelled', 'over-budget'] as const);

/** Takes the events of an interrupted run and knows what is left to do of it. */
export class RunRecovery {
	readonly fold = new RunFold();
	private readonly damaged = new Set<string>();
	private readonly groundings = new Map<string, number>();
	private readonly cost = new RecordedCost();
	private readonly hasher = new InputHasher();

	add(event: RunEvent): void {
		const lost = this.fold.lostTexts;
		this.fold.add(event);
		this.cost.add(event);
		if (event.type === 'case-start') {
			this.damaged.delete(event.key);
			this.groundings.delete(event.key);
		} else if (event.type === 'grounding-end') {
			this.groundings.set(event.key, this.groundingsOf(event.key) + 1);
		}
		if (this.fold.lostTexts > lost && 'key' in event) {
			this.damaged.add(event.key);
		}
	}

	/** Keys of all cases that the run has loaded. */
	get loaded(): readonly string[] {
		return this.fold.start?.loaded ?? [];
	}

	/** USD that is known to be spent, also for replies that were thrown away. */
	get spent(): number {
		return this.cost.known;
	}

	/** `grounding-end` events of a case. */
	groundingsOf(key: string): number {
		return this.groundings.get(key) ?? 0;
	}

	/** True if nothing is left to do for a case: it has ended, for a reason of its own, all of it can be read, and it still fits its documents. */
	isDone(item: Case): boolean {
		if (!this.hasEnded(item.key) || this.isStale(item)) {
			return false;
		}
		const reason = this.fold.results.get(item.key)?.end?.reason;
		return (
			reason !== 'earlier-turn' ||
			earlierKeys(item).every(key => this.hasEnded(key) && this.answerOf(key) === undefined)
		);
	}

	/** True for a case that has ended, and whose documents have changed since. */
	isStale(item: Case): boolean {
		const result = this.fold.results.get(item.key);
		if (result === undefined || !this.hasEnded(item.key)) {
			return false;
		}
		// Turns that this run has not answered cannot be compared.
		const knowsTurns = result.end?.reason !== 'earlier-turn' && earlierKeys(item).every(key => this.hasEnded(key));
		const resultOf = knowsTurns ? { resultOf: (key: string) => this.fold.results.get(key) } : {};
		const { answer, verdict } = staleness(result, item, { hasher: this.hasher, ...resultOf });
		return answer.length > 0 || verdict.length > 0;
	}

	/** What is recorded of a case that has not ended and whose every event can be read. */
	partOf(key: string): CaseResult | undefined {
		const result = this.fold.results.get(key);
		return result?.start !== undefined && result.end === undefined && !this.damaged.has(key) ? result : undefined;
	}

	/** The usable answer of a case. */
	answerOf(key: string): string | undefined {
		const answer = this.damaged.has(key) ? undefined : this.fold.results.get(key)?.answer;
		return answer?.failure === undefined ? answer?.text : undefined;
	}

	/**
	 * What can be read of these cases: their replies need not be asked for again. A reply that another model, or other parameters,
	 * would be asked for now is none of it.
	 */
	readable(cases: readonly Case[]): readonly CaseResult[] {
		return cases.flatMap(item => {
			const result = this.damaged.has(item.key) ? undefined : this.fold.results.get(item.key);
			const asked = result?.start?.inputs;
			if (result === undefined || asked === undefined) {
				return [];
			}
			const now = this.hasher.hashesOf(item, () => undefined);
			const answers = asked.model === now.model && asked.parameters === now.parameters;
			return [
				{
					...result,
					answer: answers ? result.answer : undefined,
					verdicts: asked.judge === now.judge ? result.verdicts : [],
				},
			];
		});
	}

	/** True for a case that has come to an end of its own, all of which can be read. */
	private hasEnded(key: string): boolean {
		const end = this.fold.results.get(key)?.end;
		return this.isWhole(key) && end !== undefined && !UNDONE_REASONS.has(end.reason);
	}

	/** A corrupt line may have been any event of a case: what came behind it then has no beginning. */
	private isWhole(key: string): boolean {
		const result = this.fold.results.get(key);
		return result?.start !== undefined && result.answer !== undefined && !this.damaged.has(key);
	}
}

function earlierKeys({ turns }: Case): readonly string[] {
	return turns.flatMap(({ answer }) => (answer.kind === 'case' ? [answer.key] : []));
}
