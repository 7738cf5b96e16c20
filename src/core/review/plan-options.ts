import type { SamplingParameters } from '../documents/project.ts';
import type { Rubric } from '../documents/rubric.ts';
import type { ClaimChoice } from '../grounding/grounding.ts';

/** What the command line, or a person in the editor, asks for beyond what the files say. */
export interface PlanOptions {
	/** Names of models, or labels of recorded answers, that take the place of all that the files name. */
	readonly models?: readonly string[];
	readonly judge?: string;
	readonly judgeSamples?: number;
	/** Which claims the judge labels as well. */
	readonly judgeClaims?: ClaimChoice;
	/** `none`: answers are not judged. */
	readonly judging?: 'none';
	/** Answers per case; default 1. */
	readonly samples?: number;
	/** Take the place of what the files say. */
	readonly parameters?: SamplingParameters;
	readonly rubric?: Rubric;
	/** `fresh`: a listed model is called even where an answer of its name is recorded. */
	readonly recorded?: 'fresh';
	/** Only these questions, and the earlier turns they need. */
	readonly questions?: readonly string[];
	/** USD; default: the project's `limits.maxCost`. */
	readonly maxCost?: number;
}
