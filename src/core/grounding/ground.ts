import { type AnswerReading, type GroundingQuery, type ReadStatement, readAnswer } from './answer-reading.ts';
import { misplacedValues } from './conflicts/misplaced-values.ts';
import { nameConflicts } from './conflicts/name-conflicts.ts';
import { turnedRound } from './conflicts/turned-round.ts';
import type { ReadUnit, UnitWords } from './conflicts/unit-words.ts';
import { valueConflicts } from './conflicts/value-conflicts.ts';
import { type ContextIndex, indexContext } from './context-index.ts';
import type { Claim, ClaimLabel, Grounding, GroundingInput, Link, SentenceRisk, ValueConflict } from './grounding.ts';
import { linkRows } from './link-features.ts';
import { type LikelyUnit, likelyUnits, linkedUnits } from './link-model.ts';
import type { PickedUnit } from './links.ts';
import { type GroundingModel, SHIPPED_MODEL } from './model.ts';
import { type AnswerSignals, answerRisk, answerSignals, claimLogit, probability, type RiskModel } from './risk.ts';
import { rounded } from './rounded.ts';
import type { Statement } from './statement.ts';
import { contentFirst } from './structure.ts';
import type { Support } from './support.ts';
import type { UnitRanges } from './unit-ranges.ts';
import { mergedRanges, unsupportedWords } from './unsupported.ts';
import { wordRows } from './word-features.ts';
import { type WordMarks, wordMarks } from './word-model.ts';

/** {@link groundAnswer} for one answer to a context that nothing else is asked of. */
export function ground({ units, ...query }: GroundingInput, model = SHIPPED_MODEL): Grounding {
	return groundAnswer(indexContext(units), query, model);
}

/**
 * Says for every claim of an answer which units of the context it stands on, which of its words they lack, and how
 * likely it is that they do not support it. Computed from the words alone: it says what supports an answer, not what the
 * model looked at. Without any units every claim is unsupported; an answer without claims counts as faithful, but not as well supported.
 */
export function groundAnswer(index: ContextIndex, query: GroundingQuery, model = SHIPPED_MODEL): Grounding {
	const { answer } = query;
	const reading = readAnswer(index, query);
	const { ranges, units } = reading.readings;
	const measured = measure(index, { ...reading, answer }, model);
	const claims = measured.map(one => claimOf(one, { index, ranges, answer, units, model }));
	return {
		claims,
		sentences: sentencesOf(measured),
		unsupported: mergedRanges(claims.flatMap(claim => claim.unsupported)),
		weights: weightsOf(index, measured),
		used: usedUnits(index, measured),
		...overall(measured, model.risk),
	};
}

function measure(
	index: ContextIndex,
	{ statements, question, readings, answer }: AnswerReading & { readonly answer: string },
	model: GroundingModel,
): Measured[] {
	const claims = statements.filter(({ statement }) => statement.kind === 'claim');
	const rows = linkRows(index, {
		question,
		terms: readings.terms,
		claims: claims.map(({ statement, query, candidates }) => ({ words: statement.words, query, candidates })),
	});
	const likely = new Map(claims.map((claim, at) => [claim, likelyUnits(model.links, rows[at]!)]));
	return statements.map(read => {
		const { statement, candidates, support } = read;
		const units = likely.get(read) ?? [];
		const picked = standsSomewhere(statement, support)
			? contentFirst(index, candidates, linkedUnits(model.links, units))
			: [];
		const misplaced =
			picked.length === 0
				? []
				: [
						...misplacedValues(statement.words, { index, candidates, answer, units: readings.units }),
						...(support.cover < COVERED
							? []
							: turnedRound(statement.words, answer, readPicked(readings.units, picked))),
					];
		return { ...read, likely: units, picked, misplaced, logit: claimLogit(support, misplaced.length) };
	});
}

/** The words that the model doubts. A value of another line is a matter of its own and makes no other word doubtful. */
function marksOf(
	{ statement: { words }, candidates, support }: Measured,
	{ index, answer, model }: Reading,
): WordMarks {
	const rows = wordRows(index, { words, candidates, negation: support.negation, answer });
	return wordMarks(model.words, rows, { words, logit: claimLogit(support, 0) });
}

