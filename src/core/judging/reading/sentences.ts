import { ratingAtStart } from './rating-words.ts';
import type { Said } from './said.ts';
import type { Vocabulary } from './vocabulary.ts';
import { criterionNamed } from './vocabulary.ts';

/**
 * Ratings in running text: `I rate Relevance as Good and give Clarity an Excellent`. Only sentences with a verb of rating and
 * without a doubt or a negation count, and `Relevance is Good` only with the level written as the scale writes it.
 */
export function saidInSentence(line: string, vocabulary: Vocabulary): readonly Said[] {
	if (line.length > LONGEST_LINE) {
		return []; // No one states a rating in a line of that length.
	}
	const said: Said[] = [];
	for (const sentence of line.split(/(?<=[.!?。！？])\s+/u)) {
		if (!DOUBT.test(sentence)) {
			said.push(...inSentence(sentence, vocabulary));
		}
	}
	return said;
}

const LONGEST_LINE = 4000;
/** Words after which a level is not given: negated, wished for, or said by somebody else. */
export const DOUBT =
	/\b(?:not|n['’]t|never|cannot|neither|nor|hardly|could|might|may|if|unless|should|must|whether|instead|when|instructions?|asks?|asked|claims?|claimed|tells?|told|says?|said|wants?)\b/i;
const VERB =
	/\b(?:rat(?:e|es|ed|ing)|grad(?:e|es|ed|ing)|scor(?:e|es|ed|ing)|giv(?:e|es|en|ing)|gave|assign(?:s|ed)?|award(?:s|ed)?|receiv(?:e|es|ed)|earn(?:s|ed)?|deserv(?:e|es|ed)|mark(?:s|ed)?)\b/i;

function* inSentence(sentence: string, vocabulary: Vocabulary): Iterable<Said> {
	const rated = VERB.test(sentence);
	const link = rated
		? '(?:is|was|are|as|a|an|of|at|be|being|to|the|rating|score|rated|graded|scored|gets|receives|earns|deserves|with)'
		: '(?:is|as)';
	const forward = new RegExp(
		`(?<![\\p{L}\\p{N}])(${vocabulary.criterionPattern})(?![\\p{L}\\p{N}])["'”’\\u0001]{0,3}(?:\\s+${link}(?!\\p{L})){${rated ? 0 : 1},6}\\s+`,
		'giu',
	);
	for (const match of sentence.matchAll(forward)) {
		const criterion = criterionNamed(vocabulary, match[1]!);
		const rest = sentence.slice(match.index + match[0].length);
		const rating = ratingAtStart(rest, vocabulary);
		if (criterion === undefined || rating.kind !== 'level') {
			continue;
		}
		if (rated || vocabulary.rubric.levels.some(each => each.name === rating.words && /\p{Lu}/u.test(each.name))) {
			yield { criterion, level: rating.level, words: rating.words, manner: 'loose' };
		}
	}
	if (rated) {
		yield* backward(sentence, vocabulary);
	}
}

/** `a Good for Relevance`, `an Excellent rating on clarity`. */
function* backward(sentence: string, vocabulary: Vocabulary): Iterable<Said> {
	const pattern = new RegExp(
		`(?<![\\p{L}\\p{N}])(${vocabulary.levelPattern})["'”’\\u0001]{0,3}(?:\\s+(?:rating|score|grade|mark))?\\s+(?:for|on|in|to)\\s+(?:the\\s+)?["'“‘\\u0001]{0,3}(${vocabulary.criterionPattern})(?![\\p{L}\\p{N}])`,
		'giu',
	);
	for (const match of sentence.matchAll(pattern)) {
		const criterion = criterionNamed(vocabulary, match[2]!);
		const level = ratingAtStart(match[1]!, vocabulary);
		if (criterion !== undefined && level.kind === 'level') {
			yield { criterion, level: level.level, words: level.words, manner: 'loose' };
		}
	}
}
