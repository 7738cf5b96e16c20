/**
 * True for a clause that states only what the text does not tell, or that the speaker does not know: "the context does not
 * mention the year", "I don't know". `clause` is plain: no Markdown marks, no conjunction in front, straight apostrophes.
 */
export function isNotTold(clause: string): boolean {
	return NOT_TOLD.some(pattern => pattern.test(clause));
}

const TEXT =
	'(?:contexts?|passages?|texts?|documents?|documentation|information|articles?|excerpts?|snippets?|sources?|materials?|paragraphs?)';
const GIVEN =
	'(?: (?:\\w+ly )?(?:provided|given|above|below|supplied|available|itself|you (?:have )?(?:provided|gave|shared)))?';
const DETAILS = '(?:information|mention|details?|data|evidence|answer|indication|reference)';
const TELLS = `(?:say|tell|state|mention|provide|contain|specify|include|answer|explain|give|address|discuss|offer|indicate|describe|cover|reveal|list|name|clarify|elaborate|refer|disclose|define|report|(?:have|make) (?:\\w+ ){0,3}?${DETAILS})`;

const NOT_TOLD: readonly RegExp[] = [
	// The text does not say.
	new RegExp(
		`^(?:the|this|that|these|those|none of the|neither of the|any of the|your) (?:\\w+ ){0,2}?${TEXT}${GIVEN} (?:\\w+ly |also |itself )?(?:(?:does|do|did|would|could) not|(?:does|do|did)n't|cannot|fails? to|failed to|never) (?:\\w+ ){0,2}?${TELLS}\\b`,
		'i',
	),
	new RegExp(
		`^(?:the|this|that|these|those|none of the|neither of the) (?:\\w+ ){0,2}?${TEXT}${GIVEN} (?:(?:is|are) silent (?:on|about)|(?:has|have|contains?|gives?|makes?|provides?|offers?|includes?) no (?:\\w+ ){0,2}?${DETAILS}|lacks? (?:\\w+ ){0,2}?${DETAILS})\\b`,
		'i',
	),
	new RegExp(
		`^none of the (?:\\w+ ){0,2}?${TEXT}${GIVEN} (?:\\w+ly )?(?:says?|tells?|states?|mentions?|provides?|contains?|specif(?:y|ies)|includes?|answers?|explains?|gives?|addresse?s?|discuss(?:es)?)\\b`,
		'i',
	),
	new RegExp(
		`^there (?:is|was|are|were) (?:no|not (?:enough|any|sufficient)|insufficient) (?:\\w+ ){0,2}?(?:(?:information|mention)\\b|${DETAILS}\\b[^,;]{0,60}\\b(?:in|from) (?:the|this|these) (?:\\w+ ){0,2}?${TEXT}\\b)`,
		'i',
	),
	new RegExp(
		`^(?:no|not enough|insufficient) (?:\\w+ ){0,2}?${DETAILS} (?:is|was|are|were)(?: \\w+ly)? (?:given|provided|available|made|found|included|offered)\\b`,
		'i',
	),
	new RegExp(
		`\\bnot (?:\\w+ly )?(?:mentioned|specified|stated|provided|given|discussed|addressed|described|indicated|included|explained) (?:any\\w* )?(?:in|by|within) (?:the|this|these|any of the|your) (?:\\w+ ){0,2}?${TEXT}\\b`,
		'i',
	),
	/\bnot (?:mentioned|specified|stated|provided) in the (?:given|provided)\b/i,
	new RegExp(
		`^(?:it|this|that|what|who|when|where|why|how|whether)\\b[^,;]{0,80}\\b(?:un|not )clear (?:from|in) (?:the|this|these) (?:\\w+ ){0,2}?${TEXT}\\b`,
		'i',
	),
	new RegExp(
		`\\b(?:cannot|can't|could not|can not) be (?:\\w+ly )?(?:answered|determined|found|inferred|derived|established|deduced|concluded)\\b[^,;]{0,20}\\b(?:from|in|by|with|using|based on) (?:the|this|these) (?:\\w+ ){0,2}?${TEXT}\\b`,
		'i',
	),
	/^(?:the|this|your) (?:answer|question) (?:to (?:this|the|your) question )?(?:cannot|can't|could not|can not) be (?:\w+ly )?(?:answered|determined|found|inferred)\b/i,
	new RegExp(
		`\\b(?:unable|not possible|impossible|difficult) to (?:\\w+ )?(?:answer|provide|determine|give|say)\\b[^.]{0,120}\\b(?:${TEXT}|question)\\b|\\bunable to answer\\b`,
		'i',
	),
	new RegExp(`^if the (?:\\w+ )?${TEXT}${GIVEN} (?:(?:do|does|did) not|(?:do|does|did)n't)\\b`, 'i'),
	new RegExp(
		`^nor (?:does|do|did|is|are) (?:it|they|there|(?:the|this|these) (?:\\w+ ){0,2}?${TEXT})\\b (?:\\w+ ){0,2}?(?:${TELLS}|${DETAILS})\\b`,
		'i',
	),
	// Nobody knows, as a whole answer.
	/^(?:not (?:specified|mentioned|stated|given|provided|available|known|applicable|answerable)|unknown|unspecified|n\/a|(?:not|nowhere) (?:\w+ )?(?:in|found in|part of) (?:the|this) (?:\w+ )?(?:context|text|passages?|documents?)|(?:no|insufficient|not enough) (?:\w+ )?(?:information|data|context|answer)(?: (?:available|provided|given|found))?)[.!]*$/i,
	// I do not know.
	/^(?:i|we) (?:(?:really |also |simply )?(?:(?:do|can|could) not|don't|can't|cannot|couldn't) (?:\w+ly )?(?:know|answer|tell|say|determine|find|see|provide|give|locate|confirm|verify|identify|infer|help|assist|have (?:\w+ ){0,3}?(?:information|answer|details?|data|context|knowledge|access))|(?:am|are|was|were) (?:unable|not able) to)\b/i,
	/^(?:i'm|i am|we're|we are) (?:sorry|unable|not (?:able|(?:\w+ly )?(?:sure|certain))|unsure|uncertain)\b|^i (?:have no (?:idea|information|knowledge)|lack (?:the )?(?:information|knowledge|context)|found no (?:mention|information|answer))\b/i,
	// German
	/^(?:ich (?:weiß (?:es |das )?nicht|kann\b.{0,60}\bnicht (?:\p{L}+ )?(?:beantworten|sagen|bestimmen|finden)|bin (?:mir )?nicht sicher)|das weiß ich nicht)/iu,
	/^(?:(?:der|die|das|den|dem|diese[rsmn]?|im|aus de[mnr]|in de[mnr]) (?:\p{L}+ ){0,2}?(?:kontext|text|textstellen?|dokumente?n?|quellen?|artikel|auszüge?n?|auszug|unterlagen|abschnitte?n?)|darüber|dazu) (?:\p{L}+ )?(?:sag|enth|nenn|erwähn|gib|geb|beschr|liefer|mach|beantwort|geh|steh|find|wird|werd|lässt|ist|sind)\p{L}*\b[^,;]{0,80}(?<!\p{L})(?:nicht(?: (?:erwähnt|genannt|angegeben|enthalten|beschrieben|gesagt|hervor|beantwortet))?|nichts|keine?n? (?:\p{L}+ )?(?:angaben?|informationen?|antwort|auskunft|hinweise?)|keine?n?)(?!\p{L})/iu,
	// French, Spanish, Italian, Portuguese, Dutch
	/^(?:je ne (?:sais|peux|trouve|dispose)|je l'ignore|(?:le|ce|les|ces) (?:\p{L}+ )?(?:contexte|texte|document|passage|extrait|source|article)s?(?: \p{L}+)? (?:ne |n')\p{L}+(?: \p{L}+){0,2} (?:pas|aucune?|rien|nulle)|aucune (?:information|mention|réponse|donnée))/iu,
	/^(?:no lo sé|no sé|desconozco|no puedo (?:responder|contestar|determinar)|(?:el|este|los|estos) (?:\p{L}+ )?(?:contexto|texto|documento|pasaje|fragmento|artículo)s?(?: \p{L}+)? no (?:lo )?(?:menciona|dice|indica|especifica|contiene|incluye|proporciona|explica|da|ofrece|aclara)|no hay (?:suficiente )?(?:información|datos|mención))/iu,
	/^(?:non (?:lo )?so\b|non posso (?:rispondere|determinare)|(?:il|questo|i) (?:\p{L}+ )?(?:contesto|testo|documento|brano|passaggio|articolo)(?: \p{L}+)? non (?:menziona|dice|indica|specifica|contiene|include|fornisce|spiega)|non ci sono informazioni)/iu,
	/^(?:não (?:o )?sei|não posso (?:responder|determinar)|(?:o|este|os) (?:\p{L}+ )?(?:contexto|texto|documento|trecho|artigo)s?(?: \p{L}+)? não (?:menciona|diz|indica|especifica|contém|inclui|fornece|explica)|não há (?:\p{L}+ )?(?:informações|informação|dados))/iu,
	/^(?:(?:dat )?(?:ik )?weet (?:ik )?(?:het |dat )?niet|(?:de|deze|het|dit) (?:\p{L}+ )?(?:context|tekst|documenten?|document|bron(?:nen)?|passages?|artikel) (?:vermeld|noem|zeg|bevat|geef|beschrijf)\p{L}*\b[^,;]{0,40}\b(?:niet|geen|niets)\b)/iu,
	// Russian, Ukrainian, Polish, Turkish, Swedish, Danish, Norwegian
	/^(?:я )?(?:не знаю|не могу (?:ответить|сказать|определить)|не можу (?:відповісти|сказати))|^(?:в |у )?(?:\p{L}+ )?(?:контекст|текст|документ|отрыв|источник|стать|уривк|джерел)\p{L}*(?: \p{L}+){0,3} не (?:говор|упом|указ|содерж|сказ|сооб|уточн|да[её]т|згад|вказ|міст|зазнач)/iu,
	/^nie wiem|^(?:ten |w )?(?:podany\p{L}* )?(?:kontek|tekst|tekś|dokument|fragment|źród|artyku)\p{L}*(?: \p{L}+){0,3} nie (?:pod|mówi|wspom|zawier|określ|wymien)/iu,
	/^(?:bunu )?bilmiyorum|^(?:bağlam|metin|metn|belge|kayna)\p{L}*(?: \p{L}+){0,5} (?:belirt(?:il)?|bahse(?:t|dil)|söyle(?:n)?|içer|veril|yer al)m(?:iyor|ıyor|emiş|emekte|ez)/iu,
	/^(?:jag vet (?:det )?inte|det vet jag inte|jeg ve[dt] (?:det )?ikke|det ve[dt] jeg ikke|(?:kontexten|texten|konteksten|teksten|dokumentet|källan|kilden) (?:nämner|säger|anger|innehåller|nævner|siger|nevner|sier|oppgir|indeholder|inneholder)\b[^,;]{0,30}\b(?:inte|ikke|ingen|inget|intet)\b)/iu,
	// Chinese, Japanese, Korean
	/^(?:抱歉|对不起|對不起|很遗憾)?[，,]?(?:我)?(?:也)?不(?:知道|清楚|确定|確定)|^(?:抱歉|对不起|對不起)?[，,]?(?:我)?(?:无法|無法)(?:回答|确定|確定|得知|判断|判斷|从|從)/u,
	/^(?:根据)?(?:所|给定的?|提供的|该|这段|此)?(?:提供的)?(?:上下文|文中|文本|文章|资料|資料|材料|文档|文件|段落|原文|内容)(?:中|里|裡)?[^，,。；;]{0,8}(?:没有|沒有|并未|並未|未|没|沒)(?:明确|具体|有)?(?:提到|提及|说明|說明|提供|给出|給出|包含|涉及|记载|記載|指出|讨论|描述|关于|相关|回答)/u,
	/^(?:申し訳(?:ありません|ございません)が、?|すみませんが、?)?(?:私には)?(?:わかりません|分かりません|判りません|不明です|お答えできません|答えられません)/u,
	/^(?:提供された|与えられた|この)?(?:文脈|文章|コンテキスト|資料|本文|テキスト|文書|記事)(?:の中)?(?:に|には|では|で|は|から)[^。、]{0,40}(?:(?:記載|言及|記述|説明|情報)(?:が|は|も)?(?:ありません|ない|されていません|されていない|含まれていません)|(?:書かれて|述べられて|示されて|触れられて|含まれて)(?:いません|いない|おりません)|わかりません|分かりません)/u,
	/^(?:저는 )?(?:잘 )?(?:모르겠|모릅니다|알 수 없습니다)|^(?:제공된 |주어진 )?(?:문맥|맥락|본문|자료|문서|텍스트|지문)\S*(?: \S+){0,5} (?:언급|명시|설명|정보|내용)\S* ?(?:없|되어 있지 않|되지 않|하지 않|있지 않)/u,
	// Arabic, Hebrew, Hindi, Thai
	/^(?:أنا )?لا (?:أعرف|أعلم|أدري)|^(?:لا|لم) [يت]\p{L}+ (?:هذا )?(?:السياق|النص|المستند|الوثيقة|المقال)|^(?:السياق|النص|المستند|الوثيقة|المقال)(?: \p{L}+){0,2} (?:لا|لم) [يت]\p{L}+|^لا توجد (?:أي )?معلومات/u,
	/^(?:אני )?(?:לא (?:יודע|יודעת|יודעים|ידוע)|איני יודע)|^(?:ה?(?:טקסט|הקשר|מסמך|קטע))(?: \S+){0,2} (?:לא|אינו|אינה) (?:מזכיר|מציין|אומר|כולל|מכיל|מספק)/u,
	/^(?:मुझे )?(?:इसके बारे में )?(?:नहीं पता|पता नहीं|मालूम नहीं|नहीं मालूम)|^(?:दिए गए |इस )?(?:संदर्भ|पाठ|दस्तावेज़|दस्तावेज|लेख) में(?: \S+){0,6} (?:उल्लेख|जानकारी|बताया|लिखा)(?: \S+){0,3} नहीं/u,
	/^(?:ฉัน|ผม|ดิฉัน|เรา)?ไม่(?:ทราบ|รู้|แน่ใจ)|^(?:ใน)?(?:บริบท|ข้อความ|เอกสาร|บทความ)\S{0,20}ไม่(?:ได้)?(?:ระบุ|กล่าว|บอก|มีข้อมูล|พูดถึง)/u,
];
