import type { Claim } from '../../core/grounding/grounding.ts';
import type { TextRange } from '../../core/text/range.ts';
import type { UnitPlace } from './unit-places.ts';

/** What the context says in place of a value that an answer gives. */
export interface ContextValue {
	/** Unit id, and offsets in its text. */
	readonly unit: string;
	readonly range: TextRange;
	/** "25 MB" */
	readonly text: string;
	/** "100 MB", and where it stands in the answer. */
	readonly answer: string;
	readonly answerRange: TextRange;
}

/**
 * The number that the context has where a contradicted claim has another: the one number of the claim's strongest line
 * that the answer does not mention, measured in the same word if there is one. `undefined` where that is not plain.
 */
export function contextValue(
	answer: string,
	claim: Claim,
	units: ReadonlyMap<string, UnitPlace>,
): ContextValue | undefined {
	if (claim.label !== 'contradicted') {
		return undefined;
	}
	const mentioned = new Set(numbersIn(answer).map(({ digits }) => digits));
	for (const said of numbersIn(answer).filter(number => isUnsupported(claim, number.range))) {
		for (const link of [...claim.links].sort((a, b) => b.weight - a.weight)) {
			const text = units.get(link.unit)?.text ?? '';
			const others = numbersIn(text).filter(({ digits }) => !mentioned.has(digits));
			const alike = others.filter(({ measure }) => measure !== undefined && measure === said.measure);
			const [only, ...more] = alike.length > 0 ? alike : others;
			if (only !== undefined && more.length === 0) {
				return { unit: link.unit, range: only.range, text: only.text, answer: said.text, answerRange: said.range };
			}
		}
	}
	return undefined;
}

interface FoundNumber {
	readonly digits: string;
	readonly measure: string | undefined;
	readonly text: string;
	readonly range: TextRange;
}

/** A number with what it counts: "25 MB", "30 %", "$4". */
const NUMBER = /([$€£])?(\d+(?:[.,]\d+)*)(?:[ \u00a0]?(%|\p{L}+))?/gu;

function numbersIn(text: string): readonly FoundNumber[] {
	return [...text.matchAll(NUMBER)].map(match => {
		const digits = match[2]!.replaceAll(',', '');
		const range = { start: match.index, end: match.index + match[0].length };
		return { digits, measure: (match[1] ?? match[3])?.toLowerCase(), text: match[0], range };
	});
}

function isUnsupported(claim: Claim, number: TextRange): boolean {
	const inClaim = number.start >= claim.start && number.end <= claim.end + 1;
	const marked = claim.unsupported.length === 0 ? [claim] : claim.unsupported;
	return inClaim && marked.some(range => range.start < number.end && number.start < range.end);
}
