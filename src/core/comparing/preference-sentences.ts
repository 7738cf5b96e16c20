import type { Slot } from './preference-words.ts';

const A =
	'(?:the\\s+)?(?:(?:answer|assistant|response|antwort|réponse|respuesta)\\s*["\'“‘(]?(?:a|1)["\'”’)]?|first\\s+(?:answer|response))';
const B =
	'(?:the\\s+)?(?:(?:answer|assistant|response|antwort|réponse|respuesta)\\s*["\'“‘(]?(?:b|2)["\'”’)]?|second\\s+(?:answer|response))';
const EITHER = `(?:(${A}|a)|(${B}|b))`;
const DEGREE =
	'(?:(?:much|clearly|slightly|somewhat|far|overall|marginally|significantly|the|also|therefore|deutlich|insgesamt|etwas|die|la)\\s+){0,3}';
/** What the word "better" says of the whole answer, and not of one side of it. */
const END =
	'(?:\\s+(?:overall|answer|response|one|antwort|insgesamt|of the two|than\\s+(?:the\\s+)?(?:answer\\s+|assistant\\s+|response\\s+)?(?:[ab12]|other)(?:\\s+(?:answer|one))?))*\\s*(?:,?\\s*(?:because|since|as|for|weil|da|parce|porque)\\b.*)?$';

const PATTERNS = [
	new RegExp(
		`(?:^|[,;:]\\s*|\\b(?:that|think|believe|conclude|overall|so|thus|therefore|hence|dass|daher|insgesamt)\\s+)${EITHER}\\s+(?:is|was|ist|war|est|es)\\s+${DEGREE}(?:better|best|superior|preferable|preferred|stronger|winner|besser|bessere|meilleure|mejor)${END}`,
		'iu',
	),
	new RegExp(
		`(?:^|[,;:]\\s*|\\b(?:that|overall|so|thus|therefore|hence|dass|insgesamt)\\s+)${EITHER}\\s+(?:wins|gewinnt|gagne|gana)${END}`,
		'iu',
	),
	new RegExp(
		`(?:^|[,;:]\\s*|\\b(?:so|thus|therefore|hence|overall)\\s+)(?:i|we|ich)\\s+(?:clearly\\s+|slightly\\s+)?(?:prefer|choose|pick|bevorzuge|wähle)\\s+${EITHER}(?:\\s+(?:over|to)\\s+\\S+(?:\\s+\\S)?)?\\s*$`,
		'iu',
	),
	new RegExp(
		`(?:the\\s+)?(?:better|best|winning|preferred|bessere|meilleure|mejor)\\s+(?:answer|response|one|antwort|réponse|respuesta)\\s+(?:overall\\s+)?(?:is|ist|est|es)\\s+${EITHER}\\s*$`,
		'iu',
	),
];

const TIE =
	/(?:^|[,;:]\s*|\b(?:overall|so|thus|therefore|hence|that)\s+)(?:it(?:'|’)?s (?:an? )?(?:tie|draw)|it is (?:an? )?(?:tie|draw)|(?:both|the two)(?: answers| responses)? are (?:about |roughly )?(?:equally good|equal|tied|of equal quality)|beide(?: antworten)? sind (?:gleich gut|gleichwertig)|les deux(?: réponses)? se valent|ambas(?: respuestas)? son iguales)\s*$/iu;

/** Words that make a statement less than one: negation, doubt, condition, somebody else's opinion. */
const DOUBT =
	/\b(?:not|n't|neither|nor|no|if|unless|would|could|might|may|perhaps|possibly|arguably|seems?|appears?|some|someone|claims?|says?|according|nicht|kein|wenn|falls|würde|könnte|vielleicht|si|pourrait|podría|quizás)\b|n[’']t\b|\?/iu;

/** Which answer sentences of running text call the better one. Doubtful sentences say nothing, and neither do those about one aspect. */
export function preferenceSentences(text: string): readonly Slot[] {
	const slots: Slot[] = [];
	for (const sentence of sentencesOf(text)) {
		if (DOUBT.test(sentence) || sentence.length > LONGEST) {
			continue;
		}
		const found = PATTERNS.map(pattern => pattern.exec(sentence)).find(match => match !== null);
		if (found !== undefined) {
			slots.push(found[1] === undefined ? 'second' : 'first');
		} else if (TIE.test(sentence)) {
			slots.push('tie');
		}
	}
	return slots;
}

/** A sentence that says who wins is short. */
const LONGEST = 300;

function sentencesOf(text: string): readonly string[] {
	return text
		.slice(0, 100_000)
		.replace(/[*_`~#>]+/gu, ' ')
		.split(/[.!。\n]+(?=\s|$)|\n/u)
		.map(sentence => sentence.replace(/\s+/gu, ' ').trim())
		.filter(sentence => sentence !== '');
}
