import type { IrrelevantFinding } from './finding.ts';
import type { PassageProfile, UnitProfile } from './passage-profile.ts';

export interface RelevanceQuery {
	/** Content words of the question. */
	readonly question: ReadonlyMap<string, number>;
	/** Content words of its references and recorded answers: a line that has some of them is relevant too. */
	readonly answers: ReadonlyMap<string, number>;
}

/**
 * Set on the open half of the attribution data (`npm run bench -- hygiene DIR`): of the lines reported there, less than 1 of 100 is among those
 * that an answer relies on.
 */
export const RELEVANCE_SETTINGS = {
	/** A section with at most this share of what the question asks about shares next to nothing with it. */
	cutOff: 0.15,
	/** A word that at most this share of the sections have leads from one section to another (but for short contexts: that two have). */
	bridgeShare: 0.25,
	/** So many words of the question have to be found in the context: else nothing can be told. */
	leastFound: 2,
	/** A stretch of fewer tokens is not worth a word. */
	leastTokens: 60,
} as const;

export type RelevanceSettings = Readonly<Record<keyof typeof RELEVANCE_SETTINGS, number>>;

/**
 * Finds sections that have nothing to do with a question, by their words (methods S17, without a model, and far more cautious than the
 * candidates that S17 asks one about): they have hardly anything of what the question, with its references and recorded answers, asks about
 * (the share of its words, rare ones counting more), and no rarer word of a section that has much of it, so that what
 * bridges two facts stays. Words that differ only in their ending count as shared. Passages below `from` are looked at and not reported.
 */
export function findIrrelevant(
	passages: readonly PassageProfile[],
	from: number,
	query: RelevanceQuery,
	settings: RelevanceSettings = RELEVANCE_SETTINGS,
): readonly IrrelevantFinding[] {
	const sections = passages.flatMap((passage, at) =>
		blocksOf(passage.units).map(units => sectionOf(passage, at, units)),
	);
	if (sections.length < 2 || sections.length > MOST_SECTIONS) {
		return [];
	}
	const relevant = relevantOf(sections, query, settings);
	return relevant === undefined
		? []
		: passages.flatMap((passage, at) => {
				const own = sections.filter(section => section.passage === at);
				return at < from ? [] : stretches(passage, own, { passage: at, relevant, settings });
			});
}

const MOST_SECTIONS = 2000;

interface Section {
	readonly passage: number;
	readonly units: readonly number[];
	readonly terms: ReadonlySet<string>;
}

function sectionOf({ units: all }: PassageProfile, passage: number, units: readonly number[]): Section {
	return { passage, units, terms: new Set(units.flatMap(unit => [...all[unit]!.terms().keys()].map(stemOf))) };
}

/** Terms are stems already; the first letters make "pretrained" and "pretraining" one. */
function stemOf(term: string): string {
	return term.startsWith('#') ? term : term.slice(0, STEM);
}

const STEM = 5;

/** `undefined` where the question and the context have too few words in common to tell anything. */
function relevantOf(
	sections: readonly Section[],
	{ question, answers }: RelevanceQuery,
	{ cutOff, bridgeShare, leastFound }: RelevanceSettings,
): ReadonlySet<Section> | undefined {
	const asked = new Set([...question.keys()].map(stemOf));
	const wanted = new Set([...asked, ...[...answers.keys()].map(stemOf)]);
	const found = [...asked].filter(term => sections.some(section => section.terms.has(term))).length;
	if (found < Math.min(leastFound, asked.size) || asked.size === 0) {
		return undefined;
	}
	const frequency = new Map<string, number>();
	for (const term of sections.flatMap(section => [...section.terms])) {
		frequency.set(term, (frequency.get(term) ?? 0) + 1);
	}
	const rarity = (term: string) => Math.log((1 + sections.length) / (1 + (frequency.get(term) ?? 0))) + 1;
	const shareOf = (section: Section, terms: ReadonlySet<string>) => {
		let [shared, all] = [0, 0];
		for (const term of terms) {
			all += rarity(term);
			shared += section.terms.has(term) ? rarity(term) : 0;
		}
		return all === 0 ? 0 : shared / all;
	};
	const shares = sections.map(section => Math.max(shareOf(section, asked), shareOf(section, wanted)));
	const direct = sections.filter((_, i) => shares[i]! > cutOff);
	const best = Math.max(...shares);
	const strong = sections.filter((_, i) => shares[i]! >= best / 2);
	const most = Math.max(2, bridgeShare * sections.length);
	const bridges = new Set(strong.flatMap(section => [...section.terms]).filter(term => frequency.get(term)! <= most));
	const bridged = sections.filter(section => [...section.terms].some(term => bridges.has(term)));
	return new Set([...direct, ...strong, ...bridged]);
}

function stretches(
	{ units }: PassageProfile,
	sections: readonly Section[],
	{
		passage,
		relevant,
		settings,
	}: { readonly passage: number; readonly relevant: ReadonlySet<Section>; readonly settings: RelevanceSettings },
): readonly IrrelevantFinding[] {
	const findings: IrrelevantFinding[] = [];
	let run: number[] = [];
	const close = (): void => {
		const tokens = run.reduce((sum, unit) => sum + units[unit]!.tokens, 0);
		if (tokens >= settings.leastTokens && run.some(unit => units[unit]!.terms().size > 0)) {
			findings.push({ kind: 'irrelevant', whole: run.length === units.length, passage, units: run, tokens });
		}
		run = [];
	};
	for (const section of sections) {
		if (relevant.has(section)) {
			close();
		} else {
			run.push(...section.units);
		}
	}
	close();
	return findings;
}

/** What belongs together: sections where there are headings, else paragraphs. A line alone says too little to be judged alone. */
function blocksOf(units: readonly UnitProfile[]): readonly (readonly number[])[] {
	const hasHeadings = units.some(isHeading);
	const blocks: number[][] = [[]];
	for (const [i, unit] of units.entries()) {
		const starts = hasHeadings ? isHeading(unit) : i > 0 && units[i - 1]!.key === '' && unit.key !== '';
		if (starts && blocks.at(-1)!.length > 0) {
			blocks.push([]);
		}
		blocks.at(-1)!.push(i);
	}
	return blocks;
}

function isHeading({ key }: UnitProfile): boolean {
	return /^#{1,6} /.test(key);
}
