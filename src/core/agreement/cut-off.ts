import { bootstrap } from '../statistics/bootstrap.ts';
import { clusteredWilson, type Share } from '../statistics/proportion.ts';
import { seeded } from '../statistics/random.ts';
import { signTest } from '../statistics/sign-test.ts';

/** An answer with the judge's score, and whether people accept it. */
export interface LabelledScore {
	readonly cluster: string;
	/** 0–100 */
	readonly score: number;
	readonly accepted: boolean;
}

/** Which pass mark agrees best with people, and whether that is more than chance. */
export interface CutOff {
	readonly n: number;
	readonly accepted: number;
	/** The mark in use, and the share of answers on which it agrees with people. */
	readonly present: { readonly mark: number; readonly agrees: Share };
	/** Every mark above `above` and up to `upTo` agrees best: balanced between accepted and rejected. */
	readonly best: { readonly mark: number; readonly above: number; readonly upTo: number };
	/** 95 % of the best marks of resampled questions lie here; `undefined` for fewer than ten questions. */
	readonly interval: { readonly low: number; readonly high: number } | undefined;
	/** Agreement of marks chosen without the question that they are tried on. */
	readonly crossValidated: Share;
	/** Two-sided sign test over questions of that against the mark in use. */
	readonly p: number;
	/** `change` only where the cross-validated mark is better by more than chance. */
	readonly advice: 'keep' | 'change' | 'too-few';
}

/** Fewer answers, or fewer of one kind, tell nothing of a mark. */
const FEWEST = 20;
const FEWEST_OF_A_KIND = 5;

/**
 * Calibrates the pass mark: the mark with the best balanced agreement (mean of the shares of accepted answers at or above it and of
 * rejected ones below it; of equally good ones the range nearest the mark in use), checked by leaving out one question at a time. `undefined`
 * where people accepted all, or none.
 */
export function cutOffOf(items: readonly LabelledScore[], present: number): CutOff | undefined {
	const accepted = items.filter(item => item.accepted).length;
	if (accepted === 0 || accepted === items.length) {
		return undefined;
	}
	const clusters = [...grouped(items).values()];
	const best = bestMark(levelsOf(items), present);
	const agrees = (item: LabelledScore, mark: number) => item.score >= mark === item.accepted;
	const present1 = clusters.map(group => hitsOf(group, item => agrees(item, present)));
	const levels = levelsOf(items);
	const validated = clusters.map(group => {
		// Taken out and put back: to count all the others anew for each question would take time that grows with the square of them.
		count(levels, group, -1);
		const mark = bestMark(levels, present).mark;
		count(levels, group, 1);
		return hitsOf(group, item => agrees(item, mark));
	});
	const better = validated.map(({ hits, of }, i) => hits / of - present1[i]!.hits / present1[i]!.of);
	const p = signTest(better.filter(each => each > 0).length, better.filter(each => each < 0).length);
	const tooFew = items.length < FEWEST || Math.min(accepted, items.length - accepted) < FEWEST_OF_A_KIND;
	const gains = better.reduce((sum, each) => sum + each, 0) > 0;
	return {
		n: items.length,
		accepted,
		present: { mark: present, agrees: clusteredWilson(present1)! },
		best,
		interval: clusters.length < 10 ? undefined : markInterval(clusters, present),
		crossValidated: clusteredWilson(validated)!,
		p,
		advice: tooFew ? 'too-few' : gains && p < 0.05 ? 'change' : 'keep',
	};
}

function markInterval(clusters: readonly (readonly LabelledScore[])[], present: number) {
	const statistic = (sample: readonly (readonly LabelledScore[])[]) => bestMark(levelsOf(sample.flat()), present).mark;
	const found = bootstrap(clusters, statistic, { random: seeded(20), resamples: 400 });
	return found && { low: found.low, high: found.high };
}

interface Mark {
	readonly mark: number;
	readonly above: number;
	readonly upTo: number;
}

/** A score with how many accepted and rejected answers have it. */
interface Level {
	readonly score: number;
	good: number;
	bad: number;
}

/** Ascending. */
function levelsOf(items: readonly LabelledScore[]): readonly Level[] {
	const scores = [...new Set(items.map(({ score }) => score))].sort((a, b) => a - b);
	const levels = scores.map(score => ({ score, good: 0, bad: 0 }));
	count(levels, items, 1);
	return levels;
}

/** Counts items in, or out again. All their scores are levels. */
function count(levels: readonly Level[], items: readonly LabelledScore[], times: 1 | -1): void {
	for (const { score, accepted } of items) {
		levels[levelAt(levels, score)]![accepted ? 'good' : 'bad'] += times;
	}
}

function levelAt(levels: readonly Level[], score: number): number {
	let [low, high] = [0, levels.length - 1];
	while (low < high) {
		const middle = (low + high) >> 1;
		if (levels[middle]!.score < score) {
			low = middle + 1;
		} else {
			high = middle;
		}
	}
	return low;
}

/** One pass over the scores: every mark between two neighbours cuts alike. */
function bestMark(levels: readonly Level[], present: number): Mark {
	const all = { good: 0, bad: 0 };
	for (const { good, bad } of levels) {
		all.good += good;
		all.bad += bad;
	}
	const below = { good: 0, bad: 0 };
	let above = 0;
	let best: Mark | undefined;
	let [highest, nearest] = [0, 0];
	const tried = (upTo: number) => {
		const good = all.good === 0 ? 0.5 : (all.good - below.good) / all.good;
		const bad = all.bad === 0 ? 0.5 : below.bad / all.bad;
		const value = (good + bad) / 2;
		const mark = present > above && present <= upTo ? present : (above + upTo) / 2;
		const distance = Math.abs(mark - present);
		if (best === undefined || value > highest + 1e-12 || (value > highest - 1e-12 && distance < nearest)) {
			[best, highest, nearest] = [{ mark, above, upTo }, value, distance];
		}
	};
	for (const { score, good, bad } of levels) {
		if (good + bad > 0) {
			tried(score);
			below.good += good;
			below.bad += bad;
			above = score;
		}
	}
	// Behind the highest score no mark can be reached at all.
	if (best === undefined || above < 100) {
		tried(100);
	}
	return best!;
}

function grouped(items: readonly LabelledScore[]): ReadonlyMap<string, readonly LabelledScore[]> {
	const groups = new Map<string, LabelledScore[]>();
	for (const item of items) {
		const group = groups.get(item.cluster);
		if (group === undefined) {
			groups.set(item.cluster, [item]);
		} else {
			group.push(item);
		}
	}
	return groups;
}

function hitsOf(items: readonly LabelledScore[], hit: (item: LabelledScore) => boolean) {
	return { hits: items.filter(hit).length, of: items.length };
}
