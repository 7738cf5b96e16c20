/**
 * True for a sentence that states nothing about the subject: greetings, thanks, preambles ("Here is a concise summary:"),
 * offers of help and sentences that say that the context does not answer. `sentence` may carry Markdown emphasis.
 */
export function isNoClaim(sentence: string): boolean {
	const plain = sentence.replace(/[*_`#>]/g, '').trim();
	return !/[\p{L}\p{N}]/u.test(plain) || NO_CLAIM.some(pattern => pattern.test(plain));
}

/**
 * Stems of words that speak about the text and not about its subject. Where the context lacks them they count
 * neither as news nor as support.
 */
export const META_STEMS: ReadonlySet<string> = new Set(
	// biome-ignore format: a word list reads best as running text.
	['passag', 'context', 'text', 'articl', 'docu', 'document', 'provid', 'mention', 'given', 'giv', 'according', 'accord', 'bas', 'overall', 'summari', 'conclusion', 'conclud', 'inform', 'question', 'answer', 'sourc', 'author', 'specif', 'explicit', 'explicitli', 'additional', 'include', 'includ', 'follow', 'discuss', 'highlight', 'note', 'not', 'import', 'indicat', 'stat', 'stating', 'describ', 'descript', 'suggest', 'refer', 'excerpt', 'snippet', 'detail', 'however', 'exampl', 'instanc', 'addition', 'directli', 'direct', 'relat', 'relevant', 'key', 'main', 'various', 'sever', 'variou'],
);

const NO_CLAIM: readonly RegExp[] = [
	/^(?:hi|hello|hey|dear|greetings|thanks|thank you|sure|certainly|absolutely|of course|no problem|great question|good question|you're welcome|sorry|hallo|danke|gerne|bonjour|merci|hola|gracias)\b[^.]{0,60}[!.,:]?$/i,
	/^(?:sure|certainly|absolutely|of course|okay|ok)?[,!. ]*(?:here(?: is|'s|’s| are)|below (?:is|are)|the following (?:is|are)|hier (?:ist|sind)|voici|aquí (?:está|están))\b[^.]{0,160}:?$/i,
	/^(?:in summary|in conclusion|to summarize|overall|in short|zusammenfassend|en résumé|en resumen)[,:]?$/i,
	/\b(?:i hope (?:this|that)|hope this helps|let me know|feel free to|if you have (?:any )?(?:more|further|other|additional)? ?questions|happy to help|is there anything else)\b/i,
	/^(?:i (?:do not|don['’]t|cannot|can['’]t|am unable|am not able)|i['’]m (?:unable|not able|not sure|sorry)|unable to answer|(?:the|this|these|none of the) (?:\w+ )?(?:context|passages?|text|document|information|article)s? (?:\w+ )?(?:does|do|did) not (?:\w+ )?(?:say|mention|provide|contain|specify|state|include|answer|explain|give|address|discuss|offer))\b/i,
	/\b(?:there is no (?:information|mention)|no information (?:is|was) (?:given|provided|available)|not (?:mentioned|specified|stated|provided) in the (?:context|passages?|text|document|given|provided))\b/i,
	/^(?:ich weiß (?:es )?nicht|der kontext (?:sagt|enthält|nennt)|le contexte ne|el contexto no)\b/i,
];
