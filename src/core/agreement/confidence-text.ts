import { briefly, plural } from '../judging/probes/brief-words.ts';
import { shareWords } from '../judging/probes/measurement-words.ts';
import { abstentionParts, type HeardAnswer, type ModelAbstentions } from '../review/abstentions.ts';
import type { JudgeConfidence, OpenAnswer, SafeVerdicts } from './confidence.ts';

/** How sure a judge's verdicts are, for a person. */
export function confidenceHead(confidence: JudgeConfidence): readonly string[] {
	const { judge, rubric, n, accepted, auroc, raw, calibrated, riskCoverage, safe, risk, unreviewed } = confidence;
	const head = [
		'',
		`## How sure is judge ${briefly(judge, 60)}, rubric ${briefly(rubric, 60)}?`,
		'',
		`an accepted answer has a higher score than a rejected one in ${shareWords(auroc)} (${accepted} accepted, ${n - accepted} rejected)`,
		`scores read as chances: Brier ${raw.brier.toFixed(3)}, calibration error ${raw.error.toFixed(3)}${calibrated === undefined ? '' : `; calibrated by the reviews of other questions: ${calibrated.brier.toFixed(3)}, ${calibrated.error.toFixed(3)}`}`,
	];
	if (calibrated === undefined) {
		return [
			...head,
			'Nothing is left to this judge: that takes 50 reviews, 5 of each kind, whose scores rise with acceptance.',
		];
	}
	const errors = riskCoverage.map(
		({ coverage, error }) => `${Math.round(100 * coverage)} %: ${Math.round(100 * error.value)} %`,
	);
	return [
		...head,
		`wrong among the surest ${errors.join(', ')}`,
		safe === undefined
			? `No part of its verdicts is known to be wrong in at most ${Math.round(100 * risk)} %: a person should decide every answer.`
			: `Its verdict may stand without a person ${ranges(safe)}: ${Math.round(100 * safe.coverage)} % of the reviewed answers, wrong in ${shareWords(safe.error)}; so are ${unreviewed.safe} of ${plural(unreviewed.safe + unreviewed.open.length, 'answer')} that nobody reviewed.`,
	];
}

/** Before the list of the answers that a person should decide. */
export function openHead({ judge, unreviewed: { open } }: JudgeConfidence, shown: number): readonly string[] {
	return open.length === 0
		? []
		: [
				'',
				`Not reviewed, and not to be left to ${briefly(judge, 60)}, the least sure first (${open.length}${more(open.length, shown)}):`,
			];
}

export function openWords({ question, model, score, pass, sure }: OpenAnswer): string {
	return `  ${briefly(question, 64)} · ${briefly(model, 40)}: ${pass ? '✓' : '✕'} ${score.toFixed(1)}, right with ${Math.round(100 * sure)} %`;
}

/** Before the list of a model's errors of saying, or not saying, that it cannot tell. */
export function abstentionHead(one: ModelAbstentions, shown: number): readonly string[] {
	const errors = one.overs.length + one.unders.length;
	return [
		'',
		`## Does ${briefly(one.model, 60)} say when it cannot tell?`,
		'',
		`${abstentionParts(one).join('; ')}${more(errors, shown)}`,
		...(one.overs.length === 0
			? []
			: ['Where an answer is right to say so, mark its question with `answerable: false`.']),
	];
}

export function abstentionWords({ question, model, fate }: HeardAnswer): string {
	const words = fate === 'over' ? 'says that it cannot tell' : 'answers, where the context does not tell';
	return `  ${briefly(question, 64)} · ${briefly(model, 40)}: ${words}`;
}

function ranges({ passedFrom, failedUpTo }: SafeVerdicts): string {
	return [
		...(passedFrom > 100 ? [] : [`where it passes an answer with ${Math.max(0, passedFrom).toFixed(1)} or more`]),
		...(failedUpTo < 0 ? [] : [`where it fails one with ${Math.min(100, failedUpTo).toFixed(1)} or less`]),
	].join(' and ');
}

function more(all: number, shown: number): string {
	return all > shown ? `, of which ${shown} are shown` : '';
}