/** The signals that the answer's risk is computed from, for training; `undefined` where it states nothing. */
export function signalsOfAnswer(
	index: ContextIndex,
	query: GroundingQuery,
	model = SHIPPED_MODEL,
): AnswerSignals | undefined {
	const reading = readAnswer(index, query);
	return signalsOf(measure(index, { ...reading, answer: query.answer }, model));
}

interface Measured extends ReadStatement {
	readonly likely: readonly LikelyUnit[];
	readonly picked: readonly PickedUnit[];
	readonly misplaced: readonly ValueConflict[];
	readonly logit: number;
}

/** From this probability on a sentence is unsupported, from the lower one on a claim's new phrases are doubtful. */
const UNSUPPORTED = 0.5;
const DOUBTFUL = 0.3;
/** Below this cover a claim is not linked at all. */
const LEAST_COVER = 0.2;
/** From this cover on, one stretch of the context says what the claim says, but for single words. */
const COVERED = 0.6;
/** The same for a claim with more words that the context lacks: this share is said, and of this many other words this share in one stretch. */
const REST_SHARE = 0.4;
const REST_WORDS = 4;
const REST_COVERED = 0.75;
const NOTHING_MARKED: WordMarks = { whole: false, ranges: [] };
/** What a unit weighs that was not chosen, beside one that was with the same chance. */
const PASSED_OVER = 0.4;
/** The risk of what words alone cannot decide. */
const UNDECIDED = 0.5;
/** The risk of an answer that states nothing: not unfaithful, and no better supported than an answer that is. */
const NOTHING_STATED = 0.45;

interface Reading {
	readonly index: ContextIndex;
	readonly ranges: UnitRanges;
	readonly answer: string;
	readonly units: UnitWords;
	readonly model: GroundingModel;
}

function claimOf(measured: Measured, reading: Reading): Claim {
	const { index, ranges, answer } = reading;
	const { statement, picked, logit } = measured;
	const { start, end } = statement;
	if (statement.kind === 'no-claim') {
		return { start, end, label: 'no-claim', score: 0, links: [], unsupported: [] };
	}
	const terms = new Set(statement.words.map(word => word.form.term));
	const links = picked.map((unit): Link => {
		const { id } = index.units[unit.unit]!;
		return { unit: id, ...ranges.rangeOf(unit.unit, terms), weight: weightOf(measured, unit), kind: 'overlap' };
	});
	if (!isStated(measured)) {
		return { start, end, label: 'unverified', score: UNDECIDED, links, unsupported: [] };
	}
	const score = rounded(probability(logit));
	const conflicts = conflictsOf(measured, reading);
	const said = picked.length > 0 && saysTheRest(measured.support);
	const marks = said && areAllThatIsNew(conflicts, statement) ? NOTHING_MARKED : marksOf(measured, reading);
	const whole = marks.whole && !said;
	const words = mergedRanges([
		...marks.ranges,
		...unsupportedWords(statement.words, score >= DOUBTFUL ? 'phrases' : 'telling', answer),
		...conflicts.map(conflict => ({ start: conflict.start, end: conflict.end })),
	]);
	return {
		start,
		end,
		label: conflicts.length > 0 ? 'contradicted' : whole ? 'unsupported' : labelOf(measured, words.length),
		score,
		links,
		unsupported: whole && conflicts.length === 0 ? [{ start, end }] : words,
		...(conflicts.length === 0 ? {} : { conflicts }),
	};
}

/** True where a claim has a wrong value and nothing else that is new: then this value alone is to be marked. */
function areAllThatIsNew(conflicts: readonly ValueConflict[], { words }: Statement): boolean {
	const inConflict = (word: Statement['words'][number]) =>
		conflicts.some(({ start, end }) => start < word.end && word.start < end);
	return conflicts.length > 0 && words.every(word => word.standing !== 'novel' || inConflict(word));
}

/** True where the context says so much around the words it lacks that these words alone are to be marked. */
function saysTheRest({ cover, coverOfRest, rest }: Support): boolean {
	return cover >= COVERED || (cover >= REST_SHARE && rest >= REST_WORDS && coverOfRest >= REST_COVERED);
}

function labelOf({ picked, support, logit }: Measured, unsupportedCount: number): ClaimLabel {
	if (picked.length === 0) {
		return 'unsupported';
	}
	const doubtful = probability(logit) >= DOUBTFUL || unsupportedCount > 0 || support.negation !== 'alike';
	return doubtful ? 'partial' : 'supported';
}

