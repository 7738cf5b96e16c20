import { wordsOf } from '../grounding/words.ts';

/**
 * The parts of a question that each ask for something of their own, in order: what question marks end, and clauses joined by
 * "and" that start with a question word or an auxiliary ("At what pressure …, and how long …?"). A part without a
 * content word ("and why?") stays with the one before it. One part at least, `limit` at most: the last takes the rest.
 */
export function questionParts(question: string, limit = 4): readonly string[] {
	const parts: string[] = [];
	let start = 0;
	for (const joint of question.matchAll(JOINT)) {
		const end = joint.index + joint[0].length;
		if (parts.length < limit - 1 && asks(question.slice(start, joint.index)) && asks(question.slice(end))) {
			parts.push(question.slice(start, joint.index + (joint[1]?.length ?? 0)).trim());
			start = end;
		}
	}
	return [...parts, question.slice(start).trim()];
}

/** True for a piece that names what it asks about. Looks at its beginning only, so that long texts cost no more. */
function asks(piece: string): boolean {
	return wordsOf(piece.slice(0, 300)).some(({ form }) => form.kind !== 'stop');
}

/** Group 1: a question mark, which stays with the part that it ends. */
const JOINT =
	/([?？])\s*(?=\S)|(?:,\s*|\s+)(?:and|or|but|und|oder|et|ou|y|o|e|en)\s+(?:also\s+)?(?=(?:(?:at|in|on|by|for|from|to|with|of|under|since|until|bei|mit|von|seit|à|de|en|con)\s+)?(?:what|which|who|whom|whose|when|where|why|how|was|welche[rsmn]?|wer|wann|wo|warum|wie|quel(?:le)?s?|quand|pourquoi|comment|combien|qué|cuál(?:es)?|cuándo|dónde|cómo|cuánt[oa]s?)\s|(?:is|are|were|does|do|did|can|could|will|would|has|have)\s+(?:it|they|he|she|this|that|these|those|there|the|an?)\s)/giu;
