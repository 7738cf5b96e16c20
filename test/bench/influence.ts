import { seeded } from '../../src/core/statistics/random.ts';
import {
	type Dependence,
	knownCase,
	measureScript,
	plannedInfluence,
	SCORES,
	type Script,
	trueWeight,
} from '../support/known-dependence.ts';

/**
 * `npm run bench -- influence [SEEDS [FIRST [LINES…]]]`: scripted models whose dependence on the lines of their context is known (one line, two
 * together, two of which either suffices), asked again with a share of answers flipped, or scored with noise. In how many of 100
 * seeds (default; from FIRST on) the top set is exactly the true one, and the pair of the right kind; how often a 95 % interval holds the true
 * weight, over all lines and over those that matter; calls. Exit code 1 where a top set is right in fewer than 95 % of the seeds, or
 * the intervals of a model with noise hold fewer than 90 %.
 */
const [seeds = 100, firstSeed = 0, ...sizes] = process.argv.slice(2).map(Number);
const LINES = sizes.length > 0 ? sizes : [6, 20, 60];

interface Condition {
	readonly name: string;
	readonly by: 'scores' | 'asking';
	readonly flips: number;
	readonly jitter: number;
}

const CONDITIONS: readonly Condition[] = [
	{ name: 'asked again, the same each time', by: 'asking', flips: 0, jitter: 0 },
	{ name: 'asked again, 5 % flipped', by: 'asking', flips: 0.05, jitter: 0 },
	{ name: 'asked again, 10 % flipped', by: 'asking', flips: 0.1, jitter: 0 },
	{ name: 'scored, no noise', by: 'scores', flips: 0, jitter: 0 },
	{ name: 'scored, noise of 0.3 nats', by: 'scores', flips: 0, jitter: 0.3 },
];

console.log(
	`${seeds} seeds each. In per cent: top set right · kind of pair right · intervals that hold (all lines / lines that matter)`,
);
console.log('| model | dependence | lines | top set | pair | holds, all | holds, matter | calls |');
console.log('|---|---|---|---|---|---|---|---|');
let misses = 0;
for (const condition of CONDITIONS) {
	for (const dependence of ['one', 'joint', 'redundant'] as const) {
		for (const lines of LINES) {
			misses += await row(condition, dependence, lines);
		}
	}
}
process.exitCode = misses > 0 ? 1 : 0;

async function row(condition: Condition, dependence: Dependence, lines: number): Promise<number> {
	const { item, result } = await knownCase(lines);
	const plan = plannedInfluence(item, result);
	const effect = condition.by === 'scores' ? SCORES.with - SCORES.without : 1 - 2 * condition.flips;
	const total = { top: 0, pair: 0, held: 0, of: 0, heldMatter: 0, ofMatter: 0, calls: 0 };
	for (let seed = firstSeed; seed < firstSeed + seeds; seed++) {
		const script: Script = { ...condition, dependence, lines: chosenLines(dependence, lines, seed), seed };
		const { targets, method, made } = await measureScript({ ...plan, claims: [] }, script, condition.by);
		const target = targets[0]!;
		const wanted = script.lines.map(line => `P1:L${line + 1}`).sort();
		const isRight = [...target.top].sort().join() === wanted.join();
		const kinds = target.pairs.map(pair => pair.kind).join();
		total.top += isRight ? 1 : 0;
		total.pair += isRight && kinds === (dependence === 'one' ? '' : dependence) ? 1 : 0;
		total.calls += made;
		const weights = new Map(target.weights.map(weight => [weight.unit, weight]));
		for (let line = 0; line < lines; line++) {
			const weight = weights.get(`P1:L${line + 1}`);
			const truth = trueWeight(line, script, { method, effect });
			// A weight of exactly 0 is not kept; of more lines than are kept only the strongest are judged.
			const held = weight === undefined ? truth === 0 : weight.low - 1e-9 <= truth && truth <= weight.high + 1e-9;
			total.held += held ? 1 : 0;
			total.of++;
			if (script.lines.includes(line)) {
				total.heldMatter += held ? 1 : 0;
				total.ofMatter++;
			}
		}
	}
	const share = (part: number, of: number) => (of === 0 ? '–' : ((100 * part) / of).toFixed(1));
	console.log(
		`| ${condition.name} | ${dependence} | ${lines} | ${share(total.top, seeds)} | ${share(total.pair, seeds)} | ${share(total.held, total.of)} | ${share(total.heldMatter, total.ofMatter)} | ${Math.round(total.calls / seeds)} |`,
	);
	const noisy = condition.flips > 0 || condition.jitter > 0;
	const holds = !noisy || (total.held / total.of >= 0.9 && total.heldMatter / total.ofMatter >= 0.9);
	return (total.top / seeds < 0.95 ? 1 : 0) + (holds ? 0 : 1);
}

function chosenLines(dependence: Dependence, lines: number, seed: number): readonly number[] {
	const random = seeded(7919 * seed + lines);
	const first = Math.floor(random() * lines);
	const second = (first + 1 + Math.floor(random() * (lines - 1))) % lines;
	return dependence === 'one' ? [first] : [first, second];
}
