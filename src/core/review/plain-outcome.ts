import type { ModelOutcome } from './ports.ts';

/** An outcome that no endpoint had a part in. */
export function plainOutcome(known: Partial<ModelOutcome>): ModelOutcome {
	return {
		text: '',
		thinking: undefined,
		failure: undefined,
		finish: undefined,
		usage: undefined,
		latencyMs: 0,
		firstTokenMs: undefined,
		cached: false,
		servedBy: undefined,
		notes: [],
		...known,
	};
}
