import type { ModelEntry } from '../../documents/project.ts';
import { matchesShape, type Shape } from '../../review/event-shape.ts';
import { valueHash } from '../../text/hash.ts';
import type { RevisionPlan } from './plan-revision.ts';
import type { Revision } from './revise.ts';
import { REVISION_VERSION } from './revision-request.ts';

/** What a model suggested for an answer, as it is kept in `.groundline/corrections`. */
export interface KeptCorrection {
	readonly version: number;
	/** See {@link correctionId}. */
	readonly id: string;
	/** ISO date and time. */
	readonly at: string;
	readonly question: string;
	readonly answer: string;
	/** What gave the answer, and what revised it. */
	readonly candidate: string;
	readonly reviser: string;
	readonly state: Revision['check']['state'];
	/** The revised answer; empty where none was read. */
	readonly text: string;
	/** As the model sent it. */
	readonly reply: string;
	/** 0..1; `null` where nothing was read. */
	readonly effort: number | null;
	/** What a person should know, a sentence each: why it is no correction, or what it changes. */
	readonly notes: readonly string[];
	/** USD; `null` = unknown. */
	readonly cost: number | null;
}

/** The same model, asked the same about the same answer, has the same id: 12 hex digits. */
export function correctionId({ messages }: RevisionPlan, { name, model, baseUrl, select }: ModelEntry): string {
	return valueHash([REVISION_VERSION, name, model ?? null, baseUrl ?? null, select ?? null, messages]);
}

export interface KeepingOptions {
	readonly plan: RevisionPlan;
	readonly reviser: ModelEntry;
	readonly question: string;
	/** What is known against the reviser. */
	readonly doubt: string | undefined;
	/** Milliseconds since the epoch. */
	readonly now: number;
}

export function keptCorrection({ text, check, reply, cost }: Revision, options: KeepingOptions): KeptCorrection {
	const { plan, reviser, question, doubt, now } = options;
	const told = 'notes' in check ? check.notes : 'reason' in check ? [check.reason] : [];
	return {
		version: REVISION_VERSION,
		id: correctionId(plan, reviser),
		at: new Date(now).toISOString(),
		...{ question, answer: plan.answer, candidate: plan.candidate, reviser: reviser.name, state: check.state },
		...{ text, reply, effort: 'effort' in check ? check.effort : null },
		notes: [...told, ...(doubt === undefined ? [] : [doubt])],
		cost: cost ?? null,
	};
}

/** Reads such a file; `undefined` for what is none. */
export function parseCorrection(text: string): KeptCorrection | undefined {
	try {
		const value: unknown = JSON.parse(text);
		const kept = value as KeptCorrection;
		return matchesShape(value, KEPT) && kept.version === REVISION_VERSION && STATES.includes(kept.state)
			? kept
			: undefined;
	} catch {
		return undefined;
	}
}

const STATES: readonly KeptCorrection['state'][] = ['correction', 'unchanged', 'unsupported', 'unread'];

const KEPT: Shape = {
	...{ version: 'number', id: 'string', at: 'string', question: 'string', answer: 'string', candidate: 'string' },
	...{ reviser: 'string', state: 'string', text: 'string', reply: 'string' },
	effort: { maybe: 'number' },
	notes: { list: 'string' },
	cost: { maybe: 'number' },
};
