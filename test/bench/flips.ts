import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { ground } from '../../src/core/grounding/ground.ts';
import type { Grounding, GroundingUnit } from '../../src/core/grounding/grounding.ts';
import { changedNumbers } from '../../src/core/judging/probes/changed-number.ts';
import { negations } from '../../src/core/judging/probes/negation.ts';
import type { ProbeSource } from '../../src/core/judging/probes/probe.ts';
import { quantifiers } from '../../src/core/judging/probes/quantifier.ts';
import { swappedNames } from '../../src/core/judging/probes/swapped-name.ts';
import { wilson } from '../../src/core/statistics/proportion.ts';
import type { TextRange } from '../../src/core/text/range.ts';
import { records } from '../support/shared-data.ts';

/**
 * `npm run bench -- flips DIR`: answers that people wrote from passages (the attribution files in DIR), each with one thing changed in a claim that
 * stands: a number, a name, a negation, a quantifier, two names exchanged. How often grounding calls the changed claim contradicted, how often it marks the
 * changed words at all, and how often the risk of the answer rises. Then how often it calls a claim of the unchanged answers contradicted.
 */
function main(directory: string): void {
	const answers = SOURCES.flatMap(source => answersOf(join(directory, `attribution.${source}.jsonl.gz`)));
	const counts = new Map<string, Count>();
	let claims = 0;
	let accused = 0;
	for (const { question, units, answer } of answers) {
		const good = ground({ question, units, answer });
		claims += good.claims.filter(({ label }) => label !== 'no-claim').length;
		accused += good.claims.filter(({ label }) => label === 'contradicted').length;
		const source: ProbeSource = {
			reference: answer,
			context: units.map(({ text }) => text).join('\n'),
			question,
			others: [],
		};
		for (const [kind, changes] of Object.entries(KINDS)) {
			const count = counts.get(kind) ?? { n: 0, contradicted: 0, marked: 0, higher: 0 };
			counts.set(kind, count);
			for (const change of [...changes(source)].filter(({ start }) => isSupported(good, start)).slice(0, MOST)) {
				const fake = ground({ question, units, answer: change.answer });
				const place = { start: change.start, end: change.start + change.by.length };
				count.n++;
				count.contradicted += isContradicted(fake, place) ? 1 : 0;
				count.marked += marksNear(fake, place) > marksNear(good, place) || isContradicted(fake, place) ? 1 : 0;
				count.higher += fake.risk > good.risk ? 1 : 0;
			}
		}
	}
	console.log(
		`${answers.length} answers\n\nchanged            n  contradicted           marked                 higher risk`,
	);
	for (const [kind, { n, contradicted, marked, higher }] of counts) {
		console.log(
			kind.padEnd(14) + String(n).padStart(6),
			[contradicted, marked, higher].map(hits => share(hits, n)).join(' '),
		);
	}
	console.log(`\nunchanged: ${accused} of ${claims} claims called contradicted, ${share(accused, claims)}`);
}

const SOURCES = ['clapnq', 'quotesum', 'wice'];
/** Of each kind and answer. */
const MOST = 2;
/** Characters around a change in which a mark counts as one of it. */
const NEAR = 24;

interface Count {
	n: number;
	contradicted: number;
	marked: number;
	higher: number;
}

interface Change {
	readonly answer: string;
	readonly start: number;
	readonly by: string;
}

const KINDS: Readonly<Record<string, (source: ProbeSource) => Iterable<Change>>> = {
	number: source =>
		[...changedNumbers(source)].map(({ answer, replaced, by }) => ({ answer, start: replaced.start, by })),
	name: source => [...swappedNames(source)].map(({ answer, replaced, by }) => ({ answer, start: replaced.start, by })),
	negation: source => [...negations(source)].map(({ answer, replaced, by }) => ({ answer, start: replaced.start, by })),
	quantifier: source =>
		[...quantifiers(source)].flatMap(({ answer, replaced, by }) =>
			replaced === undefined ? [] : [{ answer, start: replaced.start, by: by ?? '' }],
		),
	'names exchanged': exchanged,
};

/** Two names of a sentence with a word that is no conjunction between them change places. */
function* exchanged({ reference }: ProbeSource): Iterable<Change> {
	for (const { index, 0: whole, groups } of reference.matchAll(TWO_NAMES)) {
		const { first, between, second } = groups as Record<string, string>;
		if (first !== second && !/^ (?:and|or|&) $/.test(between!)) {
			const by = second! + between! + first!;
			yield { answer: reference.slice(0, index) + by + reference.slice(index + whole.length), start: index, by };
		}
	}
}

const NAME = '\\p{Lu}\\p{Ll}+(?: \\p{Lu}\\p{Ll}+)*';
const TWO_NAMES = new RegExp(`(?<first>${NAME})(?<between>(?: \\p{Ll}+){1,6} )(?<second>${NAME})`, 'gu');

/** A claim that stood before: one that was marked whole already tells nothing. */
function isSupported({ claims }: Grounding, at: number): boolean {
	const claim = claims.find(({ start, end }) => start <= at && at < end);
	return claim?.label === 'supported' || (claim?.label === 'partial' && claim.score < 0.5);
}

function isContradicted({ claims }: Grounding, place: TextRange): boolean {
	return claims.some(({ conflicts = [] }) => conflicts.some(conflict => isNear(conflict, place)));
}

function marksNear({ unsupported }: Grounding, place: TextRange): number {
	return unsupported.filter(mark => isNear(mark, place)).length;
}

function isNear(mark: TextRange, { start, end }: TextRange): boolean {
	return mark.start < end + NEAR && mark.end > start - NEAR;
}

interface Answer {
	readonly question: string;
	readonly units: readonly GroundingUnit[];
	readonly answer: string;
}

function answersOf(file: string): readonly Answer[] {
	if (!existsSync(file)) {
		return [];
	}
	return records(gunzipSync(readFileSync(file)).toString('utf8')).map(record => ({
		question: String(record.question),
		units: record.context as readonly GroundingUnit[],
		answer: String(record.answer),
	}));
}

function share(hits: number, of: number): string {
	const found = wilson({ hits, of });
	const percent = (value: number) => (100 * value).toFixed(1);
	const words = found === undefined ? '–' : `${percent(hits / of)} % [${percent(found.low)}, ${percent(found.high)}]`;
	return words.padEnd(22);
}

main(process.argv[2] ?? '../shared/data/benchmarks');
