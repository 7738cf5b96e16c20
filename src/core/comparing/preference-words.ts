/** A place of an answer in a request, or neither. */
export type Slot = 'first' | 'second' | 'tie';

const NOUN = '(?:answer|assistant|response|option|model|candidate|reply|antwort|réponse|reponse|respuesta|resposta)';
const BETTER =
	'(?:\\s+(?:is|was|wins?|ist|est|es)(?:\\s+(?:much|clearly|slightly|far|overall))?(?:\\s+(?:the\\s+)?(?:better|best|winner|besser|meilleure|mejor))?(?:\\s+(?:answer|response|one|overall))?)?';
const FIRST = new RegExp(
	`^(?:the\\s+)?(?:${NOUN}[\\s_#(-]*(?:a|1|one)\\)?|a|first(?:\\s+${NOUN})?|(?:die\\s+)?erste(?:\\s+${NOUN})?)${BETTER}$`,
	'iu',
);
const SECOND = new RegExp(
	`^(?:the\\s+)?(?:${NOUN}[\\s_#(-]*(?:b|2|two)\\)?|b|second(?:\\s+${NOUN})?|(?:die\\s+)?zweite(?:\\s+${NOUN})?)${BETTER}$`,
	'iu',
);
const TIE =
	/^(?:(?:it(?:'|’)?s |it is )?(?:an? )?(?:tie|tied|draw)|both(?: answers| responses)?(?: are)?(?: (?:equally good|equal|equally))?|equal(?:ly good)?|same|even|no (?:difference|preference)|neither is better|unentschieden|gleich gut|gleichwertig|beide gleich(?: gut)?|égalité|egalite|empate|pareggio|gelijkspel|引き分け|平局|ничья)$/iu;
/** `A > B`, `A>>B`, `A = B`: how arenas write it. */
const SIGNS = /^(?:answer |assistant )?([ab])\s*(>{1,2}|<{1,2}|=|==|≈|~)\s*(?:answer |assistant )?([ab])$/iu;

/** The place that a whole phrase names; `undefined` where it names none, or is more than a name. */
export function slotOf(phrase: string): Slot | undefined {
	const words = phrase
		.replace(/[*_`~]+/gu, '')
		.trim()
		.replace(/^["'“”„«‘’「([{<\s]+|["'“”»‘’」)\]}>\s.,!;:。]+$/gu, '')
		.replace(/^["'“”„«‘’([{<\s]+/gu, '')
		.replace(/\s+/gu, ' ')
		.slice(0, 200);
	const signs = SIGNS.exec(words);
	if (signs !== null) {
		return slotOfSigns(signs[1]!.toLowerCase(), signs[2]!, signs[3]!.toLowerCase());
	}
	return FIRST.test(words) ? 'first' : SECOND.test(words) ? 'second' : TIE.test(words) ? 'tie' : undefined;
}

function slotOfSigns(left: string, sign: string, right: string): Slot | undefined {
	if (left === right) {
		return undefined;
	}
	const better = sign.startsWith('>') ? left : sign.startsWith('<') ? right : undefined;
	return better === undefined ? 'tie' : better === 'a' ? 'first' : 'second';
}
