import type { ModelEntry, SamplingParameters } from '../documents/project.ts';
import { plainOutcome } from '../review/plain-outcome.ts';
import type { ChatMessage, ModelFailure, ModelPort, Usage } from '../review/ports.ts';
import type { TextRange } from '../text/range.ts';

/** Asks how likely a given answer is. */
export interface ScoreRequest {
	readonly model: ModelEntry;
	readonly messages: readonly ChatMessage[];
	readonly answer: string;
	readonly parameters: SamplingParameters;
}

/** A token of the answer (offsets in it) and its log-probability after all that stands before it. */
export interface ScoredToken extends TextRange {
	readonly logProbability: number;
}

export type ScoreOutcome =
	| {
			readonly kind: 'scored';
			/** In order; together they are the answer but for white space at its ends. */
			readonly tokens: readonly ScoredToken[];
			readonly usage: Usage | undefined;
			/** What a reader should know of how it was scored. */
			readonly note: string | undefined;
	  }
	/** This endpoint cannot score a given text: answers have to be asked for again. */
	| { readonly kind: 'unsupported'; readonly message: string }
	| { readonly kind: 'failed'; readonly failure: ModelFailure };

/** Endpoints that can score a given text. What one cannot do is an outcome; only a bug rejects. */
export interface ScoringPort {
	score(request: ScoreRequest, signal: AbortSignal): Promise<ScoreOutcome>;
	/** What is known of a model's endpoint without asking it. */
	knows(model: ModelEntry): Promise<'scores' | 'cannot' | 'unknown'>;
}

/** A scoring endpoint as a model that says the scores as JSON: so its calls have the same limits, retries and costs as all others. */
export function scoringModel(port: ScoringPort, answer: string): ModelPort {
	return {
		ask: async ({ model, messages, parameters }, _, signal) => {
			const outcome = await port.score({ model, messages, answer, parameters }, signal);
			switch (outcome.kind) {
				case 'scored':
					return plainOutcome({
						text: JSON.stringify(outcome.tokens.map(({ start, end, logProbability }) => [start, end, logProbability])),
						usage: outcome.usage,
						notes: outcome.note === undefined ? [] : [outcome.note],
					});
				case 'unsupported':
					return plainOutcome({
						failure: { reason: 'not-supported', message: outcome.message, concernsAll: false },
					});
				case 'failed':
					return plainOutcome({ failure: outcome.failure });
			}
		},
	};
}

/** The scores that {@link scoringModel} said; `undefined` for any other text. */
export function readScores(text: string): readonly ScoredToken[] | undefined {
	let value: unknown;
	try {
		value = JSON.parse(text);
	} catch {
		return undefined;
	}
	if (!Array.isArray(value)) {
		return undefined;
	}
	const tokens = value.map((each): ScoredToken | undefined => {
		const [start, end, logProbability] = Array.isArray(each) ? (each as unknown[]) : [];
		return typeof start === 'number' && typeof end === 'number' && typeof logProbability === 'number'
			? { start, end, logProbability }
			: undefined;
	});
	return tokens.every(token => token !== undefined) ? tokens : undefined;
}

/**
 * The log-odds of a range of the answer: log p − log(1 − p), p the product of its tokens' probabilities (Cohen-Wang et al. 2024).
 * A token belongs to the range that its middle lies in. `undefined` where the range has no token.
 */
export function logOdds(tokens: readonly ScoredToken[], { start, end }: TextRange): number | undefined {
	const inside = tokens.filter(token => {
		const middle = (token.start + token.end) / 2;
		return start <= middle && middle < end;
	});
	if (inside.length === 0) {
		return undefined;
	}
	const log = inside.reduce((sum, token) => sum + token.logProbability, 0);
	const bounded = Math.max(LEAST_LOG, Math.min(MOST_LOG, log));
	return bounded - Math.log(-Math.expm1(bounded));
}

/** A certain token would have infinite odds. */
const MOST_LOG = -1e-6;
const LEAST_LOG = -1e6;
