import type { Influence, InfluenceTarget } from '../../core/influence/influence.ts';
import type { InfluencePlan } from '../../core/influence/plan-influence.ts';
import {
	callsText,
	counterfactualText,
	estimateText,
	pairText,
	scaleText,
	stateText,
	weightText,
} from '../../core/influence/wording.ts';
import { money } from '../amounts.ts';
import { UsageError } from '../exit-code.ts';
import type { CommandIo } from '../io.ts';
import type { Given } from '../options.ts';
import { reportTo } from '../report-file.ts';
import { oneLine, type Style, shortened, styleFor } from '../style.ts';

/** Where what was found goes. */
export interface InfluenceReport {
	planned(plan: InfluencePlan): Promise<void>;
	measured(plan: InfluencePlan, influence: Influence): Promise<void>;
	end(): Promise<void>;
}

/** The version of the JSON report's format. */
const REPORT_VERSION = 1;

/** The report that the options ask for. Throws a {@link UsageError} for one that there is not. */
export function openInfluenceReport(given: Given, io: CommandIo): InfluenceReport {
	const name = given.text('reporter') ?? 'pretty';
	if (name !== 'pretty' && name !== 'json') {
		throw new UsageError(`groundline influence has no reporter "${name}": pretty or json.`);
	}
	const output = given.text('output');
	const write = reportTo(given, io);
	const texts: string[] = [];
	const cases: unknown[] = [];
	const style = styleFor(io, given, output === undefined && io.outIsTerminal);
	return {
		planned: async plan => {
			texts.push(`${oneLine(plan.item.key)}: ${plan.sources.length} lines, ${estimateText(plan.estimate)}`);
			cases.push({ ...headOf(plan), estimate: plan.estimate });
		},
		measured: async (plan, influence) => {
			texts.push(pretty(plan, influence, style));
			cases.push({ ...headOf(plan), influence: withPlaces(plan, influence) });
		},
		end: () =>
			write(
				name === 'json'
					? `${JSON.stringify({ version: REPORT_VERSION, cases }, undefined, '\t')}\n`
					: texts.map(text => `${text}\n`).join('\n'),
			),
	};
}

function headOf({ item, result }: InfluencePlan): Readonly<Record<string, string>> {
	return { key: item.key, question: item.question.id, model: item.source.name, run: result.run };
}

/** The same with the words of claims and lines, so that a reader needs no other file. */
function withPlaces(plan: InfluencePlan, influence: Influence): unknown {
	return {
		...influence,
		targets: influence.targets.map(target => ({
			...target,
			text: plan.answer.text.slice(target.start, target.end),
			weights: target.weights.map(weight => ({
				...weight,
				used: target.top.includes(weight.unit),
				...placeOf(plan, weight.unit),
			})),
		})),
		counterfactuals: influence.counterfactuals.map(each => ({ ...each, ...placeOf(plan, each.unit) })),
	};
}

function placeOf({ item }: InfluencePlan, unit: string): { path: string; line: number; text: string } | undefined {
	const found = item.passages.flatMap(passage => passage.units).find(each => each.id === unit);
	return found && { path: found.path, line: found.line, text: found.text };
}

function pretty(plan: InfluencePlan, influence: Influence, style: Style): string {
	const { cost, sources, outcome, messages, counterfactuals, targets } = influence;
	const paid = cost === undefined ? 'cost unknown' : cost === 0 ? undefined : money(cost);
	const facts = [`${sources} lines`, callsText(influence), ...(paid === undefined ? [] : [paid])];
	const lines = [style.bold(oneLine(plan.item.key)), style.dim(`  ${facts.join(' · ')}`)];
	if (influence.state === 'unscored') {
		return [...lines, ...messages.map(message => `  ${style.yellow(`unscored: ${oneLine(message)}`)}`)].join('\n');
	}
	const claims = targets.filter(({ kind }) => kind === 'claim');
	for (const target of claims.length === 0 ? targets : claims) {
		lines.push(...targetLines(target, { plan, outcome, style }));
	}
	for (const each of counterfactuals) {
		const place = placeOf(plan, each.unit);
		const paint = each.said === 'follows' ? style.green : each.said === 'sticks' ? style.red : style.yellow;
		lines.push(`  changed ${place?.path}:${place?.line}: ${paint(oneLine(counterfactualText(each)))}`);
		lines.push(style.dim(`    ${quoted(each.reply, style)}`));
	}
	lines.push(style.dim(`  ${scaleText(influence)} In brackets: 95 % interval.`));
	lines.push(...messages.map(message => style.dim(`  ${oneLine(message)}`)));
	return lines.join('\n');
}

interface Shown {
	readonly plan: InfluencePlan;
	readonly outcome: Influence['outcome'];
	readonly style: Style;
}

function targetLines(target: InfluenceTarget, { plan, outcome, style }: Shown): readonly string[] {
	const lines = [`  ${quoted(plan.answer.text.slice(target.start, target.end), style)}`];
	if (target.state !== 'used') {
		return [...lines, `    ${style.yellow(stateText(target))}`];
	}
	for (const unit of target.top) {
		const place = placeOf(plan, unit);
		const weight = target.weights.find(each => each.unit === unit);
		const shared = target.pairs.some(pair => pair.kind === 'redundant' && pair.units.includes(unit));
		const words = weight === undefined ? '' : `${shared ? 'alone ' : ''}${weightText(weight, outcome)}`;
		lines.push(`    ${style.green('used')} ${place?.path}:${place?.line}  ${words}`);
		lines.push(style.dim(`      ${quoted(place?.text ?? '', style)}`));
	}
	for (const pair of target.pairs) {
		const [a, b] = pair.units.map(unit => placeOf(plan, unit));
		lines.push(
			`    ${a?.path}:${a?.line} and ${b?.path}:${b?.line}: ${pairText(pair)}, together ${weightText(pair, outcome)}`,
		);
	}
	return lines;
}

function quoted(text: string, { width }: Style): string {
	return `“${shortened(oneLine(text), width === undefined ? undefined : width - 10)}”`;
}