/** Only a unit that says nearly all the rest of the claim can contradict its value. */
function conflictsOf(measured: Measured, { units, answer }: Reading): readonly ValueConflict[] {
	const { statement, picked, support, misplaced } = measured;
	if (support.coverWithoutNumbers < COVERED && !saysTheRest(support)) {
		return misplaced;
	}
	const read = readPicked(units, picked);
	const foreign = [...valueConflicts(statement.words, answer, read), ...nameConflicts(statement.words, answer, read)];
	return [...foreign, ...misplaced].sort((a, b) => a.start - b.start);
}

function readPicked(units: UnitWords, picked: readonly PickedUnit[]): readonly ReadUnit[] {
	return picked.map(({ unit }) => units.of(unit));
}

/**
 * The question alone links a claim only where it has no words of its own: "Yes", or a short answer in the question's
 * words. A claim whose own words are nearly all foreign to the context stands on nothing.
 */
function standsSomewhere({ words }: Statement, { count, cover }: Support): boolean {
	const own = words.filter(({ standing, echoes }) => standing !== 'stop' && standing !== 'meta' && !echoes);
	return own.length === 0 || (own.some(({ standing }) => standing === 'said') && (count === 0 || cover >= LEAST_COVER));
}

/** A claim with at least one word that could be supported: what words can say nothing about ("Yes.") is unverified. */
function isStated({ statement, support }: Measured): boolean {
	return statement.kind === 'claim' && support.count > 0;
}

/** A unit that fits best still weighs little where the claim is hardly covered. */
function weightOf({ support }: Measured, { share }: PickedUnit): number {
	return rounded(Math.min(1, share * (0.25 + 0.75 * support.cover)));
}

function weightsOf(index: ContextIndex, measured: readonly Measured[]): Record<string, number> {
	const weights = new Map<string, number>();
	for (const one of measured.filter(({ picked }) => picked.length > 0)) {
		const shares = new Map(one.picked.map(({ unit, share }) => [unit, share]));
		const top = one.likely[0]!.chance;
		for (const { unit, chance } of one.likely) {
			// What was passed over stays below all that was chosen.
			const share = shares.get(unit) ?? (chance / top) * PASSED_OVER;
			const { id } = index.units[unit]!;
			weights.set(id, Math.max(weights.get(id) ?? 0, weightOf(one, { unit, share })));
		}
	}
	return Object.fromEntries(weights);
}

function usedUnits(index: ContextIndex, measured: readonly Measured[]): string[] {
	const used = new Set(measured.flatMap(({ picked }) => picked.map(({ unit }) => unit)));
	return [...used].sort((a, b) => a - b).map(unit => index.units[unit]!.id);
}

function sentencesOf(measured: readonly Measured[]): SentenceRisk[] {
	const sentences: SentenceRisk[] = [];
	for (const [at, one] of measured.entries()) {
		const { start, end, sentence } = one.statement;
		const score = isStated(one) ? rounded(probability(one.logit)) : one.statement.kind === 'claim' ? UNDECIDED : 0;
		const last = sentences.at(-1);
		if (last !== undefined && measured[at - 1]?.statement.sentence === sentence) {
			const worse = Math.max(last.score, score);
			sentences[sentences.length - 1] = { start: last.start, end, score: worse, unsupported: worse >= UNSUPPORTED };
		} else {
			sentences.push({ start, end, score, unsupported: score >= UNSUPPORTED });
		}
	}
	return sentences;
}

function overall(measured: readonly Measured[], model: RiskModel): Pick<Grounding, 'risk' | 'label'> {
	const signals = signalsOf(measured);
	if (signals === undefined) {
		const claims = measured.some(({ statement }) => statement.kind === 'claim');
		return claims ? { risk: UNDECIDED, label: 'unfaithful' } : { risk: NOTHING_STATED, label: 'faithful' };
	}
	const risk = rounded(answerRisk(model, signals));
	return { risk, label: risk >= 0.5 ? 'unfaithful' : 'faithful' };
}

/** `undefined` where nothing is stated that words could speak against. */
function signalsOf(measured: readonly Measured[]): AnswerSignals | undefined {
	const stated = measured.filter(isStated);
	return stated.length === 0
		? undefined
		: answerSignals(
				stated.map(({ logit, support }) => ({ logit, count: support.count })),
				stated.flatMap(({ statement }) => statement.words),
				measured.flatMap(({ statement }) => statement.words),
			);
}
