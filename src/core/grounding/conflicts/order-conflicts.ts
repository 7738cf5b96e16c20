import type { ValueConflict } from '../grounding.ts';
import type { JudgedWord } from '../statement.ts';
import type { Word } from '../words.ts';
import { type Mention, partsOf, type Relation, relationsOf } from './relations.ts';
import { hasBy, type ReadUnit, type Sentence } from './unit-words.ts';

/**
 * Two words of a claim that have changed places: "Bob sold it to Alice" · "Alice sold it to Bob", "cats are smaller than dogs". A linked unit
 * must have the same words between the two, but for articles; the passive is read as its active. Nothing is said
 * of relations that hold both ways ("met", "and"), or where any unit has the claim's own order.
 */
export function orderConflicts(
	words: readonly JudgedWord[],
	answer: string,
	units: readonly ReadUnit[],
): ValueConflict[] {
	const places = placesOf(words);
	const passive = hasBy(words);
	const mayBeTurned = units.some(({ sentences }) =>
		sentences.some(
			sentence => isTurned(places, sentence) || (passive !== sentence.hasBy && sharesTwo(places, sentence)),
		),
	);
	if (!mayBeTurned) {
		return [];
	}
	const near = units.flatMap(unit =>
		unit.sentences.filter(sentence => sharesTwo(places, sentence)).map(sentence => ({ id: unit.id, sentence })),
	);
	const claimed = relationsOf(partsOf(words, answer), (first, second) =>
		near.some(({ sentence }) => mayHaveTurned(sentence, { first, second, passive })),
	);
	if (claimed.length === 0) {
		return [];
	}
	const pairs = new Set(claimed.flatMap(({ agent: a, patient: b }) => [pairOf(a, b), pairOf(b, a)]));
	const stated = new Map<string, { readonly id: string; readonly relation: Relation }>();
	for (const { id, sentence } of near) {
		for (const relation of relationsOf(sentence.parts, (first, second) => pairs.has(pairOf(first, second)))) {
			const key = keyOf(relation.core, relation.agent, relation.patient);
			stated.set(key, stated.get(key) ?? { id, relation });
		}
	}
	const conflicts = new Map<number, ValueConflict>();
	for (const { core, agent, patient } of claimed) {
		const turned = stated.get(keyOf(core, patient, agent));
		if (turned !== undefined && !stated.has(keyOf(core, agent, patient))) {
			const { id, relation } = turned;
			for (const [mine, its] of [
				[agent, relation.agent],
				[patient, relation.patient],
			] as const) {
				conflicts.set(mine.start, {
					...{ start: mine.start, end: mine.end, unit: id },
					...{ unitStart: its.start, unitEnd: its.end },
				});
			}
		}
	}
	return [...conflicts.values()].sort((a, b) => a.start - b.start);
}

/** Where each content word of a claim stands first. */
function placesOf(words: readonly Word[]): ReadonlyMap<string, number> {
	const places = new Map<string, number>();
	for (let at = 0; at < words.length; at++) {
		const { form } = words[at]!;
		if (form.kind !== 'stop' && !places.has(form.term)) {
			places.set(form.term, at);
		}
	}
	return places;
}

/** True where a sentence has two words of the claim in another order. */
function isTurned(places: ReadonlyMap<string, number>, { words }: Sentence): boolean {
	const seen = new Set<string>();
	let furthest = -1;
	for (const { form } of words) {
		const place = places.get(form.term);
		if (place === undefined || seen.has(form.term)) {
			continue;
		}
		if (place < furthest) {
			return true;
		}
		seen.add(form.term);
		furthest = place;
	}
	return false;
}

/** True where a sentence has the two the other way round, or both of them and one text may have a passive. */
function mayHaveTurned(
	{ spans, hasBy }: Sentence,
	{ first, second, passive }: { readonly first: Mention; readonly second: Mention; readonly passive: boolean },
): boolean {
	const [a, b] = [spans.get(first.written), spans.get(second.written)];
	return a !== undefined && b !== undefined && (passive || hasBy || b.first < a.last);
}

function sharesTwo(places: ReadonlyMap<string, number>, { words }: Sentence): boolean {
	return words.filter(({ form }) => places.has(form.term)).length > 1;
}

function keyOf(core: string, agent: Mention, patient: Mention): string {
	return `${agent.written}\t${core}\t${patient.written}`;
}

function pairOf(first: Mention, second: Mention): string {
	return `${first.written}\t${second.written}`;
}
