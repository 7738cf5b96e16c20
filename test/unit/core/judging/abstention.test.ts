import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isAbstention } from '../../../../src/core/judging/abstention.ts';
import { cpuSeconds, endedSoon } from '../../../support/ends-soon.ts';

const abstentions = [
	"I don't know.",
	'I do not know based on the provided context.',
	'The context does not mention the price.',
	'The provided documents do not contain information about the ferry timetable.',
	"The passage doesn't say when the bridge was built. It only describes its span.",
	'This is not stated in the context.',
	'There is no information about that in the text.',
	'I cannot answer this question from the given context. Please provide more details.',
	"I'm sorry, but I can't find the answer in the documents.",
	'The answer cannot be determined from the passage.',
	'Not in the context.',
	'Unanswerable',
	'There is not enough information to say.',
	'**The context does not specify this.**',
	'Das steht nicht im Kontext.',
	'Der Text enthält keine Angaben dazu.',
	'Ich weiß es nicht.',
	'Das lässt sich anhand der Unterlagen nicht beantworten.',
	'Aus dem Kontext geht der Preis nicht hervor.',
	'Je ne sais pas.',
	'Le contexte ne précise pas la date.',
	"Cette information n'est pas mentionnée dans le texte.",
	'No lo sé.',
	'El contexto no menciona el precio.',
	'No hay información suficiente en el texto.',
	'Non lo so.',
	'Il contesto non indica la data.',
	'Não sei.',
	'O texto não menciona o preço.',
	'Não há informações sobre isso.',
	'Dat weet ik niet.',
	'De tekst vermeldt dat niet.',
	'上下文中没有提到价格。',
	'根据所给资料无法回答这个问题。',
	'我不知道。',
	'文脈には記載がありません。',
	'わかりません。',
	'その情報は含まれていません。',
	'Я не знаю.',
	'В контексте об этом не говорится.',
	'Контекст не содержит информации о цене.',
	'У контексті немає інформації про ціну.',
	'Nie wiem.',
	'Kontekst nie podaje ceny kawy.',
	'W tekście nie ma informacji na ten temat.',
	'Det framgår inte av texten.',
	'Konteksten siger det ikke.',
	'Jeg vet ikke.',
	'Bağlamda bu bilgi yok.',
	'Metinde fiyat belirtilmemiş.',
	'문맥에는 가격에 대한 정보가 없습니다.',
	'알 수 없습니다.',
	'لا أعرف.',
	'النص لا يذكر السعر.',
];

const answers = [
	'',
	'At noon.',
	'The bridge was built in 1901 and spans 300 m.',
	'The bridge is 300 m long. The context does not mention the year, yet it names the builder, the river, the cost of every arch, the two towns that paid for it, the engineer who drew the plans, the date of the first crossing and the toll that was taken.',
	'LoRA does not add inference latency.',
	'I do not know the exact figure. The tunnel has a length of 57 km.',
	'The context does not give the year. It was built in 1901.',
	'The device does not contain lead.',
	'Lossless formats keep every sample, so no information is lost when a file is unpacked, unlike with lossy ones.',
	"I don't know the exact figure, but the tunnel has a length of 57 km and opened in 2016.",
	'Der Zug fährt nicht am Sonntag.',
	'Le train ne circule pas le dimanche.',
	'El tren no circula los domingos.',
	'Il treno non passa la domenica.',
	'O trem não circula aos domingos.',
	'De trein rijdt niet op zondag.',
	'火车星期天不开。',
	'日曜日は電車が走らない。',
	'Поезд не ходит по воскресеньям.',
	'Мост построен в 1901 году, и его длина не меньше 300 м.',
	'Pociąg nie kursuje w niedziele.',
	'Tåget går inte på söndagar.',
	'Toget kører ikke om søndagen.',
	'Tren pazar günleri çalışmıyor.',
	'Metin köprünün 1901 yılında yapıldığını belirtmektedir.',
	'일요일에는 기차가 다니지 않습니다.',
	'القطار لا يسير يوم الأحد.',
	'The contract did not include a penalty clause.',
];

for (const answer of abstentions) {
	test(`abstains: ${answer}`, () => assert.equal(isAbstention(answer), true));
}
for (const answer of answers) {
	test(`answers: ${answer.slice(0, 60)}`, () => assert.equal(isAbstention(answer), false));
}

test('a long hostile text is decided soon', () => {
	const start = cpuSeconds();
	for (const part of [
		'the context ',
		'no ',
		'der text ',
		'le texte ne ',
		'kann ',
		'i do not ',
		"n't ",
		'контекст ',
		'tekst ',
		'metin ',
		'문맥 ',
		'النص ',
	]) {
		isAbstention(part.repeat(100));
		isAbstention(part.repeat(100_000));
	}
	endedSoon(start);
});
