import type { NearFinding, RepeatFinding } from './finding.ts';
import type { PassageProfile, UnitProfile } from './passage-profile.ts';

export interface GivenPassage {
	readonly profile: PassageProfile;
	/** The first unit of a table is its header, which goes along with every choice of rows. */
	readonly isTable: boolean;
}

/**
 * Finds passages that say what an earlier one says: word for word, in some lines, or nearly (methods S17, Q8 without compression: at
 * least 0.9 of the content words and 0.7 of the runs of three words are those of one earlier passage). What has a number, a name or a
 * negation that the earlier one lacks is another statement, however alike it looks. Only passages from `from` on are reported.
 */
export function findRepeats(passages: readonly GivenPassage[], from: number): readonly (RepeatFinding | NearFinding)[] {
	const findings: (RepeatFinding | NearFinding)[] = [];
	const first = new Map<string, number>();
	for (const [at, passage] of passages.entries()) {
		if (at >= from) {
			const found = repeatOf(at, passages, first) ?? nearRepeatOf(at, passages);
			if (found !== undefined) {
				findings.push(found);
			}
		}
		for (const { key } of passage.profile.units) {
			if (key !== '' && !first.has(key)) {
				first.set(key, at);
			}
		}
	}
	return findings;
}

/** Fewer tokens than this are not worth a word. */
const LEAST_TOKENS = 30;
const LEAST_WORDS = 12;
const MOST_COMPARED = 60;
const CONTAINED_TERMS = 0.9;
const CONTAINED_TRIPLES = 0.7;

function repeatOf(
	at: number,
	passages: readonly GivenPassage[],
	first: ReadonlyMap<string, number>,
): RepeatFinding | undefined {
	const { profile, isTable } = passages[at]!;
	const said = profile.units.flatMap((unit, i) => (unit.key === '' ? [] : [{ unit, i, of: first.get(unit.key) }]));
	const whole = said[0]?.of;
	if (whole !== undefined && said.every(one => one.of !== undefined)) {
		const earliest = said.map(one => one.of!);
		const sole = passages.findIndex((passage, i) => i < at && holdsAll(passage.profile, profile));
		const of = sole >= 0 ? sole : Math.min(...earliest);
		return {
			kind: 'repeated',
			whole: true,
			passage: at,
			of,
			units: profile.units.map((_, i) => i),
			tokens: profile.tokens,
		};
	}
	const lines = said.filter(({ unit, i, of }) => of !== undefined && isTelling(unit) && !(isTable && i === 0));
	const tokens = lines.reduce((sum, { unit }) => sum + unit.tokens, 0);
	return tokens < LEAST_TOKENS
		? undefined
		: { kind: 'repeated', whole: false, passage: at, of: lines[0]!.of!, units: lines.map(({ i }) => i), tokens };
}

function holdsAll(earlier: PassageProfile, later: PassageProfile): boolean {
	const keys = new Set(earlier.units.map(unit => unit.key));
	return later.units.every(unit => unit.key === '' || keys.has(unit.key));
}

/** A heading, a brace, "Yes." may stand anywhere. */
function isTelling({ key }: UnitProfile): boolean {
	return key.length >= 20 && (key.split(' ').length >= 4 || key.length >= 60);
}

function nearRepeatOf(at: number, passages: readonly GivenPassage[]): NearFinding | undefined {
	const { profile } = passages[at]!;
	const terms = profile.terms();
	if (terms.size < LEAST_WORDS || at > MOST_COMPARED) {
		return undefined;
	}
	const of = passages.findIndex(
		({ profile: earlier }, i) =>
			i < at &&
			share(terms, earlier.terms()) >= CONTAINED_TERMS &&
			share(profile.triples(), earlier.triples()) >= CONTAINED_TRIPLES &&
			share(profile.facts(), earlier.facts()) === 1 &&
			share(profile.names(), earlier.terms()) === 1,
	);
	const units = profile.units.map((_, i) => i);
	return of < 0 ? undefined : { kind: 'nearly-repeated', passage: at, of, units, tokens: profile.tokens };
}

/** Which share of the one set is in the other; 1 for an empty one. */
function share(of: ReadonlySet<string>, among: ReadonlySet<string>): number {
	let shared = 0;
	for (const one of of) {
		shared += among.has(one) ? 1 : 0;
	}
	return of.size === 0 ? 1 : shared / of.size;
}
