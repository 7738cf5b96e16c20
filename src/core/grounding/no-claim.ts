/**
 * True for a sentence that states nothing about the subject: greetings, thanks, preambles ("Here is a concise summary:"),
 * offers of help and sentences that say that the context does not answer. `sentence` may carry Markdown emphasis.
 */
export function isNoClaim(sentence: string): boolean {
	const plain = sentence
		.replace(/[*_`#>]/g, '')
		.trim()
		.replace(CONNECTIVE, '');
	return !/[\p{L}\p{N}]/u.test(plain) || NO_CLAIM.some(pattern => pattern.test(plain));
}

/** What only joins a sentence to the one before. */
const CONNECTIVE =
	/^(?:(?:however|therefore|thus|so|hence|but|and|additionally|overall|unfortunately|in conclusion|in summary|please note that|note that|note|it(?: is|['’]s) (?:important|worth) (?:to note|noting) that)[,:]?\s+)+/i;

/**
 * Stems of words that speak about the text and not about its subject. Where the context lacks them they count
 * neither as news nor as support.
 */
export const META_STEMS: ReadonlySet<string> = new Set(
	// biome-ignore format: a word list reads best as running text.
	['passag', 'context', 'text', 'articl', 'docu', 'document', 'provid', 'mention', 'given', 'giv', 'according', 'accord', 'bas', 'overall', 'summari', 'conclusion', 'conclud', 'inform', 'question', 'answer', 'sourc', 'author', 'specif', 'explicit', 'explicitli', 'additional', 'include', 'includ', 'follow', 'discuss', 'highlight', 'note', 'not', 'import', 'indicat', 'stat', 'stating', 'describ', 'descript', 'suggest', 'refer', 'excerpt', 'snippet', 'detail', 'however', 'exampl', 'instanc', 'addition', 'directli', 'direct', 'relat', 'relevant', 'key', 'main', 'various', 'sever', 'variou'],
);

const NO_CLAIM: readonly RegExp[] = [
	// Greetings and thanks.
	/^(?:hi|hello|hey|greetings|thanks|thank you|sure|certainly|absolutely|of course|no problem|great question|good question|you['’]re welcome|sorry|hallo|danke|gerne|bonjour|merci|hola|gracias)(?:[\s,]+(?:there|all|everyone|again|thing|you|so|very|much|for (?:your|the) (?:\w+ ){0,2}(?:question|message|interest)|for asking))*[!.,:\s]*$/i,
	// Preambles and what announces the answer.
	/^(?:(?:sure|certainly|absolutely|of course|okay|ok)[,!. ]+)?(?:based on [^,]{1,60}, )?(?:here(?: is|['’]s|['’]?re| are)|below (?:is|are)|the following (?:is|are)|hier (?:ist|sind)|voici|aquí (?:está|están))\b[^.]{0,160}:?$/i,
	/^(?:based on [^,]{1,60}, )?(?:the |my )?(?:final )?(?:answer|response)(?: to (?:the|this|your) (?:\w+ )?question)?(?: is| would be| could be)?(?: as follows)?:?$/i,
	/^(?:use|follow|these are|consider|take) the following\b[^.]{0,80}:$/i,
	/^i (?:would|will|can|could) (?:\w+ )?(?:answer|respond)\b/i,
	/^(?:in summary|in conclusion|to summarize|overall|in short|zusammenfassend|en résumé|en resumen)[,:]?$/i,
	// Questions state nothing.
	/[?？؟][\s"'”’»)]*$/,
	// Offers and general advice at the end.
	/\b(?:i hope (?:this|that)|hope this helps|let me know|feel free to|if you have (?:any )?(?:more|further|other|additional)? ?questions|happy to help|is there anything else)\b/i,
	/\b(?:if|always|should|may|might|best|recommended|advisable|necessary|important)\b[^.]{0,120}\b(?:consult|contact|seek|ask|speak|talk|check)\b[^.]{0,60}\b(?:professionals?|doctor|physician|lawyer|attorney|experts?|specialist|pharmacist|dentist|advis[oe]r|healthcare provider)\b/i,
	// The context does not say.
	/^(?:i (?:do not|don['’]t|cannot|can['’]t|am unable|am not able)|i['’]m (?:unable|not able|not sure|sorry)|unable to answer|(?:the|this|these|none of the) (?:\w+ )?(?:context|passages?|text|document|information|article)s? (?:\w+ ){0,2}(?:does|do|did) not (?:\w+ )?(?:say|mention|provide|contain|specify|state|include|answer|explain|give|address|discuss|offer))\b/i,
	/\b(?:there is no (?:information|mention)|no information (?:is|was) (?:given|provided|available)|not (?:mentioned|specified|stated|provided) in the (?:context|passages?|text|document|given|provided))\b/i,
	/\b(?:unable|not possible|impossible|difficult) to (?:\w+ )?(?:answer|provide|determine|give)\b[^.]{0,120}\b(?:passages?|context|information|text|documents?|question)\b|\bunable to answer\b/i,
	/^if the (?:\w+ )?(?:passages?|context|text|documents?) (?:do|does|did) not\b/i,
	/^(?:ich weiß (?:es )?nicht|der kontext (?:sagt|enthält|nennt)|le contexte ne|el contexto no)\b/i,
];
