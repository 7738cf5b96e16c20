import type { PairResult, ResolvedPairSample } from '../../core/comparing/comparison-fold.ts';
import type { NotCompared, QueueEntry } from '../../core/comparing/comparison-report.ts';
import { lengthOf } from '../../core/comparing/units.ts';
import type { Preferred } from '../../core/review/events.ts';
import type { PairDetail, PairRow, ReportButton, VerdictRow } from '../../shared/report.ts';
import type { Translate } from '../results/wording.ts';

export interface PairInput {
	readonly key: string;
	/** `undefined`: the comparison never came to it. */
	readonly pair: PairResult | undefined;
	/** Why it was not compared. */
	readonly missing: NotCompared | undefined;
	/** Why people should look at it. */
	readonly why: QueueEntry['why'] | undefined;
	readonly isOpen: boolean;
	readonly names: Names;
	readonly withoutBlind: string | undefined;
	readonly t: Translate;
}

interface Names {
	readonly a: string;
	readonly b: string;
}

/** One pair of the list; what is folded holds no answers, so that a list of thousands stays small. */
export function pairRow(input: PairInput): PairRow {
	const { key, pair, missing, names, isOpen, t } = input;
	const winner = missing === undefined ? pair?.winner : undefined;
	return {
		key,
		question: pair?.question ?? /#([^#@]+)@/u.exec(key)?.[1] ?? key,
		text: (pair?.questionText ?? '').replace(/\s+/g, ' ').trim(),
		outcome: missing === undefined ? winnerWords(winner, names, t) : missing.reason,
		tone: toneOf(winner),
		flags: flagsOf(input),
		detail: isOpen && pair !== undefined ? detailOf(pair, input) : undefined,
	};
}

/** `row 12`, `line 3`, or nothing. */
export function placeOf(
	{ row, line }: { readonly row: number | undefined; readonly line: number | undefined },
	t: Translate,
): string {
	return row === undefined ? (line === undefined ? '' : t('line {0}', line)) : t('row {0}', row);
}

function winnerWords(winner: Preferred | undefined, names: Names, t: Translate): string {
	return winner === undefined ? t('unread') : winner === 'tie' ? t('tie') : t('{0} is better', names[winner]);
}

function toneOf(winner: Preferred | undefined): PairRow['tone'] {
	return winner === undefined ? 'none' : ({ a: 'won', tie: 'tied', b: 'lost' } as const)[winner];
}

function flagsOf({ pair, missing, why, t }: PairInput): readonly string[] {
	if (missing !== undefined) {
		return [];
	}
	return [
		...(why === 'inconsistent' ? [t('ratings and ranking differ')] : []),
		...(pair?.conflict === true ? [t('orders disagree')] : []),
		...(why === 'uncertain' ? [t('uncertain')] : []),
		...(pair?.cached === true ? [t('taken over')] : []),
	];
}

function detailOf(pair: PairResult, input: PairInput): PairDetail {
	const { names, missing, t } = input;
	const winner = missing === undefined ? pair.winner : undefined;
	return {
		place: [...(missing === undefined ? [] : [missing.message]), placeOf(pair, t)].filter(Boolean).join(' '),
		strata: Object.entries(pair.strata)
			.map(([name, value]) => `${name}: ${value}`)
			.join(' · '),
		references: pair.reference,
		answers: (['a', 'b'] as const).map(side => ({
			name: names[side],
			text: pair[side].text,
			note: answerNote(pair[side], t),
			won: winner === side,
		})),
		verdicts: pair.samples.map((sample, i) => verdictRow(sample, { i, pair, names, t })),
		buttons: pairButtons(pair, input),
	};
}

function answerNote({ text, score }: PairResult['a'], t: Translate): string {
	const length = text.trim() === '' ? 0 : lengthOf(text);
	return [t('{0} characters', length), ...(score === undefined ? [] : [t('score {0}', score.toFixed(1))])].join(' · ');
}

interface VerdictPlace {
	readonly i: number;
	readonly pair: PairResult;
	readonly names: Names;
	readonly t: Translate;
}

function verdictRow(sample: ResolvedPairSample, { i, pair, names, t }: VerdictPlace): VerdictRow {
	const { points, failure, problems, latencyMs, cached } = sample;
	const orders = {
		ab: t('{0} shown first', names.a),
		ba: t('{0} shown first', names.b),
		none: t('each answer by itself'),
		unknown: t('order unknown'),
	};
	return {
		order: orders[sample.order],
		winner: winnerWords(sample.winner, names, t),
		tone: toneOf(sample.winner),
		points: points === undefined ? '' : `${number(points.a)} : ${number(points.b)}`,
		why: sample.why,
		problems: [
			...(failure === undefined ? [] : [failure.message]),
			...problems.filter(each => each !== failure?.message),
		],
		note: [...(cached ? [t('cached')] : []), ...(latencyMs > 0 ? [`${(latencyMs / 1000).toFixed(1)} s`] : [])].join(
			' · ',
		),
		reply: sample.messages.length === 0 ? undefined : { kind: 'reply', key: pair.key, verdict: i },
	};
}

function number(value: number): string {
	return Number.isInteger(value) ? String(value) : value.toFixed(1);
}

function pairButtons({ key, a, b }: PairResult, { withoutBlind, missing, t }: PairInput): readonly ReportButton[] {
	const isPair = a.text.trim() !== '' && b.text.trim() !== '';
	return [
		...(isPair ? [{ label: t('Open as diffs'), target: { kind: 'pair-diff', key } } as const] : []),
		{ label: t('Go to question'), target: { kind: 'place', key } },
		...(isPair && missing?.reason !== 'identical-answers'
			? [
					{
						label: t('Compare blind'),
						target: { kind: 'blind', key },
						...(withoutBlind === undefined ? {} : { without: withoutBlind }),
					} as const,
				]
			: []),
	];
}
