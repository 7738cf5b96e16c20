import { type Word, wordsOf } from '../grounding/words.ts';
import { isAbstention } from '../judging/abstention.ts';
import { changedNumbers } from '../judging/probes/changed-number.ts';
import { swappedNames } from '../judging/probes/swapped-name.ts';
import type { TextRange } from '../text/range.ts';
import type { Counterfactual, InfluenceTarget } from './influence.ts';
import type { InfluenceSource } from './plan-influence.ts';

/** A value of a used line that another one takes the place of, wherever it stands in the context. */
export interface ChangedValue {
	/** The line through which the claim got the value. */
	readonly unit: string;
	readonly claim: TextRange;
	readonly from: string;
	readonly to: string;
	/** Unit id → its text with the other value, for every unit that held it. */
	readonly texts: ReadonlyMap<string, string>;
}

export interface ChangeMaterial {
	readonly answer: string;
	readonly question: string;
	readonly sources: readonly InfluenceSource[];
	readonly most: number;
}

/**
 * Values to change (methods S16, step 3): for each claim with used lines the first number, else the first name, that claim and line
 * share and the question does not give away. Numbers become one that the context lacks, names another name of the context.
 */
export function changedValues(targets: readonly InfluenceTarget[], material: ChangeMaterial): readonly ChangedValue[] {
	const { answer, question, sources, most } = material;
	const byId = new Map(sources.map(source => [source.id, source.text]));
	const context = sources.map(({ text }) => text).join('\n');
	const done = new Set<string>();
	const found: ChangedValue[] = [];
	for (const target of targets) {
		if (found.length >= most || target.kind !== 'claim') {
			continue;
		}
		const { start, end, top } = target;
		const reference = answer.slice(start, end);
		const given = { reference, context: `${context}\n${question}`, others: [] };
		for (const { replaced, by } of [...changedNumbers(given), ...swappedNames(given)]) {
			const from = reference.slice(replaced.start, replaced.end);
			const unit = top.find(id => holds(byId.get(id) ?? '', from));
			if (unit !== undefined && !done.has(from) && !holds(question, from) && !question.includes(by)) {
				done.add(from);
				found.push({ unit, claim: { start, end }, from, to: by, texts: replacedIn(sources, from, by) });
				break;
			}
		}
	}
	return found;
}

/** What a reply to the changed context means: the label of methods S16. */
export function saidOf({ from, to }: Pick<ChangedValue, 'from' | 'to'>, reply: string): Counterfactual['said'] {
	if (isAbstention(reply)) {
		return 'abstains';
	}
	const words = wordsOf(reply);
	const [old, changed] = [says(words, from), says(words, to)];
	return changed && !old ? 'follows' : old && !changed ? 'sticks' : 'other';
}

function says(words: readonly Word[], value: string): boolean {
	const wanted = wordsOf(value).map(word => word.form.term);
	return (
		wanted.length > 0 && words.some((_, at) => wanted.every((term, offset) => words[at + offset]?.form.term === term))
	);
}

function replacedIn(sources: readonly InfluenceSource[], from: string, to: string): ReadonlyMap<string, string> {
	return new Map(
		sources.flatMap(({ id, text }): [string, string][] => {
			let changed = '';
			let at = 0;
			for (const { start, end } of placesOf(from, text)) {
				changed += text.slice(at, start) + to;
				at = end;
			}
			return at === 0 ? [] : [[id, changed + text.slice(at)]];
		}),
	);
}

function holds(text: string, value: string): boolean {
	return placesOf(value, text).length > 0;
}

/** Where a value stands: a name as it is written, a number in any form ("1,200" for 1200, "ten" for 10), neither inside a longer one. */
function placesOf(value: string, text: string): readonly TextRange[] {
	const [number, ...more] = wordsOf(value);
	if (number?.form.kind === 'number' && more.length === 0) {
		return wordsOf(text).filter(({ form }) => form.kind === 'number' && form.term === number.form.term);
	}
	const escaped = value.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
	const whole = new RegExp(`(?<![\\p{L}\\p{N}]|\\p{N}[.,])${escaped}(?![\\p{L}\\p{N}]|[.,]\\p{N})`, 'gu');
	return [...text.matchAll(whole)].map(({ 0: found, index }) => ({ start: index, end: index + found.length }));
}
