/**
 * True for a sentence beside the matter: greetings, thanks, preambles ("Here is a concise summary:"), what says only where the
 * answer comes from, hedges without a statement, questions and restated questions, offers of help and general advice. `sentence` is plain:
 * no Markdown marks, no conjunction in front, straight apostrophes.
 */
export function isAside(sentence: string): boolean {
	return (
		ASIDES.some(pattern => pattern.test(sentence)) ||
		(!/\p{N}/u.test(sentence) && OFFERS.some(each => each.test(sentence)))
	);
}

/**
 * How many characters at the start of a sentence only say where it comes from, or how sure the speaker is: "Based on the passages
 * provided, ", "As far as I know, ". 0 where there are none, or nothing follows.
 */
export function leadIn(sentence: string): number {
	const length = LEAD_INS.reduce((longest, pattern) => Math.max(longest, pattern.exec(sentence)?.[0].length ?? 0), 0);
	return length < sentence.length ? length : 0;
}

const TEXT =
	'(?:contexts?|passages?|texts?|documents?|documentation|information|articles?|excerpts?|snippets?|sources?|materials?|paragraphs?)';
const SMALL =
	'(?:(?:the|this|these|those|your|all|both|my|of|in|from|by|information|details|content|evidence|facts|data|provided|given|available|contained|presented|found|stated|retrieved|supplied|above|following|relevant|reference|source|context|search) )*';
/** "based on the passages provided" */
const FROM_TEXT = `(?:based (?:\\w+ly )?(?:on|upon)|judging (?:from|by)|going by|according to|as per|per|from|in|as (?:\\w+ )?(?:in|by)) ${SMALL}${TEXT}(?: (?:provided|given|above|below|supplied|retrieved|available|you (?:have )?(?:provided|gave|shared)|i (?:have|was given)))?`;
const LINKS = '(?:(?:so|thus|therefore|however|but|and|well|okay|ok|overall)[,:]? )?';

