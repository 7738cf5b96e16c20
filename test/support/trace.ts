import type { Case } from '../../src/core/review/case.ts';
import type { ReviewEvent } from '../../src/core/review/events.ts';
import { foldEvents, type RunFold } from '../../src/core/review/fold.ts';
import type { ModelPort } from '../../src/core/review/ports.ts';
import { review } from '../../src/core/review/review.ts';
import type { ReviewOptions } from '../../src/core/review/review-options.ts';
import { FakeClock } from './fake-clock.ts';

export interface Traced {
	/** `> question model` at the start of a case, `< question model state score|reason` at its end. */
	readonly lines: readonly string[];
	readonly events: readonly ReviewEvent[];
	readonly fold: RunFold;
	readonly clock: FakeClock;
}

export interface TraceOptions extends Partial<ReviewOptions> {
	readonly signal?: AbortSignal;
	/** Called with each event as it comes. */
	readonly onEvent?: (event: ReviewEvent) => void;
}

/** Runs cases against a model and writes down what becomes of each, as a person would. */
export async function trace(
	cases: readonly Case[],
	model: ModelPort,
	{ signal, onEvent, ...options }: TraceOptions = {},
): Promise<Traced> {
	const clock = new FakeClock();
	const events: ReviewEvent[] = [];
	const run = review(cases, { model, clock }, { run: 'r1', tool: 'test', ...options }, signal);
	for await (const event of run) {
		events.push(event);
		onEvent?.(event);
	}
	return { lines: events.flatMap(lineOf), events, fold: foldEvents(events), clock };
}

function lineOf(event: ReviewEvent): readonly string[] {
	switch (event.type) {
		case 'case-start':
			return [`> ${nameOf(event.key)}`];
		case 'case-end': {
			const what = event.reason ?? event.cappedScore?.toFixed(1) ?? '';
			return [`< ${nameOf(event.key)} ${event.state} ${what}`.trimEnd()];
		}
		case 'run-end':
			return event.outcome === 'finished' ? [] : [event.outcome];
		default:
			return [];
	}
}

/** `a.questions.yaml#q@built-in@one` → `q one`. */
function nameOf(key: string): string {
	const [, question, , model] = /#(.*?)@(.*?)@(.*)$/.exec(key) ?? [];
	return `${question} ${model}`;
}
