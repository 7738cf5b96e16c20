import type { Claim, ClaimLabel } from '../../core/grounding/grounding.ts';
import type { CaseResult } from '../../core/review/result.ts';
import type { ClaimRow, ClaimsPart, Evidence, Tone } from '../../shared/panel.ts';
import type { Translate } from '../results/wording.ts';
import { type EvidenceOptions, quoteEvidence } from './evidence.ts';

/** What the judge says of single claims, what speaks against the answer first; `undefined` where it was not asked. */
export function claimsOf(result: CaseResult, options: EvidenceOptions): ClaimsPart | undefined {
	const saving = result.grounding?.judgedClaims;
	if (saving === undefined) {
		return undefined;
	}
	const { t } = options;
	const { sent, of, choice, savedTokens } = saving;
	const which = choice === 'doubted' ? t(' sent to it: those that the words leave in doubt') : t(' sent to it');
	const saved = savedTokens > 0 ? t(' · saves ≈ {0} tokens', savedTokens) : '';
	const judged = (result.grounding?.claims ?? []).filter(claim => claim.judged !== undefined);
	return {
		summary: `${t('{0} of {1} claims', sent, of)}${which}${saved}`,
		rows: [...judged]
			.sort((a, b) => ORDER.indexOf(a.judged!.label) - ORDER.indexOf(b.judged!.label))
			.map(claim => rowOf(claim, result, options)),
	};
}

const ORDER: readonly ClaimLabel[] = ['contradicted', 'unsupported', 'unverified', 'partial', 'supported', 'no-claim'];

const TONES: Readonly<Record<ClaimLabel, Tone>> = {
	contradicted: 'bad',
	unsupported: 'bad',
	unverified: 'warn',
	partial: 'warn',
	supported: 'ok',
	'no-claim': 'dim',
};

function rowOf(claim: Claim, result: CaseResult, options: EvidenceOptions): ClaimRow {
	const { t } = options;
	const { start, end, judged } = claim;
	const { label, said, problem, quotes } = judged!;
	const against = label === 'contradicted';
	return {
		label: said === undefined ? labelWords(label, t) : t('unverified (said: {0})', labelWords(said, t)),
		tone: TONES[label],
		claim: { text: result.text.slice(start, end), open: { kind: 'answer-range', start, end } },
		notes: [...(problem === undefined ? [] : [problem]), t('by its words: {0}', labelWords(claim.label, t))],
		quotes: quotes.map(quote => (against ? againstIt(quoteEvidence(quote, options)) : quoteEvidence(quote, options))),
	};
}

/** A quote that contradicts the claim is no link, and has no sign of one. */
function againstIt({ link: _, ...evidence }: Evidence): Evidence {
	return evidence.edge === 'found' ? { ...evidence, edge: 'contradicted' } : evidence;
}

function labelWords(label: ClaimLabel, t: Translate): string {
	switch (label) {
		case 'supported':
			return t('supported');
		case 'partial':
			return t('supported in part');
		case 'unsupported':
			return t('no support in the context');
		case 'contradicted':
			return t('contradicted');
		case 'unverified':
			return t('not verified');
		case 'no-claim':
			return t('no claim');
	}
}