const LEAD_INS: readonly RegExp[] = [
	new RegExp(`^${LINKS}${FROM_TEXT}, (?=.*[\\p{L}\\p{N}])`, 'iu'),
	/^(?:(?:well|so|okay|ok), )?(?:in my opinion,|to (?:the best of )?my knowledge,|as far as i (?:know|can tell|can see),|to answer your question,|it (?:seems|appears) that) /i,
	/^(?:laut|gemäß|nach|basierend auf|auf (?:der )?(?:grundlage|basis)(?: (?:von|des|der))?) (?:\p{L}+ ){0,3}(?:kontext|text|textstellen|dokumente?n?s?|quellen?|auszügen)\p{L}{0,2}, /iu,
	/^(?:selon|d'après|sur la base d[eu]s?) (?:\p{L}+ ){0,2}(?:contexte|textes?|documents?|passages?|extraits?|sources?)(?: \p{L}+)?, /iu,
	/^(?:según|de acuerdo con|con base en|secondo|in base a[il]?|de acordo com|com base n[oa]s?|segundo) (?:\p{L}+ ){0,2}(?:contexto|textos?|documentos?|pasajes?|contesto|testo|documento|passaggi|trechos?)(?: \p{L}+)?, /iu,
	/^(?:根据|根據|依据|依據|基于|按照)[^，,。：:]{0,20}(?:上下文|文本|资料|資料|文章|信息|段落|内容|文档)[^，,。：:]{0,6}[，,]\s*/u,
	/^(?:提供された|与えられた)?(?:文脈|文章|コンテキスト|資料|本文|テキスト|文書|情報)(?:によると|に基づくと|によれば|に基づき|に基づいて)、/u,
];

const ASIDES: readonly RegExp[] = [
	// Greetings and thanks.
	/^(?:hi|hello|hey|greetings|good (?:morning|afternoon|evening|day)|welcome|thanks|thank you|sure|certainly|absolutely|definitely|understood|got it|alright|okay|ok|of course|no problem|my pleasure|(?:that(?:'s| is) an? )?(?:great|good|excellent|interesting) question|you're welcome|sorry|apologies|i apologi[sz]e|cheers|best regards|kind regards|hallo|guten (?:tag|morgen|abend)|danke|gerne?|natürlich|selbstverständlich|gute frage|bonjour|bonsoir|salut|merci|bien sûr|hola|buen(?:os|as) \p{L}+|gracias|claro|por supuesto|ciao|salve|buongiorno|grazie|certo|olá|oi|obrigad[oa]|hoi|dank je(?: wel)?|bedankt|hej|tack|hei|takk|tak|привет|здравствуйте|спасибо|конечно|cześć|dzień dobry|dziękuję|merhaba|teşekkürler)(?:[\s,]+(?:there|all|everyone|again|thing|you|so|very|much|a lot|for (?:your|the|that|this) (?:\w+ ){0,2}(?:question|message|interest|patience|confusion|inconvenience)|for asking|for reaching out|zusammen|schön|vielen|beaucoup|muchas))*[!.,:\s]*$/iu,
	/^[¡!]?(?:hola|gracias|buen(?:os|as) \p{L}+|claro)[!.,\s]*$/iu,
	/^(?:你好|您好|谢谢|謝謝|当然|當然|好的|好问题|没问题|不客气|抱歉|对不起|こんにちは|こんばんは|はい|もちろんです?|ありがとう(?:ございます)?|どういたしまして|申し訳ありません|안녕하세요|감사합니다|물론입니다|네|مرحبا|مرحبًا|أهلا|أهلاً|شكرا|شكرًا|بالطبع|بالتأكيد|שלום|תודה|בטח|नमस्ते|धन्यवाद|ज़रूर|बिल्कुल|สวัสดี|ขอบคุณ|ได้เลย|แน่นอน)(?:您的提问|你的提问|ครับ|ค่ะ|คะ)?[!！.。，,、\s]*$/u,
	// Preambles and what announces the answer.
	/^(?:(?:sure|certainly|absolutely|of course|okay|ok)[,!. ]+)?(?:based on [^,]{1,60}, )?(?:here(?: is|'s|'?re| are)|below (?:is|are)|the following (?:is|are)|hier (?:ist|sind)|voici|aquí (?:está|están|tienes)|ecco|aqui (?:está|estão)|вот)\b[^.:：]{0,160}[:：.!]?$/iu,
	/^(?:以下是|下面是|这是|以下は|以下に)[^。：:]{0,40}(?:[：:。]|です[。:：]?|します[。:：]?)$/u,
	/^(?:based on [^,]{1,60}, )?(?:the |my )?(?:final )?(?:answer|response)(?: to (?:the|this|your) (?:\w+ )?question)?(?: is| would be| could be)?(?: as follows)?:?$/i,
	/^(?:use|follow|these are|consider|take) the following\b[^.]{0,80}:$/i,
	/^(?:(?:there are|it has|they have|these include|they include) )?(?:a (?:few|number of|variety of|couple of)|several|many|various|some|multiple|different) (?:\w+ ){0,3}(?:reasons|ways|factors|points|steps|things|examples|options|methods|benefits|advantages|disadvantages|aspects|types|tips)\b[^.,;]{0,60}:$/i,
	/^i (?:would|will|can|could) (?:\w+ )?(?:answer|respond)\b/i,
	/^(?:let me|let's|i'll|i will|allow me to|i can) (?:\w+ ){0,2}?(?:think|break|walk|go|look|start|explain|summari[sz]e|answer|see|begin|examine|analy[sz]e|clarify|check|try|help|provide|list|outline)\b[^:,;]{0,80}[:.!]?$/i,
	/^to (?:answer|address|summari[sz]e|recap|clarify|respond|conclude|sum up)\b[^,:;]{0,50}[,:.]?$/i,
	/^(?:in summary|in conclusion|to summari[sz]e|overall|in short|in brief|in a nutshell|zusammenfassend|kurz gesagt|en résumé|en resumen|in sintesi|em resumo|总之|总结|综上所述|要するに|まとめると)[,:：，、]?$/iu,
	// Where the answer comes from.
	new RegExp(`^(?:this is )?${FROM_TEXT}[.:,]?$`, 'i'),
	new RegExp(
		`^(?:this|all (?:of )?this|the above|(?:this|the|my|the above) (?:answer|response|summary|information|list|explanation)) (?:is|was|are|were) (?:\\w+ly )?(?:based|drawn|taken|derived|extracted|sourced) (?:\\w+ly )?(?:on|from|upon) ${SMALL}${TEXT}(?: (?:provided|given|above))?[.!]?$`,
		'i',
	),
	/^[([]?(?:sources?|references?|citations?|see|quellen?|sources?|fuentes?|fonti?|fontes?|出典|来源|参考)(?: (?:is|are))?[\s:：,]*(?:(?:the )?(?:context|passages?|documents?|texts?|chunks?|snippets?|lines?|sources?)\b[\s,;]*)?(?:(?:and|to|und|et|y|[\p{L}]?\d{1,4})[\s,;–-]*)*[)\]]?\.?$/iu,
	// What the speaker is, and hedges that state nothing.
	/^(?:disclaimer[:,]? )?(?:as|i am|i'm) (?:just |only )?an? (?:ai|artificial intelligence|(?:large )?language model|(?:virtual |ai )?assistant|chatbot)\b(?:[^,.;]{0,40}(?:, (?:so )?i\b[^;]{0,120}| and (?:i )?(?:cannot|can't|do not|don't)\b[^;]{0,120})?)[.!]?$/i,
	/^i (?:may|might|could) (?:well )?be (?:wrong|mistaken|incorrect)\b[^,;]{0,40}[.!]?$/i,
	/^(?:(?:it|this|that) (?:seems|is|appears|looks|sounds) (?:very |quite |highly |most )?(?:likely|unlikely|possible|probable|plausible|hard to say|difficult to say|right|correct|complicated)|perhaps|maybe|probably|possibly|(?:it|that) depends|that said|having said that|to be honest|hard to say|i (?:think|believe|guess|suppose) so|i hope so|vielleicht|wahrscheinlich|peut-être|quizás|tal vez|forse|talvez|也许|可能|おそらく|たぶん)[.!,。]*$/iu,
	// Questions and restated questions state nothing.
	/[?？؟][\s"'”’»)]*$/,
	/^(?:you(?: have)? (?:asked|want(?:ed)? to know|are asking|inquired)|you're asking|your question (?:is|was|asks|concerns)|the question (?:asks|was) |the question is (?:who|what|when|where|why|how|whether|which)|regarding your question|as for your question)\b[^:;]{0,200}$/i,
];

/** Only where no number stands in them: "call 555-1234" can be checked. */
const OFFERS: readonly RegExp[] = [
	/\b(?:i hope (?:this|that)|hope this helps|hope that helps|let me know|feel free to|if you have (?:any )?(?:more|further|other|additional)? ?questions|happy to help|glad to help|is there anything else)\b/i,
	/^if you (?:need|want|would like|have|'d like)\b.{0,100}\b(?:ask|let me know|happy to|glad to|help you|assist)\b/i,
	/^for (?:more|further|additional) (?:information|details?)\b[^.]{0,40},? (?:please )?(?:see|visit|refer|consult|check|contact)\b/i,
	/^please (?:consult|refer to|see|check|let|feel|ask|provide|share|clarify|specify|do not hesitate|don't hesitate)\b/i,
	/\b(?:if|always|should|may|might|best|recommended|advisable|necessary|important)\b[^.]{0,120}\b(?:consult|contact|seek|ask|speak|talk|check)\b[^.]{0,60}\b(?:professionals?|doctor|physician|lawyer|attorney|experts?|specialist|pharmacist|dentist|advis[oe]r|healthcare provider)\b/i,
	/^(?:ich hoffe,|sag(?:en sie)? (?:mir )?bescheid|wenn (?:du|sie) (?:\p{L}+ ){0,2}fragen ha|n'hésitez pas|j'espère que cela|si (?:tienes|tiene) (?:\p{L}+ )?preguntas|espero que esto|если у вас есть вопросы)/iu,
	/^(?:希望(?:这|以上)?[^。]{0,10}(?:有帮助|有所帮助)|如果(?:您|你)?(?:还)?有[^。]{0,10}(?:问题|疑问)|ご(?:不明|質問)[^。]{0,12}(?:ください|ございましたら)|お役に立て)/u,
];
