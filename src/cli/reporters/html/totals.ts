import { sumCosts } from '../../../core/review/cost.ts';
import type { CaseResult } from '../../../core/review/result.ts';

/** Columns of the chart of scores: 0–10, 10–20 … 90–100. */
export const SCORE_COLUMNS = 10;

/** What the page tells of all cases beyond the summary, counted case by case. */
export class Totals {
	/** Cases by capped score, in {@link SCORE_COLUMNS} columns; 100 counts in the last. */
	readonly scores: number[] = Array.from({ length: SCORE_COLUMNS }, () => 0);
	/** USD; `undefined` = unknown. */
	answerCost: number | undefined = 0;
	judgeCost: number | undefined = 0;
	readonly tokens = { input: 0, output: 0, estimated: false };
	readonly models = new Map<string, ModelTotals>();
	/** Stretches of answers. */
	unsupported = 0;
	contradicted = 0;
	/** Cases with at least one of them. */
	ungrounded = 0;

	add({ start, answer, verdicts, grounding, end }: CaseResult): void {
		const fresh = answer?.cached !== true && start?.recorded !== true;
		this.answerCost = sumCosts([this.answerCost, fresh ? answer?.cost : 0]);
		this.judgeCost = sumCosts([this.judgeCost, ...verdicts.map(verdict => verdict.cost)]);
		const asked = verdicts.filter(verdict => !verdict.cached);
		for (const usage of [fresh ? answer?.usage : undefined, ...asked.map(verdict => verdict.usage)]) {
			this.tokens.input += usage?.input ?? 0;
			this.tokens.output += usage?.output ?? 0;
			this.tokens.estimated ||= usage?.estimated === true;
		}
		if (end?.cappedScore !== undefined) {
			const column = Math.min(SCORE_COLUMNS - 1, Math.max(0, Math.floor(end.cappedScore / (100 / SCORE_COLUMNS))));
			this.scores[column]!++;
		}
		const conflicts = grounding?.claims.reduce((sum, claim) => sum + (claim.conflicts?.length ?? 0), 0) ?? 0;
		const unsupported = grounding?.unsupported.length ?? 0;
		this.contradicted += conflicts;
		this.unsupported += unsupported;
		this.ungrounded += conflicts + unsupported > 0 ? 1 : 0;
		this.addTimes(start?.model ?? '', fresh ? answer?.latencyMs : undefined);
	}

	private addTimes(model: string, milliseconds: number | undefined): void {
		const totals = this.models.get(model) ?? { asked: 0, milliseconds: 0 };
		this.models.set(model, totals);
		if (milliseconds !== undefined) {
			totals.asked++;
			totals.milliseconds += milliseconds;
		}
	}
}

export interface ModelTotals {
	/** Answers that were asked for in this run. */
	asked: number;
	milliseconds: number;
}
