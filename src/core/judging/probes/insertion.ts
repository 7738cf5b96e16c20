import { type GeneratedProbe, type ProbeSource, probeBy } from './probe.ts';
import { contentWords, sentencesOf } from './sentences-of.ts';

/**
 * Adds one well-formed sentence that the context does not say: a sentence of the good answer to another question, most of whose content
 * words do not occur in this one's context, answer or question. Honest, because nothing is invented that might happen to be true of it.
 */
export function* insertions({ reference, context, question, others }: ProbeSource): Iterable<GeneratedProbe> {
	const known = contentWords(`${reference}\n${context}\n${question}`);
	const ends = sentencesOf(reference).map(({ end }) => end);
	const at = ends.length > 1 ? ends[Math.floor((ends.length - 1) / 2)]! : reference.trimEnd().length;
	for (const other of others) {
		for (const { text } of sentencesOf(other)) {
			const words = [...contentWords(text)];
			const foreign = words.filter(word => !known.has(word)).length;
			if (
				words.length >= FEWEST &&
				foreign / words.length >= MOSTLY &&
				/[.!?]$/.test(text) &&
				!STARTS_BACK.test(text)
			) {
				const gap = at > 0 && !/\s$/.test(reference.slice(0, at)) ? ' ' : '';
				const tail = at < reference.length && !/^\s/.test(reference.slice(at)) ? ' ' : '';
				yield probeBy('insertion', reference, { start: at, end: at }, `${gap}${text}${tail}`);
			}
		}
	}
}

const FEWEST = 4;
const MOSTLY = 0.6;
/** Sentences that lean on one before them make no sense elsewhere. */
const STARTS_BACK = /^(?:It|This|That|These|Those|They|He|She|But|And|Then|However|Es|Das|Dies|Sie|Er|Aber)\b/;
