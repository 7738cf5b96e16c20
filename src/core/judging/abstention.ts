/**
 * Whether an answer says that it cannot answer: that the context does not tell, or that it does not know. The phrase must carry the
 * answer: nothing is stated before or after it but apologies, offers and what the context is about instead. An answer that
 * answers and adds `the context does not mention the year` does not abstain.
 */
export function isAbstention(answer: string): boolean {
	if (answer.length > 4 * LONGEST) {
		return false;
	}
	const text = answer.normalize('NFKC').replace(/[’`]/g, "'").replace(/\s+/g, ' ').trim().toLowerCase();
	if (text === '' || text.length > LONGEST) {
		return false;
	}
	const sentences = text.split(/(?<=[.!?;])\s+|(?<=[。！？；])/u).filter(each => /[\p{L}\p{N}]/u.test(each));
	const at = sentences.findIndex(abstains);
	if (at < 0) {
		return false;
	}
	if (sentences.slice(0, at).some(sentence => !isAside(sentence) && !/\bquestion\b/.test(sentence))) {
		return false; // It says something first.
	}
	const rest = sentences.filter((sentence, i) => i > at && !abstains(sentence) && !isAside(sentence));
	return rest.length === 0 && !answersAfterAll(sentences[at]!);
}

/** Longer answers say something. */
const LONGEST = 1200;

function abstains(sentence: string): boolean {
	return PHRASES.some(phrase => phrase.test(sentence));
}

/** `…, but it is 42`: the abstention is only the way in. */
function answersAfterAll(sentence: string): boolean {
	const after =
		/(?:,|;| –| —| -)\s*(?:but|yet|however|aber|jedoch|mais|cependant|pero|ma|mas|porém|maar)\s+(.+)$/u.exec(
			sentence,
		)?.[1];
	return after !== undefined && !abstains(after) && !isAside(after) && after.split(' ').length > 3;
}

/** Offers of help and remarks on the context itself add no claim. */
function isAside(sentence: string): boolean {
	return /\b(?:please|let me know|feel free|if you (?:can|could|have|provide|share)|would you like|i can help|could you|sorry|apolog|bitte|leider|entschuldig\w*|désolé|s'il vous plaît|n'hésitez|lo siento|por favor|mi dispiace|per favore|desculpe|helaas|(?:it|they|(?:the|this|these) (?:\w+ )?(?:context|text|passage|document|excerpt|source|article)s?) (?:\w+ )?(?:discuss|cover|mention|describ|talk|deal|focus|speak|concern)\w*)\b|请|抱歉|对不起|申し訳|すみません/u.test(
		sentence,
	);
}

const SOURCE_EN =
	'(?:the|this|that|these|those|any|your|given|provided|available|supplied)?\\s*(?:(?:given|provided|available|supplied|retrieved|above)\\s+)?(?:context|contexts|text|texts|passages?|documents?|excerpts?|information|sources?|materials?|snippets?|article|data|table)(?: (?:given|provided|above|i (?:have|was given)|available))?';
const NOT_TELL_EN =
	"(?:(?:does|do|did)(?: not|n't)|doesn't|don't|didn't|fails? to|never)\\s+(?:\\w+ly\\s+)?(?:say|tell|state|mention|contain|include|provide|specify|give|answer|address|cover|offer|reveal|indicate|describe|disclose|explain|discuss|have|list|name)";

const PHRASES: readonly RegExp[] = [
	// English
	new RegExp(`\\b${SOURCE_EN}\\s+${NOT_TELL_EN}`, 'u'),
	/\b(?:not|nowhere|n't|never)\s+(?:\w+ly\s+)?(?:be\s+)?(?:\w+\s+)?(?:stated|mentioned|given|found|specified|provided|contained|included|answered|covered|addressed|described|discussed|available|present|said|named|listed|in|determined|inferred|answerable)\b.{0,30}\b(?:context|text|passages?|documents?|excerpts?|information|sources?|materials?|snippets?|article|data)\b/u,
	/\bi (?:do not|don't|cannot|can't|can not|could not|couldn't|am unable to|am not able to|was unable to) (?:know|answer|tell|say|find|determine|provide|give|locate|see|have (?:enough|any|the|access|information|sufficient))\b/u,
	/\bwe (?:do not|don't|cannot|can't|can not|are unable to) (?:know|answer|tell|determine)\b/u,
	/^(?:i'm |i am |we are )?(?:not sure|unsure|uncertain)\b/u,
	/\b(?:there(?: is|'s| are| was)|has|have|holds?|contains?|provides?|gives?|gave|offers?|found|finds?|lacks?|with) (?:no|not enough|insufficient|too little|not any|sufficient|enough) (?:relevant |sufficient |specific |enough |further |such |direct )*(?:information|answer|mention|details?|data|evidence|context)\b/u,
	/^(?:sorry, )?(?:no|insufficient|not enough) (?:relevant |sufficient |specific |further |such )*(?:information|answer|mention|details?|data|evidence|context)\b(?: (?:about|on|regarding|for|in the|of|to answer|is (?:given|available|provided|found|mentioned|included)|was (?:given|found|provided)|available|provided|given|found)\b.*)?\.?$/u,
	/\b(?:cannot|can't|can not|could not) be (?:answered|determined|inferred|derived|found|said|known|established)\b/u,
	/^(?:the answer is )?(?:unknown|unanswerable|no answer|not (?:in|stated in|mentioned in|given in|found in|answerable|known|available|specified|stated|mentioned)\b.*|n\/a)\.?$/u,
	// German
	/\b(?:kontext|text|dokumente?|textstellen?|quellen?|auszüge?n?|unterlagen|angaben|informationen)\b.{0,60}\b(?:nicht|keine?n?|nichts|keinerlei)\b.{0,40}\b(?:erwähnt|genannt|enthalten|enthält|angegeben|hervor|beantwortet|beantworten|gesagt|sagt|nennt|angaben?|informationen?|antwort|auskunft|zu finden|zu entnehmen|steht|erwähnen|entnehmen)?/u,
	/\b(?:ich weiß (?:es |das )?nicht|weiß ich nicht|(?:kann|lässt sich|konnte)\b.{0,60}\bnicht (?:\w+ )?(?:beantwort\w+|sagen|finden|entnehmen|bestimm\w+|feststell\w+|ermitteln)|keine (?:antwort|angaben?|information(?:en)?|auskunft)\b|geht\b.{0,40}\bnicht hervor|nicht im (?:kontext|text)|steht nicht)/u,
	// French
	/\b(?:je ne sais pas|je l'ignore|je ne (?:peux|trouve|dispose)\b.{0,40}\bpas|(?:le|ce|les|ces) (?:contexte|texte|document|passage|extrait|source|information)s?\b.{0,40}\bne\b.{0,40}\b(?:pas|aucune?|rien)|n'est (?:pas|nulle part) (?:mentionnée?|précisée?|indiquée?|donnée?|dans)|aucune (?:information|réponse|mention|donnée)|impossible de (?:répondre|dire|savoir|déterminer))/u,
	// Spanish
	/\b(?:no lo sé|no sé(?!\p{L})|desconozco|no puedo (?:responder|contestar|determinar|saber|encontrar)|no (?:se|está|viene|aparece|figura)\b.{0,40}\b(?:menciona|indica|especifica|dice|contexto|texto|encuentra|mencionad[oa]|indicad[oa])|(?:el|este|los) (?:contexto|texto|documento|pasaje|fragmento)s?\b.{0,30}\bno\b|no hay (?:suficiente )?(?:información|respuesta|datos|mención)|no es posible (?:responder|determinar|saber)|sin información)/u,
	// Italian
	/\b(?:non (?:lo )?so\b|non posso (?:rispondere|dire|determinare)|non è (?:possibile|menzionat[oa]|indicat[oa]|specificat[oa]|presente|riportat[oa])|(?:il|questo|i) (?:contesto|testo|documento|brano|passaggio)\b.{0,30}\bnon\b|non (?:ci sono|c'è|vi sono)\b.{0,30}\b(?:informazion[ie]|risposta|dati)|nessuna (?:informazione|risposta))/u,
	// Portuguese
	/\b(?:não (?:o )?sei|não posso (?:responder|dizer|determinar)|não (?:é|está|foi)\b.{0,30}\b(?:mencionad[oa]|indicad[oa]|especificad[oa]|possível|informad[oa]|presente)|(?:o|este|os) (?:contexto|texto|documento|trecho)s?\b.{0,30}\bnão\b|não há.{0,30}\b(?:informaç(?:ão|ões)|resposta|dados|menção)|nenhuma (?:informação|resposta))/u,
	// Dutch
	/\b(?:ik weet (?:het|dat) niet|weet ik niet|kan\b.{0,40}\bniet (?:beantwoord\w*|zeggen|vinden|bepalen)|(?:de|deze|het) (?:context|tekst|document(?:en)?|bron(?:nen)?|passage)\b.{0,40}\b(?:niet|geen|niets)\b|(?:staat|wordt|is) niet (?:in|vermeld|genoemd|gegeven)|geen (?:informatie|antwoord|gegevens|vermelding))/u,
	// Chinese
	/(?:不知道|无法(?:回答|确定|得知|判断|从)|無法(?:回答|確定|得知|判斷|從)|(?:没有|未|沒有|并未|並未|没|不)(?:提及|提到|说明|說明|给出|給出|提供|包含|涉及|记载|記載|相关信息|找到)|(?:上下文|文中|文本|资料|資料|材料)(?:中|里|裡)?(?:没有|未|沒有|并未|並未|不)|信息不足|資訊不足)/u,
	// Japanese
	/(?:わかりません|分かりません|判りません|不明です|(?:記載|言及|記述|説明|情報|回答|答え)(?:が|は|も)?(?:ありません|ない|されていません|されていない|見つかりません|含まれていません|できません)|(?:書かれて|述べられて|示されて|触れられて|記載されて|言及されて|含まれて)(?:いません|いない|おりません)|お答えできません|答えられません|判断できません)/u,
	// Russian, Ukrainian. Here and below, \b would know the letters of English only.
	/(?:не (?:знаю|могу (?:ответить|сказать|определить|найти)|можу (?:відповісти|сказати))|(?:контекст|текст|документ|отрыв|источник|материал|уривк|джерел)\p{L}*(?: \p{L}+){0,4} не (?:говор|упом|указ|содерж|сказ|сооб|уточн|привод|да[её]т|згад|вказ|міст|зазнач|йдеться)|нет (?:\p{L}+ )?(?:информации|данных|сведений|ответа)|немає (?:\p{L}+ )?(?:інформації|даних|відповіді)|невозможно (?:ответить|определить|сказать)|неможливо (?:відповісти|визначити))/u,
	// Polish
	/(?:nie wiem|(?:kontek|tekst|tekś|dokument|fragment|źród)\p{L}*(?: \p{L}+){0,4} nie (?:pod|mówi|wspom|zawier|określ|wymien|ma (?:informacji|odpowiedzi|danych|mowy|wzmianki))|nie ma (?:informacji|odpowiedzi|danych|wzmianki)|brak (?:informacji|danych|odpowiedzi)|nie (?:mogę|można|da się) (?:\p{L}+ ){0,3}(?:odpowiedzieć|określić|stwierdzić|ustalić))/u,
	// Swedish, Danish, Norwegian
	/\b(?:jag vet (?:det )?inte|det vet jag inte|jeg ve[dt] (?:det )?ikke|det ve[dt] jeg ikke|(?:kontexten|texten|konteksten|teksten|dokumentet|källan|kilden)\b.{0,40}\b(?:inte|ikke|ingen|inga|inget|ingenting|intet)\b|(?:framgår|fremgår|nämns|nævnes|nevnes|anges|oppgis) (?:inte|ikke)\b|(?:ingen|inga) (?:information|uppgifter|oplysninger|opplysninger)\b|kan (?:inte|ikke) (?:besvaras|besvares|avgöras|afgøres|avgjøres))/u,
	// Turkish
	/(?:bilmiyorum|(?:bağlam|metin|metn|belge|kayna)\p{L}*(?: \p{L}+){0,5} (?:yok|(?:belirt(?:il)?|bahse(?:t|dil)|geç|söyle(?:n)?|içer|veril|yer al)m(?:iyor|ıyor|emiş|emekte|ez))|(?:bilgi|yanıt|cevap) (?:yok|bulunmuyor|bulunmamakta|verilmemiş))/u,
	// Korean
	/(?:모르겠|모릅니다|알 수 없|(?:문맥|맥락|본문|자료|문서|텍스트|지문)\S*(?: \S+){0,4} (?:없|않)|(?:정보|언급|내용|답)(?:가|이|은|는)? 없|(?:언급|명시|기재)되(?:지 않|어 있지 않))/u,
	// Arabic
	/(?:لا (?:أعرف|أعلم|أدري)|(?:السياق|النص|المستند|الوثيقة)(?: \p{L}+){0,3} (?:لا|لم) [يت]\p{L}+|(?:لا|لم) [يت]\p{L}+ (?:السياق|النص|المستند)|لا توجد (?:أي )?معلومات)/u,
];
