import type { Claim } from '../../core/grounding/grounding.ts';
import type { LocatedQuote } from '../../core/judging/verdict.ts';
import type { CaseResult } from '../../core/review/result.ts';
import type { TextRange } from '../../core/text/range.ts';
import type { Evidence, Line, Span } from '../../shared/panel.ts';
import { contextValues } from '../painters/context-value.ts';
import { mergeRanges } from '../painters/merge-ranges.ts';
import type { UnitPlace } from '../painters/unit-places.ts';
import type { Translate } from '../results/wording.ts';

export interface EvidenceOptions {
	readonly units: ReadonlyMap<string, UnitPlace>;
	readonly t: Translate;
}

/** A quote of the judge with what the tool found: word for word, nearly, or not at all. */
export function quoteEvidence(quote: LocatedQuote, { units, t }: EvidenceOptions): Evidence {
	const words = quoted([{ text: quote.quote }]);
	const place = quote.found === 'no' ? undefined : units.get(quote.unit);
	if (quote.found === 'no' || place === undefined) {
		const note = t('quote not found in the context · unverified');
		return { edge: 'unverified', quote: words, note: [{ text: note, tone: 'warn' }] };
	}
	const link = unitLink(place, quote);
	const sign = { from: 'cited', words: t('cited by the judge') } as const;
	switch (quote.found) {
		case 'exact':
			return {
				edge: 'found',
				link: sign,
				quote: words,
				note: [link, dim(t(' · quoted by the judge, found word for word'))],
			};
		case 'normalised':
			return {
				edge: 'found',
				link: sign,
				quote: words,
				note: [link, dim(t(' · quoted by the judge, found but for case and marks'))],
			};
		case 'fuzzy': {
			const says = place.text.slice(quote.start, quote.end);
			return {
				edge: 'found',
				link: sign,
				quote: words,
				note: [link, dim(t(' · quoted by the judge, nearly: the line says “{0}”', says))],
			};
		}
	}
}

/** A line that the lexical judge gives: it has words in common with the answer, and nobody quoted it. */
export function wordsEvidence(quote: LocatedQuote, { units, t }: EvidenceOptions): readonly Evidence[] {
	const place = quote.found === 'no' ? undefined : units.get(quote.unit);
	if (quote.found === 'no' || place === undefined) {
		return [];
	}
	const note = [dim(t('supported by the words of ')), unitLink(place, quote)];
	const link = { from: 'overlap', words: t('supported by') } as const;
	return [{ edge: 'found', link, quote: quoted([{ text: quote.quote }]), note }];
}

/** Claims of the answer that the context contradicts or does not support, the contradicted ones first. */
export function claimEvidence(result: CaseResult, options: EvidenceOptions): readonly Evidence[] {
	const claims = result.grounding?.claims ?? [];
	const shown = (label: Claim['label']): Evidence[] =>
		claims.filter(claim => claim.label === label).map(claim => claimItem(result, claim, options));
	return [...shown('contradicted'), ...shown('unsupported')];
}

function claimItem(result: CaseResult, claim: Claim, { units, t }: EvidenceOptions): Evidence {
	const inAnswer: Span = {
		text: t('in the answer'),
		open: { kind: 'answer-range', start: claim.start, end: claim.end },
	};
	if (claim.label !== 'contradicted') {
		const marks = claim.unsupported.length === 0 ? [claim] : claim.unsupported;
		const quote = quoted(marked(result.text, claim, marks));
		// The words alone cannot see that a line says it otherwise: where a judge does, the reader hears both.
		const judged = claim.judged?.label === 'supported' ? [dim(t(' by its words; the judge finds it supported'))] : [];
		const note = [
			{ text: t('no line of the context supports it'), tone: 'warn' } as const,
			...judged,
			dim(' · '),
			inAnswer,
		];
		return { edge: 'unverified', quote, note };
	}
	const values = contextValues(result.text, claim, units);
	const marks = values.length === 0 ? claim.unsupported : values.map(({ answerRange }) => answerRange);
	const quote = quoted(marked(result.text, claim, marks));
	const said = values.flatMap(({ text, place, range }): Span[] => [
		dim(t('context says “{0}”', text)),
		dim(' · '),
		unitLink(place, range),
		dim(' · '),
	]);
	return { edge: 'contradicted', quote, note: [...said, dim(t('contradicted')), dim(' · '), inAnswer] };
}

/** The words of a claim with some of them marked. */
function marked(answer: string, claim: TextRange, marks: readonly TextRange[]): Line {
	const spans: Span[] = [];
	let at = claim.start;
	for (const { start, end } of mergeRanges(marks)) {
		const from = Math.max(at, start);
		const to = Math.min(claim.end, end);
		if (from < to) {
			spans.push({ text: answer.slice(at, from) }, { text: answer.slice(from, to), tone: 'mark' });
			at = to;
		}
	}
	return [...spans, { text: answer.slice(at, claim.end) }].filter(({ text }) => text !== '');
}

function quoted(line: Line): Line {
	return [{ text: '“' }, ...line, { text: '”' }];
}

function unitLink(place: UnitPlace, { start, end }: TextRange): Span {
	return { text: place.label, open: { kind: 'unit', unit: place.unit.id, start, end } };
}

function dim(text: string): Span {
	return { text, tone: 'dim' };
}
