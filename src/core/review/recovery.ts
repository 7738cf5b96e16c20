import type { Case } from './case.ts';
import type { RunEvent } from './events.ts';
import { RunFold } from './fold.ts';
import type { CaseResult } from './result.ts';
import type { UnscoredReason } from './state.ts';

/** Reasons that say nothing of the case, only of the run: such a case was not done. */
export const UNDONE_REASONS: ReadonlySet<UnscoredReason | undefined> = new Set(['cancelled', 'over-budget'] as const);

/** Takes the events of an interrupted run and knows what is left to do of it. */
export class RunRecovery {
	readonly fold = new RunFold();
	private readonly damaged = new Set<string>();
	private readonly groundings = new Map<string, number>();

	add(event: RunEvent): void {
		const lost = this.fold.lostTexts;
		this.fold.add(event);
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

	/** USD that is known to be spent. */
	get spent(): number {
		let sum = 0;
		for (const { answer, verdicts } of this.fold.results.values()) {
			for (const cost of [answer?.cost, ...verdicts.map(verdict => verdict.cost)]) {
				sum += cost ?? 0;
			}
		}
		return sum;
	}

	/** `grounding-end` events of a case. */
	groundingsOf(key: string): number {
		return this.groundings.get(key) ?? 0;
	}

	/** True if nothing is left to do for a case: it has ended, for a reason of its own, and all of it can be read. */
	isDone(item: Case): boolean {
		const result = this.fold.results.get(item.key);
		if (!this.isWhole(item.key) || result?.end === undefined || UNDONE_REASONS.has(result.end.reason)) {
			return false;
		}
		const earlier = item.turns.flatMap(({ answer }) => (answer.kind === 'case' ? [answer.key] : []));
		return result.end.reason !== 'earlier-turn' || earlier.every(key => this.answerOf(key) === undefined);
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

	/** What can be read of these cases: their replies need not be asked for again. */
	readable(cases: readonly Case[]): readonly CaseResult[] {
		return cases.flatMap(({ key }) => (this.damaged.has(key) ? [] : (this.fold.results.get(key) ?? [])));
	}

	/** A corrupt line may have been any event of a case: what came behind it then has no beginning. */
	private isWhole(key: string): boolean {
		const result = this.fold.results.get(key);
		return result?.start !== undefined && result.answer !== undefined && !this.damaged.has(key);
	}
}
