import type { Judging } from '../../core/comparing/compare-pair.ts';
import type { Pair } from '../../core/comparing/pair.ts';
import type { MinuteLimits } from '../../core/review/minute-budget.ts';
import type { PlanOptions } from '../../core/review/plan-options.ts';
import type { OpenAiModels } from '../../node/models/openai-models.ts';
import type { Redactor } from '../../node/redactor.ts';
import type { CommandIo } from '../io.ts';
import type { Given } from '../options.ts';

/** Pairs of one source, ready to be compared. */
export interface ComparisonJob {
	/** Absolute. */
	readonly root: string;
	/** Absolute path of `.groundline`. */
	readonly stateFolder: string;
	/** Root-relative: what was compared. */
	readonly file: string;
	readonly names: { readonly a: string; readonly b: string };
	readonly pairs: readonly Pair[];
	readonly judging: Judging;
	/** For a person, before anything is judged. */
	readonly notes: readonly string[];
	readonly concurrency: number | undefined;
	/** What all calls together may take within a minute. */
	readonly minute: Partial<MinuteLimits> | undefined;
	/** USD */
	readonly maxCost: number | undefined;
	/** Pairs that the documents allow not to be compared; `undefined` = they do not say. */
	readonly maxUnscored: number | undefined;
}

/** What every part of `compare` works with. */
export interface CompareSetting {
	readonly given: Given;
	readonly io: CommandIo;
	readonly options: PlanOptions;
	readonly models: OpenAiModels;
	readonly redactor: Redactor;
}
