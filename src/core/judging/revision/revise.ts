import type { ModelEntry } from '../../documents/project.ts';
import { Caller } from '../../review/caller.ts';
import { outcomeCost } from '../../review/cost.ts';
import { DEFAULT_ATTEMPTS, type ReviewPorts } from '../../review/review-options.ts';
import { checkRevision, type RevisionCheck } from './check-revision.ts';
import type { RevisionPlan } from './plan-revision.ts';
import { readRevision } from './read-revision.ts';
import { REVISION_TEMPERATURE } from './revision-request.ts';

/** What came of asking for a correction. */
export interface Revision {
	/** The revised answer; the answer itself where nothing is to be improved. */
	readonly text: string;
	readonly check: RevisionCheck | { readonly state: 'unread'; readonly reason: string };
	/** As the model sent it. */
	readonly reply: string;
	/** USD; `undefined` where the price is unknown. */
	readonly cost: number | undefined;
}

export interface ReviseOptions {
	readonly reviser: ModelEntry;
	readonly ports: Pick<ReviewPorts, 'model' | 'clock'>;
	readonly signal: AbortSignal;
	/** USD */
	readonly maxCost?: number | undefined;
}

/** Asks a model once to revise an answer, reads its reply and checks it. A failed call is an outcome. */
export async function revise(plan: RevisionPlan, options: ReviseOptions): Promise<Revision> {
	const { reviser, ports, signal, maxCost } = options;
	const caller = new Caller({
		...{ model: ports.model, clock: ports.clock, signal, maxCost },
		...{ attempts: DEFAULT_ATTEMPTS, concurrency: 1 },
	});
	const outcome = await caller.ask(
		{
			model: reviser,
			messages: plan.messages,
			parameters: { ...reviser.parameters, temperature: REVISION_TEMPERATURE },
			sample: 0,
		},
		{ started: () => {}, piece: () => {}, restart: () => {} },
	);
	const reading = readRevision(outcome, plan.answer);
	const made = { reply: outcome.text, cost: outcomeCost(outcome, reviser.price) };
	switch (reading.state) {
		case 'unread':
			return { ...made, text: '', check: { state: 'unread', reason: reading.problem } };
		case 'unchanged':
			return { ...made, text: plan.answer, check: { state: 'unchanged', effort: 0 } };
		case 'revised': {
			const { question, history, answer } = plan;
			const check = checkRevision({ question, history, answer, revision: reading.text, context: plan.context() });
			return { ...made, text: reading.text, check };
		}
	}
}
