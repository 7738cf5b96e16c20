import { type GeneratedProbe, type ProbeSource, wholeProbe } from './probe.ts';
import { contentWords } from './sentences-of.ts';

/** Says the question back as a statement, and nothing else. */
export function* parrots({ question, reference }: ProbeSource): Iterable<GeneratedProbe> {
	const asked = question
		.replace(/\s+/g, ' ')
		.replace(/[?？.!\s]+$/u, '')
		.trim();
	if (asked !== '') {
		const inside = /^\p{Lu}(?=\p{Ll}|\s)/u.test(asked) ? asked.charAt(0).toLowerCase() + asked.slice(1) : asked;
		yield wholeProbe('parrot', reference, `The question is ${inside}. That is exactly what this answer deals with.`);
	}
}

/** Lists the key words of the question and of the right answer, which is what a measure of shared words wants to see. */
export function* stuffings({ question, reference }: ProbeSource): Iterable<GeneratedProbe> {
	const words = [...new Set([...contentWords(question), ...[...contentWords(reference)].slice(0, MOST_WORDS)])];
	if (words.length >= FEWEST_WORDS) {
		yield wholeProbe('stuffing', reference, `${[...words].sort().join(', ')}.`);
	}
}

/** Claims not to know, although the good answer shows that one can. In German where the answer is German. */
export function* dontKnows({ reference }: ProbeSource): Iterable<GeneratedProbe> {
	const german = (reference.match(/\b(?:der|die|das|und|ist|nicht|ein|eine|mit|wird)\b/gi) ?? []).length >= 3;
	const said = german
		? ['Das weiß ich nicht.', 'Der Kontext sagt dazu nichts.']
		: ["I don't know.", 'The context does not say.'];
	for (const answer of said) {
		yield wholeProbe('dont-know', reference, answer);
	}
}

const MOST_WORDS = 12;
const FEWEST_WORDS = 3;
