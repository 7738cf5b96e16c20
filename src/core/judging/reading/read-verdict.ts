import type { Rubric } from '../../documents/rubric.ts';
import type { UnscoredReason } from '../../review/state.ts';
import { type RatingsPart, ratingsPart } from '../claims/ratings-part.ts';
import { passes, passMarkOf, scoreRatings } from '../score.ts';
import type { VerdictReading } from '../verdict.ts';
import { hearFreeText } from './free-text.ts';
import { findJson } from './json-values.ts';
import { replyText } from './reply-text.ts';
import type { Heard, Said } from './said.ts';
import { hearJson } from './structured.ts';
import { type Vocabulary, vocabularyOf } from './vocabulary.ts';

/**
 * Reads one reply of a judge by a rubric. Never guesses and never throws: a criterion that has no rating, or one that is not on the
 * scale, or two that differ, leaves the verdict unscored with a sentence that says so; what was read is kept.
 * JSON counts first, wherever it stands in the reply; what is outside it is read as text, completes it and must not contradict it.
 *
 * @param asked What the judge was asked for besides ratings: what it says of that is set apart first.
 */
export function readVerdict(
	reply: string,
	rubric: Rubric,
	asked: 'ratings' | 'ratings-and-claims' = 'ratings',
): VerdictReading {
	return readWith(vocabularyOf(rubric), reply, asked);
}

/** {@link readVerdict} for many replies by few rubrics: the words of each rubric are gathered once. */
export function verdictReader(): typeof readVerdict {
	const known = new WeakMap<Rubric, Vocabulary>();
	return (reply, rubric, asked = 'ratings') => {
		const vocabulary = known.get(rubric) ?? vocabularyOf(rubric);
		known.set(rubric, vocabulary);
		return readWith(vocabulary, reply, asked);
	};
}

function readWith(vocabulary: Vocabulary, reply: string, asked: 'ratings' | 'ratings-and-claims'): VerdictReading {
	const {
		text,
		values,
		outside: wordsOf,
	} = asked === 'ratings' ? wholeReply(replyText(reply)) : ratingsPart(replyText(reply));
	const parts: Heard[] = [];
	let outside = '';
	let from = 0;
	for (const { value, start, end, isTaken } of values) {
		const heard = hearJson(value, vocabulary);
		if (heard.said.length > 0 || isTaken) {
			parts.push(heard);
			outside += `${text.slice(from, Math.max(from, start))}\n`;
			from = Math.max(from, end);
		}
	}
	parts.push(hearFreeText(wordsOf(outside + text.slice(from)), vocabulary));
	return readingOf(vocabulary.rubric, parts);
}

function wholeReply(text: string): RatingsPart {
	return { text, values: findJson(text).map(found => ({ ...found, isTaken: false })), outside: words => words };
}

function readingOf(rubric: Rubric, parts: readonly Heard[]): VerdictReading {
	const said = parts.flatMap(part => part.said);
	const ratings: Record<string, string> = {};
	const problems: string[] = [];
	const reasons = new Set<UnscoredReason>();
	for (const { id, name } of rubric.criteria) {
		const finding = findingOn(id, name, { said, rubric });
		if (finding.level !== undefined) {
			ratings[id] = finding.level;
		} else {
			problems.push(finding.problem);
			reasons.add(finding.reason);
		}
	}
	const arithmetic = problems.length === 0 ? scoreRatings(rubric, ratings) : undefined;
	if (problems.length === 0 && arithmetic === undefined) {
		problems.push('The rubric has no weight above 0, so there is nothing to score.');
		reasons.add('unparsed');
	}
	return {
		state: arithmetic === undefined ? 'unscored' : 'scored',
		reason: (['contradicting', 'off-scale', 'unparsed'] as const).find(each => reasons.has(each)),
		ratings,
		reasons: mergedReasons(rubric, parts),
		evidence: mergedEvidence(rubric, parts),
		score: arithmetic?.score,
		cappedScore: arithmetic?.cappedScore,
		pass: arithmetic === undefined ? undefined : passes(rubric, arithmetic, passMarkOf(rubric)).pass,
		problems,
	};
}

type Finding =
	| { readonly level: string }
	| { readonly level?: undefined; readonly reason: UnscoredReason; readonly problem: string };

function findingOn(
	id: string,
	name: string,
	{ said, rubric }: { readonly said: readonly Said[]; readonly rubric: Rubric },
): Finding {
	const about = said.filter(each => each.criterion === id);
	const rated = about.filter(each => each.level !== undefined);
	const firm = rated.filter(each => each.manner === 'firm');
	const counted = firm.length > 0 ? firm : rated;
	const levels = [...new Set(counted.map(each => each.level!))];
	if (levels.length === 1) {
		return { level: levels[0]! };
	}
	if (levels.length > 1) {
		return { reason: 'contradicting', problem: `${name} is rated more than once and differently: ${listed(levels)}.` };
	}
	const words = about.map(each => each.words).find(each => each !== '');
	if (words !== undefined) {
		const scale = rubric.levels.map(each => each.name).join(', ');
		return { reason: 'off-scale', problem: `${name} is rated "${words}", which is no level of the scale (${scale}).` };
	}
	return { reason: 'unparsed', problem: `${name} has no rating in this reply.` };
}

function listed(words: readonly string[]): string {
	return words.map(word => `"${word}"`).join(' and ');
}

function mergedReasons(rubric: Rubric, parts: readonly Heard[]): Record<string, string> {
	return Object.fromEntries(
		rubric.criteria.flatMap(({ id }) => {
			const reason = parts.map(part => part.reasons.get(id)).find(each => each !== undefined);
			return reason === undefined ? [] : [[id, reason]];
		}),
	);
}

function mergedEvidence(rubric: Rubric, parts: readonly Heard[]): Record<string, readonly string[]> {
	return Object.fromEntries(
		rubric.criteria.flatMap(({ id }) => {
			const quotes = [...new Set(parts.flatMap(part => part.evidence.get(id) ?? []))];
			return quotes.length === 0 ? [] : [[id, quotes]];
		}),
	);
}
