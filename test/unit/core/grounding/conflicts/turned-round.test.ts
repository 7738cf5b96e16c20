import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ground } from '../../../../../src/core/grounding/ground.ts';

const AROUND = ['The town has a long history of trade and of war.', 'Visitors come in summer with Jan Roth by train.'];

/** The label of an answer's only claim and its contradicted words, beside a line between two others. */
function read(line: string, answer: string) {
	const units = [AROUND[0]!, line, AROUND[1]!].map((text, at) => ({ id: String(at), text }));
	const [claim] = ground({ question: '', units, answer }).claims;
	const marks = (claim?.conflicts ?? []).map(
		({ start, end, unitStart, unitEnd }) => `${answer.slice(start, end)} · ${line.slice(unitStart, unitEnd)}`,
	);
	return { label: claim?.label, score: claim?.score ?? 0, marks };
}

/** Each with `words of the answer · words of the line`, for every contradicted word. */
// biome-ignore format: a table reads best one row a line.
const flips: readonly (readonly [line: string, answer: string, ...marks: string[]])[] = [
	// denied
	['The bridge is not open.', 'The bridge is open.', 'open · not open'],
	['The bridge is open.', 'The bridge is not open.', 'not open · open'],
	['The drug does not cross the blood barrier.', 'The drug crosses the blood barrier.', 'crosses · not cross'],
	["The contract can't be cancelled before May.", 'The contract can be cancelled before May.', "cancelled · can't be cancelled"],
	['The mill is no longer open.', 'The mill is open.', 'open · no longer open'],
	['The library never closes on Sundays.', 'Yes, the library closes on Sundays.', 'closes · never closes'],
	['There is no evidence that coffee causes cancer.', 'There is evidence that coffee causes cancer.', 'evidence · no evidence'],
	['The pump failed to reach its pressure.', 'The pump reached its pressure.', 'reached · failed to reach'],
	['Every room has a window.', 'Not every room has a window.', 'Not every room · room'],
	['The museum opened in 1932 without a roof.', 'The museum opened in 1932 with a roof.', 'with · without'],
	['Die Brücke ist nicht offen.', 'Die Brücke ist offen.', 'offen · nicht offen'],
	['Le pont est ouvert.', 'Le pont n’est pas ouvert.', 'pas ouvert · ouvert'],
	// how many
	['Some members voted for the plan.', 'All members voted for the plan.', 'All · Some'],
	['Most members voted for the plan.', 'No members voted for the plan.', 'No · Most'],
	['No members voted for the plan.', 'Most members voted for the plan.', 'Most · No'],
	['Few students passed the exam.', 'Most students passed the exam.', 'Most · Few'],
	['Alle Mitglieder stimmten zu.', 'Keine Mitglieder stimmten zu.', 'Keine · Alle'],
	['Los resultados llegaron antes del verano.', 'Los resultados llegaron después del verano.', 'después · antes'],
	// opposites by their first letters
	['The door is unlocked at night.', 'The door is locked at night.', 'locked · unlocked'],
	['The vaccine is effective in infants.', 'The vaccine is ineffective in infants.', 'ineffective · effective'],
	['Oslo has more inhabitants than Bergen.', 'Oslo has fewer inhabitants than Bergen.', 'fewer · more'],
	['France lies west of Germany.', 'France lies east of Germany.', 'east · west'],
	['Der Mann biss den Hund.', 'Der Hund biss den Mann.', 'Hund · Mann', 'Mann · Hund'],
	// order
	['Alice sold it to Bob.', 'Bob sold it to Alice.', 'Bob · Alice', 'Alice · Bob'],
	['New York beat Los Angeles by two goals.', 'Los Angeles beat New York by two goals.', 'Los Angeles · New York', 'New York · Los Angeles'],
	['Cats are smaller than dogs.', 'Dogs are smaller than cats.', 'Dogs · Cats', 'cats · dogs'],
	['The vote came before the debate.', 'The debate came before the vote.', 'debate · vote', 'vote · debate'],
	['The eastern gate leads to the western tower.', 'The western gate leads to the eastern tower.', 'western · eastern', 'eastern · western'],
	['Italy defeated Germany in the final.', 'Italy was defeated by Germany in the final.', 'Italy · Germany', 'Germany · Italy'],
	['The accuracy of LoRA is 90 on the test set.', 'The accuracy of LoRA is 95.3 on the test set.', '95.3 · 90'],
	['The share of water is 0.03 in all samples.', 'The share of water is 30 % in all samples.', '30 · 0.03'],
	['The tower is 97 metres high.', 'The tower is more than 100 metres high.', '100 · 97'],
	['The tower is 75 metres high.', 'The tower is about 100 metres high.', '100 · 75'],
	// another unit of measure
	['Steep the leaves for 3 minutes in a pot.', 'Steep the leaves for 3 seconds in a pot.', 'seconds · minutes'],
	['The dump needs 12 GB of disk.', 'The dump needs 12 MB of disk.', 'MB · GB'],
	['The trail is 8 miles long.', 'The trail is 8 km long.', 'km · miles'],
	// another name or number in its place
	['In May the mayor Karl Vogt opened the harbour bridge with Anna Berger.', 'In May the mayor Jan Roth opened the harbour bridge.', 'Jan Roth · Karl Vogt'],
	['The house has two rooms with a view of the harbour.', 'The house has five rooms with a view of the harbour.', 'five · two'],
	['The letter went from Oslo to Bergen.', 'The letter went from Bergen to Oslo.', 'Bergen · Oslo', 'Oslo · Bergen'],
];

