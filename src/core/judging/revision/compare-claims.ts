import { splitClaims } from '../../grounding/claims.ts';
import { indexContext } from '../../grounding/context-index.ts';
import { groundAnswer } from '../../grounding/ground.ts';
import { WordScanner, wordsOf } from '../../grounding/words.ts';
import { saysTheSame } from '../../influence/equivalence.ts';
import type { TextRange } from '../../text/range.ts';

/** A claim of an answer (offsets in it), and what a revision makes of it. */
export interface ComparedClaim extends TextRange {
	/**
	 * `kept`: the revision says it too. `turned`: it says something else in its place, another value or the opposite. `dropped`: it says nothing
	 * of it.
	 */
	readonly fate: 'kept' | 'turned' | 'dropped';
}

/** What becomes of each claim of an answer, as far as the words tell. */
export function compareClaims(question: string, answer: string, revision: string): readonly ComparedClaim[] {
	const scanner = new WordScanner();
	const spans = splitClaims(revision).filter(({ kind }) => kind === 'claim');
	const units = spans.map(({ start, end }, i) => ({ id: `R${i + 1}`, text: revision.slice(start, end) }));
	const said = units.map(({ text }) => contentOf(text, scanner));
	const grounded = groundAnswer(indexContext(units), { question, answer }).claims;
	return grounded.flatMap(({ start, end, label }): ComparedClaim[] => {
		if (label === 'no-claim') {
			return [];
		}
		const claim = answer.slice(start, end);
		const denied = label === 'contradicted' || turnsRound(claim, units, scanner);
		if (!denied && saysTheSame(claim, revision)) {
			return [{ start, end, fate: 'kept' }];
		}
		const own = contentOf(claim, scanner);
		const shared = Math.max(0, ...said.map(terms => [...own].filter(term => terms.has(term)).length));
		const inPlace = own.size > 0 && shared >= IN_PLACE * own.size;
		return [{ start, end, fate: denied || inPlace ? 'turned' : 'dropped' }];
	});
}

/** A statement that has this share of a claim's words stands in its place. */
const IN_PLACE = 0.5;

/** True where the statement that says most of a claim denies what the claim states, or the other way round. */
function turnsRound(claim: string, units: readonly { readonly text: string }[], scanner: WordScanner): boolean {
	const own = contentOf(claim, scanner);
	let best = { shared: 0, negates: false };
	for (const { text } of units) {
		const shared = [...contentOf(text, scanner)].filter(term => own.has(term)).length;
		if (shared > best.shared) {
			best = { shared, negates: negates(text, scanner) };
		}
	}
	return best.shared >= SAME_STATEMENT * own.size && best.shared > 0 && best.negates !== negates(claim, scanner);
}

const SAME_STATEMENT = 0.75;

function contentOf(text: string, scanner: WordScanner): ReadonlySet<string> {
	return new Set(wordsOf(text, scanner).flatMap(({ form }) => (form.kind === 'stop' ? [] : [form.term])));
}

function negates(text: string, scanner: WordScanner): boolean {
	return wordsOf(text, scanner).some(({ form }) => form.negation);
}
