import type { Claim, Grounding, Link } from '../../src/core/grounding/grounding.ts';
import type { LocatedQuote } from '../../src/core/judging/verdict.ts';
import type { CaseResult, RecordedRubric, ResolvedPassage, ResolvedVerdict } from '../../src/core/review/result.ts';

/** A passage that is all of a file's text, one unit a line, as the engine records it. */
export function filePassage(
	path: string,
	text: string,
	options: { number?: number; notSent?: number[] } = {},
): ResolvedPassage {
	const number = options.number ?? 1;
	let start = 0;
	const units = text.split('\n').map((line, i) => {
		const unit = {
			id: `P${number}:L${i + 1}`,
			line: i + 1,
			start,
			end: start + line.length,
			pieces: [{ at: 0, source: start, length: line.length }],
			sent: !options.notSent?.includes(i + 1),
		};
		start += line.length + 1;
		return unit;
	});
	return { number, label: undefined, path, inline: false, hash: 'abc', text, units };
}

export function overlap(unit: string, start: number, end: number, weight = 0.8): Link {
	return { unit, start, end, weight, kind: 'overlap' };
}

/** A claim on the first place of `words` in the answer. */
export function claim(answer: string, words: string, rest: Partial<Omit<Claim, 'start' | 'end'>> = {}): Claim {
	const start = answer.indexOf(words);
	return { start, end: start + words.length, label: 'supported', score: 0.1, links: [], unsupported: [], ...rest };
}

export function groundingOf(claims: readonly Claim[]): Grounding {
	const weights: Record<string, number> = {};
	for (const link of claims.flatMap(({ links }) => links).filter(({ kind }) => kind === 'overlap')) {
		weights[link.unit] = Math.max(weights[link.unit] ?? 0, link.weight);
	}
	return {
		claims,
		sentences: [],
		unsupported: claims.flatMap(({ unsupported }) => unsupported),
		weights,
		used: Object.keys(weights),
		risk: 0.2,
		label: 'faithful',
	};
}

export const SAMPLE_RUBRIC: RecordedRubric = {
	name: 'Grounded answer',
	levels: [
		{ name: 'Excellent', value: 100 },
		{ name: 'Good', value: 80 },
		{ name: 'Fair', value: 60 },
		{ name: 'Bad', value: 40 },
		{ name: 'Worse', value: 20 },
	],
	criteria: [
		{ id: 'relevance', name: 'Relevance', weight: 0.5 },
		{ id: 'faithfulness', name: 'Faithfulness', weight: 0.2 },
		{ id: 'completeness', name: 'Completeness', weight: 0.1 },
		{ id: 'clarity', name: 'Clarity', weight: 0.1 },
		{ id: 'conciseness', name: 'Conciseness', weight: 0.1 },
	],
};

export interface ResultSketch {
	readonly key?: string;
	readonly answer?: string;
	readonly passages?: readonly ResolvedPassage[];
	readonly claims?: readonly Claim[];
	readonly evidence?: Readonly<Record<string, readonly LocatedQuote[]>>;
	readonly ratings?: Readonly<Record<string, string>>;
	readonly reasons?: Readonly<Record<string, string>>;
	readonly rest?: Partial<CaseResult>;
}

/** A finished result with a verdict; `rest` overrides any part of it. */
export function resultOf(sketch: ResultSketch): CaseResult {
	const key = sketch.key ?? 'mail.questions.yaml#attachment-size@answer@local';
	const text = sketch.answer ?? 'An answer.';
	return {
		run: '20261121T201900Z-ab12cd',
		key,
		phase: 'done',
		t: Date.UTC(2026, 10, 21, 20, 19),
		text,
		start: {
			v: 1,
			t: 0,
			type: 'case-start',
			key,
			file: 'mail.questions.yaml',
			question: 'attachment-size',
			questionText: 'How large may an attachment be?',
			prompt: 'answer',
			model: 'local',
			recorded: false,
			sample: 0,
			parameters: [{ name: 'temperature', value: 0, origin: 'model entry' }],
			inputs: {
				question: '',
				prompt: '',
				vars: '',
				context: '',
				parameters: '',
				model: '',
				history: '',
				rubric: '',
				judge: '',
				expect: '',
			},
			passages: sketch.passages ?? [],
		},
		answer: {
			v: 1,
			t: 0,
			type: 'answer-end',
			key,
			messages: [{ role: 'user', content: 'How large may an attachment be?' }],
			text,
			thinking: undefined,
			hash: '9f2c01ab77de',
			failure: undefined,
			finish: 'stop',
			latencyMs: 1234,
			usage: { input: 300, output: 112, cachedInput: undefined, estimated: false },
			cost: 0.0003,
			cached: false,
			servedBy: undefined,
			notes: [],
		},
		verdicts: [verdictOf(key, sketch)],
		grounding: sketch.claims === undefined ? undefined : groundingOf(sketch.claims),
		end: endOf(key, sketch),
		...sketch.rest,
	};
}

function verdictOf(key: string, sketch: ResultSketch): ResolvedVerdict {
	return {
		v: 1,
		t: 0,
		type: 'verdict-end',
		key,
		judge: 'claude',
		sample: 0,
		messages: [{ role: 'user', content: 'Judge this.' }],
		reply: '{"ratings": "…"}',
		firstReply: undefined,
		failure: undefined,
		ratings: sketch.ratings ?? {},
		reasons: sketch.reasons ?? {},
		evidence: sketch.evidence ?? {},
		problems: [],
		latencyMs: 2900,
		usage: { input: 1000, output: 208, cachedInput: undefined, estimated: false },
		cost: 0.004,
		cached: false,
	};
}

function endOf(key: string, sketch: ResultSketch): CaseResult['end'] {
	const ratings = sketch.ratings ?? {};
	const value = (level: string): number => SAMPLE_RUBRIC.levels.find(({ name }) => name === level)?.value ?? 0;
	const terms = SAMPLE_RUBRIC.criteria.map(({ id, weight }) => {
		const level = ratings[id] ?? 'Good';
		return { criterion: id, weight, level, value: value(level) };
	});
	const score = terms.reduce((sum, term) => sum + term.weight * term.value, 0);
	const caps = ratings.faithfulness === 'Worse' ? [{ criterion: 'faithfulness', level: 'Worse', cap: 40 }] : [];
	const cappedScore = Math.min(score, ...caps.map(({ cap }) => cap));
	return {
		v: 1,
		t: 0,
		type: 'case-end',
		key,
		state: cappedScore >= 80 ? 'passed' : 'failed',
		reason: undefined,
		message: undefined,
		ratings: Object.fromEntries(terms.map(({ criterion, level }) => [criterion, level])),
		arithmetic: { terms, score, cappedScore, caps },
		score,
		cappedScore,
		spread: 0,
		passMark: 80,
		checks: [],
		rubric: SAMPLE_RUBRIC,
	};
}