for (const [line, answer, ...marks] of flips) {
	test(`contradicted: ${answer} ← ${line}`, () => {
		const found = read(line, answer);
		assert.deepEqual([found.label, ...found.marks], ['contradicted', ...marks]);
		assert.ok(found.score >= 0.5, `its risk is only ${found.score}`);
	});
}

// biome-ignore format: a table reads best one row a line.
const none: readonly (readonly [line: string, answer: string])[] = [
	['The bridge is not open on Sundays, but it is open on Mondays.', 'The bridge is open on Mondays.'],
	['The bridge is not open to lorries.', 'The bridge is open.'],
	['The bridge did not open until 1932.', 'The bridge opened in 1932.'],
	['The bridge is not only open but free.', 'The bridge is open.'],
	['The bridge may not be open in winter.', 'The bridge is open in winter.'],
	['If the bridge is not open, take the ferry.', 'The bridge is open.'],
	['The bridge is not closed.', 'The bridge is open.'],
	['Bob did not vote, and Alice voted for the plan.', 'Alice voted for the plan.'],
	['The bridge carries non-stop trains.', 'The bridge carries stop trains.'],
	['You won’t likely notice a difference in weight.', 'You are unlikely to notice a difference in weight.'],
	['All members voted for the plan.', 'Some members voted for the plan.'],
	['No other members voted for the plan.', 'Some members voted for the plan.'],
	['Alice met Bob.', 'Bob met Alice.'],
	['Google bought Fitbit.', 'Fitbit was bought by Google.'],
	['Paris and London signed the deal.', 'London and Paris signed the deal.'],
	['The flag is red, green and blue.', 'The flag is blue, green and red.'],
	['In May a printer of maps, Hewlett-Packard, sold the harbour bridge.', 'In May a printer of maps, HP, sold the harbour bridge.'],
	['The jet hurt Russia, with Moscow imposing sanctions on the harbour.', 'The jet hurt Russia, with Russia imposing sanctions on the harbour.'],
	['The bridge was destroyed in World War II by bombs.', 'The bridge was destroyed in World War 2 by bombs.'],
	['A double shot takes 18 grams and yields 36 grams in 25 to 30 seconds.', 'A double shot yields 36 grams in 27 seconds.'],
	['Shut the door of the harbour house.', 'Close the door of the harbour house.'],
	['The house has two rooms with a view and five rooms without.', 'The house has five rooms without a view.'],
	['Shue played soccer professionally for years.', 'Shue was a professional soccer player for years.'],
	['Alice sold it to Bob, and Bob sold it to Alice again.', 'Bob sold it to Alice.'],
	// said with the opposite word, and with the two exchanged
	['Gold costs more than silver.', 'Silver costs less than gold.'],
	['Sales in May were higher than sales in June.', 'Sales in June were lower than sales in May.'],
	['The bridge lies north of the mill.', 'The mill lies south of the bridge.'],
	['France won the final against Brazil.', 'Brazil lost the final to France.'],
	['The bridge was open from May to June.', 'The bridge closed in June.'],
	['Mercury is smaller than Mars and Mars is smaller than Earth.', 'Earth is larger than Mars.'],
	['Fewer people live in Bergen than in Oslo.', 'More people live in Oslo than in Bergen.'],
	['The increase was larger in Oslo than in Bergen.', 'The increase was smaller in Bergen than in Oslo.'],
	// two denials, or a denial and an opposite
	['Adults should not take more than 4 tablets a day.', 'Adults should take at most 4 tablets a day.'],
	['The fee is not refundable after 30 days.', 'The fee is refundable within 30 days.'],
	['The fee is non-refundable.', 'The fee is not refundable.'],
	['All members voted for the plan.', 'No member voted against the plan.'],
	['All members voted for the plan.', 'No members failed to vote for the plan.'],
	['All members voted for the plan.', 'There were no members who did not vote for the plan.'],
	['Two thirds of the members voted for the plan.', 'One third of the members did not vote for the plan.'],
	['The museum is open from Tuesday to Sunday.', 'The museum is not open on Mondays.'],
	['The temperature was above the minimum of 5 degrees.', 'The temperature was not below the minimum of 5 degrees.'],
	['No member was absent from the vote.', 'All members were present at the vote.'],
	['You cannot park here without a permit.', 'You can park here with a permit.'],
	['You can only park here with a permit.', 'You cannot park here without a permit.'],
	['Few members voted for the plan.', 'Most members did not vote for the plan.'],
	['Almost no members voted for the plan.', 'Few members voted for the plan.'],
	['Smoking is forbidden in all rooms.', 'You must not smoke in any room.'],
	['It is a myth that the wall is visible from space.', 'The wall is not visible from space.'],
	['Two of the five rooms have windows.', 'Three of the five rooms have no windows.'],
	['The gate is not opened before 8 am.', 'The gate is opened after 8 am.'],
	['Do not open the door before the train stops.', 'Open the door after the train stops.'],
	['The bridge was opened in 1932.', 'The bridge had not been opened before 1932.'],
	// what holds both ways
	['The road runs from Oslo to Bergen.', 'The road runs from Bergen to Oslo.'],
	['The distance from Oslo to Bergen is 463 km.', 'The distance from Bergen to Oslo is 463 km.'],
	['Norway borders Sweden.', 'Sweden borders Norway.'],
	['Bob played against Alice.', 'Alice played against Bob.'],
	['Bob was divorced from Alice in 1990.', 'Alice was divorced from Bob in 1990.'],
	['Alice lives next to Bob.', 'Bob lives next to Alice.'],
	['Alice is engaged to Bob.', 'Bob is engaged to Alice.'],
	['Alice is as tall as Bob.', 'Bob is as tall as Alice.'],
	['Flights from Paris to London take one hour.', 'Flights from London to Paris take one hour.'],
	['Den Mann biss der Hund.', 'Der Hund biss den Mann.'],
	['Children under 6 do not need a ticket.', 'Children over 6 need a ticket.'],
	['The plant is not found in France, only in Spain.', 'The plant is found only in Spain.'],
	['Lincoln, Nebraska is named after Abraham Lincoln.', 'The city of Lincoln in Nebraska is named after President Lincoln.'],
	// the same number, less exactly or in another form
	['The film lasted 2 h 14 min.', 'The film lasted 134 minutes.'],
	['No more than ten members voted for the plan.', 'At most ten members voted for the plan.'],
	['Not less than 10 members voted.', '10 or more members voted.'],
	['The tower is 99.8 metres high.', 'The tower is about 100 metres high.'],
	['The tower is 96 metres high.', 'The tower is about 100 metres high.'],
	['The tower is 97 metres high.', 'The tower is less than 100 metres high.'],
	['The city has 1,204,311 inhabitants.', 'The city has over 1.2 million inhabitants.'],
	['The share fell from 0.155 to 0.149.', 'The share fell to 15 %.'],
	['The share rose by 5 percentage points to 15 %.', 'The share rose from 10 % to 15 %.'],
	['Le film a coûté 63 400 000 euros.', 'Le film a coûté environ 63 millions d’euros.'],
	['Nicht weniger als 100 Besucher kamen.', 'Mehr als 99 Besucher kamen.'],
];

for (const [line, answer] of none) {
	test(`no flip: ${answer} ← ${line}`, () => assert.deepEqual(read(line, answer).marks, []));
}

test('odd characters and texts without punctuation: no error, and all ranges are inside their texts', () => {
	const odd = [
		'\ud800 😀 not שלום open\r\n\u202e bridge\udc00 ',
		'the bridge is not open ',
		'Bob1 sold 5 cars to Alice2 ',
		'| Bob | 1932 |\r\n',
	];
	for (const piece of odd) {
		for (const [line, answer] of [
			[piece.repeat(300), 'The bridge is open, and Alice2 sold 7 cars to Bob1 in 1933. 😀 שלום open bridge\udc00'],
			['The bridge is open. Alice2 sold 7 cars to Bob1.', piece.repeat(300)],
		] as const) {
			const { claims } = ground({ question: '', units: [{ id: '0', text: line }], answer });
			for (const { start, end, unitStart, unitEnd } of claims.flatMap(({ conflicts }) => conflicts ?? [])) {
				assert.ok(0 <= start && start < end && end <= answer.length);
				assert.ok(0 <= unitStart && unitStart < unitEnd && unitEnd <= line.length);
			}
		}
	}
});
