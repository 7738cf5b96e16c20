import type { TextRange } from '../text/range.ts';
import { ground } from './ground.ts';
import type { ClaimLabel, Grounding, GroundingInput, GroundingUnit, LinkKind, SentenceRisk } from './grounding.ts';
import { lineRanges } from './markdown-blocks.ts';
import { SHIPPED_MODEL } from './model.ts';

/** What `groundline ground` writes for one record: one line of JSON. Offsets are UTF-16 within their own text. */
export interface GroundingRecord {
	readonly id?: string | number;
	/** Ids of the units that the answer stands on, in the order of the context. */
	readonly used: readonly string[];
	/** Unit id → weight 0..1. */
	readonly scores: Readonly<Record<string, number>>;
	readonly label: Grounding['label'];
	/** Risk that the answer is unfaithful, 0..1. 0.5 where answer or context is empty, see `problems`. */
	readonly score: number;
	readonly claims: readonly RecordClaim[];
	readonly sentences: readonly SentenceRisk[];
	readonly unsupported: readonly TextRange[];
	/** What kept the record from being grounded as usual; absent where nothing did. */
	readonly problems?: readonly string[];
}

export interface RecordClaim extends TextRange {
	readonly label: ClaimLabel;
	readonly score: number;
	readonly unsupported: boolean;
	readonly links: readonly (TextRange & { readonly id: string; readonly weight: number; readonly kind: LinkKind })[];
	/** What the context says in place of a value (`start`, `end`): offsets in the text of the unit. Absent where it says nothing else. */
	readonly conflicts?: readonly (TextRange & {
		readonly id: string;
		readonly unitStart: number;
		readonly unitEnd: number;
	})[];
}

export type GroundedRecord =
	| { readonly kind: 'grounded'; readonly output: GroundingRecord }
	| { readonly kind: 'malformed'; readonly message: string };

/**
 * Grounds one parsed record `{id, question?, history?, context: string | [{id, text, title?}], answer}`. Reads nothing
 * else of it, so that other fields, ids and the order of records change nothing. A context given as one string counts its
 * lines: `L1`, `L2` … Never throws; what has the wrong shape comes back as `malformed` with the field named.
 */
export function groundRecord(value: unknown, model = SHIPPED_MODEL): GroundedRecord {
	const read = readRecord(value);
	if (typeof read === 'string') {
		return { kind: 'malformed', message: read };
	}
	const { id, input } = read;
	const grounding = ground(input, model);
	const problems = problemsOf(input);
	const score = problems.some(problem => problem.startsWith('empty')) ? 0.5 : grounding.risk;
	return {
		kind: 'grounded',
		output: {
			...(id === undefined ? {} : { id }),
			used: grounding.used,
			scores: positiveWeights(grounding.weights),
			label: score >= 0.5 ? 'unfaithful' : 'faithful',
			score,
			claims: grounding.claims.map(claim => ({
				start: claim.start,
				end: claim.end,
				label: claim.label,
				score: claim.score,
				unsupported: claim.label === 'unsupported' || claim.label === 'contradicted',
				links: claim.links.map(({ unit, start, end, weight, kind }) => ({
					id: unit,
					start,
					end,
					weight,
					kind,
				})),
				...(claim.conflicts === undefined
					? {}
					: { conflicts: claim.conflicts.map(({ unit, ...places }) => ({ ...places, id: unit })) }),
			})),
			sentences: grounding.sentences,
			unsupported: grounding.unsupported,
			...(problems.length === 0 ? {} : { problems }),
		},
	};
}

/** The units of a context that is one text: its lines, `L1` and on. */
export function unitsOfText(text: string): GroundingUnit[] {
	return lineRanges(text).map(({ start, end }, line) => ({ id: `L${line + 1}`, text: text.slice(start, end) }));
}

function readRecord(
	value: unknown,
): { readonly id: string | number | undefined; readonly input: GroundingInput } | string {
	if (!isRecord(value)) {
		return 'a record must be a JSON object with "context" and "answer"';
	}
	const { id, answer } = value;
	if (id !== undefined && typeof id !== 'string' && typeof id !== 'number') {
		return '"id" must be a string or a number';
	}
	if (typeof answer !== 'string') {
		return '"answer" must be a string';
	}
	const question = value.question ?? '';
	if (typeof question !== 'string') {
		return '"question" must be a string';
	}
	const history = readHistory(value.history ?? '');
	if (history === undefined) {
		return '"history" must be a string or a list of turns with "text" or "content"';
	}
	const units = readContext(value.context);
	return typeof units === 'string' ? units : { id, input: { question, history, units, answer } };
}

function readContext(context: unknown): readonly GroundingUnit[] | string {
	if (typeof context === 'string') {
		return unitsOfText(context);
	}
	if (!Array.isArray(context)) {
		return '"context" must be a string or a list of {"id", "text"}';
	}
	const units: GroundingUnit[] = [];
	for (const [at, unit] of context.entries()) {
		if (!isRecord(unit) || typeof unit.id !== 'string' || typeof unit.text !== 'string') {
			return `"context[${at}]" must have "id" and "text", both strings`;
		}
		const title = unit.title ?? undefined;
		if (title !== undefined && typeof title !== 'string') {
			return `"context[${at}].title" must be a string`;
		}
		units.push({ id: unit.id, text: unit.text, ...(title === undefined ? {} : { title }) });
	}
	return units;
}

/** A history that is one text or a list of turns as one text; `undefined` where it has another shape. */
export function readHistory(history: unknown): string | undefined {
	if (typeof history === 'string') {
		return history;
	}
	if (!Array.isArray(history)) {
		return undefined;
	}
	const turns: string[] = [];
	for (const turn of history) {
		const text = isRecord(turn) ? (turn.text ?? turn.content) : turn;
		if (typeof text !== 'string') {
			return undefined;
		}
		turns.push(text);
	}
	return turns.join('\n');
}

function problemsOf({ answer, units }: GroundingInput): string[] {
	const problems: string[] = [];
	if (answer.trim() === '') {
		problems.push('empty answer: there is nothing to ground');
	}
	if (units.every(({ text }) => text.trim() === '')) {
		problems.push('empty context: there is nothing to stand on');
	}
	if (new Set(units.map(({ id }) => id)).size < units.length) {
		problems.push('repeated unit ids: their weights are put together');
	}
	return problems;
}

function positiveWeights(weights: Readonly<Record<string, number>>): Record<string, number> {
	return Object.fromEntries(Object.entries(weights).filter(([, weight]) => weight > 0));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
