import type { Claim } from '../../core/grounding/grounding.ts';
import type { CaseResult } from '../../core/review/result.ts';
import { overlaps, type TextRange } from '../../core/text/range.ts';
import type { CaseAnnotations } from '../annotating/case-annotations.ts';
import { type ContextValue, contextValues } from './context-value.ts';
import { mergeRanges } from './merge-ranges.ts';
import { unitPlaces } from './unit-places.ts';

/** Words of an answer that a reader should doubt. Offsets in the answer. */
export interface AnswerProblem extends TextRange {
	/** Those of the judge are told apart from what the words alone show, and from what people marked. */
	readonly code: 'unsupported' | 'contradicted' | 'judge-unsupported' | 'judge-contradicted';
	readonly severity: 'error' | 'warning';
	readonly message: string;
	/** Where the context says otherwise. */
	readonly related: { readonly unit: string; readonly range: TextRange; readonly message: string } | undefined;
	/** Index of the claim; `undefined` where a person marked the words. */
	readonly claim: number | undefined;
}

/**
 * What is underlined in an answer: contradicted values, words and claims without support, and what people marked so. Words
 * that a person marked supported are left alone.
 */
export function answerProblems(result: CaseResult, people: CaseAnnotations): readonly AnswerProblem[] {
	const placed = people.annotations.flatMap(({ place, ...annotation }) =>
		place.kind === 'anchored' ? [{ ...annotation, range: place.range }] : [],
	);
	const cleared = placed.filter(({ label }) => label === 'supported').map(({ range }) => range);
	const own = placed.flatMap(({ label, note, by, range }): AnswerProblem[] => {
		if (label !== 'unsupported' && label !== 'contradicted') {
			return [];
		}
		const message = `Marked ${label}${by === undefined ? '' : ` by ${by}`}${note === undefined ? '' : `: ${note}`}.`;
		const severity = label === 'contradicted' ? 'error' : 'warning';
		return [{ ...range, code: label, severity, message, related: undefined, claim: undefined }];
	});
	const found = [...claimProblems(result), ...judgedProblems(result)].filter(
		problem => ![...cleared, ...own].some(range => overlaps(range, problem)),
	);
	return [...own, ...found].sort((a, b) => a.start - b.start);
}

/** The shortest of the problems at an offset. */
export function problemAt(problems: readonly AnswerProblem[], offset: number): AnswerProblem | undefined {
	return problems
		.filter(({ start, end }) => start <= offset && offset <= end)
		.reduce<AnswerProblem | undefined>(
			(best, problem) => (best === undefined || problem.end - problem.start < best.end - best.start ? problem : best),
			undefined,
		);
}

function claimProblems(result: CaseResult): readonly AnswerProblem[] {
	const units = unitPlaces(result);
	return (result.grounding?.claims ?? []).flatMap((claim, index) => {
		if (claim.label === 'contradicted') {
			return contradictions(result, { claim, index, units });
		}
		const ranges = doubtfulRanges(claim);
		return ranges.map((range): AnswerProblem => {
			const words = quoted(result.text.slice(range.start, range.end));
			const message = `The context does not support ${words}${judgeApproves(claim)}.`;
			return { ...range, code: 'unsupported', severity: 'warning', message, related: undefined, claim: index };
		});
	});
}

/** Where the judge sees it otherwise, the reader hears both. */
function judgeApproves({ judged }: Claim): string {
	return judged?.label === 'supported' ? ' by its words; the judge finds it supported' : '';
}

/** Claims that the judge calls contradicted or unsupported, with the line that it quotes. What it could not prove is no problem. */
function judgedProblems(result: CaseResult): readonly AnswerProblem[] {
	const units = unitPlaces(result);
	return (result.grounding?.claims ?? []).flatMap(({ start, end, judged }, claim): readonly AnswerProblem[] => {
		const words = quoted(result.text.slice(start, end));
		if (judged?.label === 'unsupported') {
			const message = `The judge finds no support for ${words}.`;
			return [{ start, end, code: 'judge-unsupported', severity: 'warning', message, related: undefined, claim }];
		}
		const quote = judged?.label === 'contradicted' ? judged.quotes.find(one => one.found !== 'no') : undefined;
		if (quote === undefined) {
			return [];
		}
		const place = units.get(quote.unit);
		const said = quoted(quote.quote);
		const message = `The judge finds ${words} contradicted: the context says ${said}${place === undefined ? '' : ` (${place.label})`}.`;
		const range = { start: quote.start, end: quote.end };
		const related = { unit: quote.unit, range, message: `The judge quotes ${said} against it.` };
		return [{ start, end, code: 'judge-contradicted', severity: 'error', message, related, claim }];
	});
}

function doubtfulRanges(claim: Claim): readonly TextRange[] {
	if (claim.label === 'supported' || claim.label === 'no-claim') {
		return [];
	}
	if (claim.unsupported.length > 0) {
		return mergeRanges(claim.unsupported);
	}
	return claim.label === 'unsupported' ? [{ start: claim.start, end: claim.end }] : [];
}

interface IndexedClaim {
	readonly claim: Claim;
	readonly index: number;
	readonly units: ReturnType<typeof unitPlaces>;
}

function contradictions(result: CaseResult, { claim, index, units }: IndexedClaim): readonly AnswerProblem[] {
	const base = { code: 'contradicted', severity: 'error', claim: index } as const;
	const values = contextValues(result.text, claim, units);
	if (values.length === 0) {
		const { start, end } = claim.unsupported[0] ?? claim;
		const words = quoted(result.text.slice(start, end));
		return [{ ...base, start, end, message: `The context contradicts ${words}.`, related: undefined }];
	}
	return values.map(value => ({ ...base, ...value.answerRange, ...contradictionWords(value) }));
}

function contradictionWords({ place, range, text, answer }: ContextValue): Pick<AnswerProblem, 'message' | 'related'> {
	return {
		message: `The answer says ${quoted(answer)}, the context says ${quoted(text)} (${place.label}).`,
		related: { unit: place.unit.id, range, message: `The context says ${quoted(text)}.` },
	};
}

/** In a list of problems a long stretch is named by its beginning. */
function quoted(words: string): string {
	const line = words.replace(/\s+/g, ' ').trim();
	return line.length <= 80 ? `“${line}”` : `“${line.slice(0, 80).trimEnd()}…”`;
}
