import type { TextRange } from '../text/range.ts';
import type { Reply } from './asking.ts';
import { type Ablation, EVERYTHING, type InfluenceMethod } from './design.ts';
import { saysTheSame } from './equivalence.ts';
import {
	type InfluenceOutcome,
	type InfluenceTarget,
	MOST_WEIGHTS,
	type UnitPair,
	type UnitWeight,
} from './influence.ts';
import { weighLeaveOut } from './leave-out.ts';
import { weighAblations } from './regression.ts';
import { logOdds, readScores } from './scoring.ts';
import { LEAST_EFFECT, type Observation, type Weighing, type WeighingOptions } from './weighing.ts';

/** A call and what came of it. */
export interface Tried {
	readonly ablation: Ablation;
	readonly reply: Reply;
}

export interface ReadingOptions {
	readonly answer: string;
	readonly claims: readonly TextRange[];
	/** Unit ids of the sources, in their order. */
	readonly units: readonly string[];
	readonly method: InfluenceMethod;
	readonly outcome: InfluenceOutcome;
	/** False where the same context always gives the same outcome. */
	readonly varies: boolean;
}

/** Reads from the calls what the whole answer and each of its claims depend on. `undecided`: more calls would tell more. */
export function targetsOf(
	tried: readonly Tried[],
	options: ReadingOptions,
): { readonly targets: readonly InfluenceTarget[]; readonly undecided: boolean } {
	const { answer, claims } = options;
	const outcomes = tried.map(({ reply }) => outcomesOf(reply, options));
	let undecided = false;
	const targets = [{ start: 0, end: answer.length }, ...claims].map((range, i): InfluenceTarget => {
		const observed = tried.flatMap(({ ablation }, call): Observed[] => {
			const outcome = outcomes[call]?.[i];
			return outcome === undefined ? [] : [{ ablation, outcome }];
		});
		const target = targetOf(observed, range, options);
		undecided ||= target.undecided;
		return { ...target.target, kind: i === 0 ? 'answer' : 'claim' };
	});
	return { targets, undecided };
}

interface Observed {
	readonly ablation: Ablation;
	readonly outcome: number;
}

/** The outcome for the whole answer, then for each claim; `undefined` where the call failed. */
function outcomesOf(
	reply: Reply,
	{ answer, claims, outcome }: ReadingOptions,
): readonly (number | undefined)[] | undefined {
	if (reply.kind === 'failed') {
		return undefined;
	}
	if (outcome === 'log-probability') {
		const tokens = readScores(reply.text) ?? [];
		return [{ start: 0, end: answer.length }, ...claims].map(range => logOdds(tokens, range));
	}
	const ranges = claims.length === 0 ? [{ start: 0, end: answer.length }] : claims;
	const said = ranges.map(({ start, end }) => (saysTheSame(answer.slice(start, end), reply.text) ? 1 : 0));
	const all = said.reduce<number>((sum, each) => sum + each, 0) / said.length;
	return claims.length === 0 ? [all] : [all, ...said];
}

/** A model that says a claim less often than this with the whole context does not repeat it. */
const REPEATED = 0.5;

function targetOf(
	observed: readonly Observed[],
	{ start, end }: TextRange,
	options: ReadingOptions,
): { readonly target: Omit<InfluenceTarget, 'kind'>; readonly undecided: boolean } {
	const scale = options.outcome === 'equivalence' ? 'share' : 'log-odds';
	const whole = mean(observed, 'whole');
	const none = mean(observed, 'none');
	const target = { start, end, whole: whole ?? 0, none };
	if (whole === undefined) {
		return { target: { ...target, state: 'unclear', top: [], weights: [], pairs: [] }, undecided: false };
	}
	const compared = observed.filter(({ ablation }) =>
		options.method === 'ablations' ? ablation.role === 'random' : ablation.dropped !== EVERYTHING,
	);
	const observations = compared.map(({ ablation, outcome }): Observation => ({ dropped: ablation.dropped, outcome }));
	const weigh = options.method === 'ablations' ? weighAblations : weighLeaveOut;
	const weighing = weigh(observations, { sources: options.units.length, scale, varies: options.varies });
	const state = stateOf({ used: weighing.top.length > 0, whole, none, scale });
	return {
		target: { ...target, state, ...namedBy(weighing, options.units) },
		undecided:
			weighing.undecided > 0 ||
			(options.method === 'ablations' &&
				(state === 'unclear' ||
					(state === 'not-repeated' && whole > 0) ||
					unexplained(weighing, whole, none) > UNEXPLAINED)),
	};
}

/** From so much of all answers on that no line in the top set accounts for, another line is likely to matter too. */
const UNEXPLAINED = 0.3;

/** What the context as a whole does, less what the lines found do. 0 where none was found: then the state tells. */
function unexplained({ weights, top }: Weighing, whole: number, none: number | undefined): number {
	if (top.length === 0 || none === undefined) {
		return 0;
	}
	return whole - none - top.reduce((sum, source) => sum + weights[source]!.value, 0);
}

interface Found {
	readonly used: boolean;
	readonly whole: number;
	readonly none: number | undefined;
	readonly scale: WeighingOptions['scale'];
}

/** Lines that matter beyond chance say more than the few calls with the whole context. */
function stateOf({ used, whole, none, scale }: Found): InfluenceTarget['state'] {
	if (used) {
		return 'used';
	}
	if (scale === 'share' && whole < REPEATED) {
		return 'not-repeated';
	}
	return none !== undefined && whole - none < LEAST_EFFECT[scale] ? 'independent' : 'unclear';
}

function namedBy(
	{ weights, pairs, top }: Weighing,
	units: readonly string[],
): Pick<InfluenceTarget, 'top' | 'weights' | 'pairs'> {
	const first = new Set(top);
	const known = weights.filter(({ low, high }) => Number.isFinite(low) && Number.isFinite(high));
	const others = known
		.filter(({ source, value }) => !first.has(source) && Math.abs(value) > 1e-9)
		.sort((a, b) => Math.abs(b.value) - Math.abs(a.value) || a.source - b.source);
	const kept = [...top.flatMap(source => known.find(weight => weight.source === source) ?? []), ...others];
	return {
		top: top.map(source => units[source]!),
		weights: kept
			.slice(0, Math.max(MOST_WEIGHTS, top.length))
			.map(({ source, value, low, high }): UnitWeight => ({ unit: units[source]!, value, low, high })),
		pairs: pairs.map(
			({ sources: [a, b], kind, value, low, high }): UnitPair => ({
				units: [units[a]!, units[b]!],
				kind,
				value,
				low,
				high,
			}),
		),
	};
}

function mean(observed: readonly Observed[], role: Ablation['role']): number | undefined {
	const outcomes = observed.filter(({ ablation }) => ablation.role === role).map(({ outcome }) => outcome);
	return outcomes.length === 0 ? undefined : outcomes.reduce((sum, each) => sum + each, 0) / outcomes.length;
}
