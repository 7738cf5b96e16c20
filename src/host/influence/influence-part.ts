import type { Influence, InfluenceTarget } from '../../core/influence/influence.ts';
import {
	callsText,
	counterfactualText,
	pairText,
	scaleText,
	stateText,
	weightText,
} from '../../core/influence/wording.ts';
import type { CaseResult } from '../../core/review/result.ts';
import type { Evidence, InfluencePart, Line, Span, VerbButton } from '../../shared/panel.ts';
import type { UnitPlace } from '../painters/unit-places.ts';
import { costText } from '../panel/figures.ts';
import type { Translate } from '../results/wording.ts';

export interface InfluenceOptions {
	readonly units: ReadonlyMap<string, UnitPlace>;
	readonly t: Translate;
}

/** Which lines the claims of an answer used, as the panel lists them; `undefined` where nobody measured. */
export function influenceOf(result: CaseResult, options: InfluenceOptions): InfluencePart | undefined {
	const { influence } = result;
	if (influence === undefined) {
		return undefined;
	}
	const claims = influence.targets.filter(({ kind }) => kind === 'claim');
	const shown = claims.length === 0 ? influence.targets : claims;
	const paid = influence.cost === 0 ? '' : `, ${costText(influence.cost, options.t)}`;
	return {
		title: options.t('Used lines'),
		summary: `${callsText(influence)}${paid}`,
		scale: `${scaleText(influence)} ${options.t('In brackets: 95 % interval.')}`,
		notes: influence.messages,
		rows: [
			...shown.flatMap(target => targetRows(target, { result, influence, ...options })),
			...influence.counterfactuals.map(
				(each): Evidence => ({
					edge: each.said === 'sticks' ? 'contradicted' : each.said === 'follows' ? 'found' : 'unverified',
					quote: [{ text: `“${each.reply}”` }],
					note: [
						dim(options.t('value changed in ')),
						...linkTo(each.unit, options),
						dim(' · '),
						{
							text: counterfactualText(each),
							tone: each.said === 'follows' ? 'ok' : each.said === 'sticks' ? 'bad' : 'warn',
						},
					],
				}),
			),
		],
	};
}

/** What measures, or measures again; nothing for an answer that no model can be asked for. */
export function influenceButtons(result: CaseResult, t: Translate): readonly VerbButton[] {
	if (result.start?.recorded === true) {
		return [];
	}
	const label = result.influence === undefined ? t('Show used lines') : t('Measure used lines again');
	return [{ verb: 'influence', label }];
}

interface RowOptions extends InfluenceOptions {
	readonly result: CaseResult;
	readonly influence: Influence;
}

function targetRows(target: InfluenceTarget, options: RowOptions): readonly Evidence[] {
	const { result, influence, t } = options;
	const { start, end } = target;
	const claim: Span = { text: t('in the answer'), open: { kind: 'answer-range', start, end } };
	const quote: Line = [{ text: `“${result.text.slice(start, end)}”` }];
	if (target.top.length === 0) {
		return [{ edge: 'unverified', quote, note: [{ text: stateText(target), tone: 'warn' }, dim(' · '), claim] }];
	}
	const lines = target.top.flatMap((unit, i): Span[] => {
		const weight = target.weights.find(each => each.unit === unit);
		const shared = target.pairs.some(pair => pair.kind === 'redundant' && pair.units.includes(unit));
		const words = weight === undefined ? '' : ` ${shared ? t('alone ') : ''}${weightText(weight, influence.outcome)}`;
		return [...(i === 0 ? [] : [dim(' · ')]), ...linkTo(unit, options), dim(words)];
	});
	const pairs = target.pairs.flatMap((pair): Span[] => [
		dim(' · '),
		...linkTo(pair.units[0], options),
		dim(' + '),
		...linkTo(pair.units[1], options),
		dim(`: ${pairText(pair)}, ${weightText(pair, influence.outcome)}`),
	]);
	return [
		{
			edge: 'found',
			link: { from: 'influence', words: t('used') },
			quote,
			note: [...lines, ...pairs, dim(' · '), claim],
		},
	];
}

function linkTo(unit: string, { units }: InfluenceOptions): readonly Span[] {
	const place = units.get(unit);
	return place === undefined
		? [dim(unit)]
		: [{ text: place.label, open: { kind: 'unit', unit, start: 0, end: place.text.length } }];
}

function dim(text: string): Span {
	return { text, tone: 'dim' };
}
