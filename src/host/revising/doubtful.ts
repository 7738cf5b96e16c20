import type { CaseResult } from '../../core/review/result.ts';
import type { VerbButton } from '../../shared/panel.ts';
import type { Translate } from '../results/wording.ts';

/** What asks for a correction, in the panel; nothing for an answer that nobody doubts. The palette has it for every answer. */
export function correctionButtons(result: CaseResult, t: Translate): readonly VerbButton[] {
	return isDoubtful(result) ? [{ verb: 'correct', label: t('Suggest correction…') }] : [];
}

/** Failed, or with claims that the context does not support. */
export function isDoubtful({ end, grounding, text }: CaseResult): boolean {
	const doubted = grounding?.claims.some(({ label }) => label === 'unsupported' || label === 'contradicted');
	return text.trim() !== '' && (end?.state === 'failed' || doubted === true);
}
