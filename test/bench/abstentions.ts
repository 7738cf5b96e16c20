import { abstentionsOf, heardAnswersOf, newestOfEach } from '../../src/core/review/abstentions.ts';
import { checkAnswer } from '../../src/core/review/checks.ts';
import type { RecordedRubric } from '../../src/core/review/result.ts';
import { type Random, randomIndex, seeded } from '../../src/core/statistics/random.ts';
import { resultOf } from '../support/results.ts';

/**
 * `node test/bench/abstentions.ts [SIMULATIONS]`: models that say that they cannot tell where they could, and answer where they cannot, at known rates; 40 questions that can be
 * answered and 40 that cannot, three answers each, which resemble each other. How often the true rate lies in the reported 95 % interval.
 */
const [simulations = 200] = process.argv.slice(2).map(Number);

const CANNOT = [
	'The context does not say.',
	"I'm sorry, but the provided text does not mention when that happened.",
	"I don't know. The passages only deal with the harbour.",
	'Based on the given context, this cannot be determined. Please provide further documents.',
	'Das geht aus dem Kontext nicht hervor.',
	'There is no information about this in the document.',
];
const SAYS = [
	'It was built in 1874, by the harbour board.',
	'In 1874. The context does not mention the month.',
	'The tower is 31 metres high; nobody knows why it is white.',
	'The keeper could not see the ships, so a horn was added.',
	'Ja, seit 1874.',
];
const RUBRIC: RecordedRubric = { name: 'R', levels: [], criteria: [] };
const { end } = resultOf({});

for (const [over, under] of [
	[0.05, 0.3],
	[0.2, 0.1],
	[0.5, 0.6],
] as const) {
	const held = { over: 0, under: 0 };
	const found = { over: 0, under: 0 };
	for (let i = 0; i < simulations; i++) {
		const random = seeded(81_000 + i);
		const results = Array.from({ length: 80 }, (_, q) => {
			const answerable = q < 40;
			const rate = nearby(answerable ? over : under, random);
			return Array.from({ length: 3 }, (_, sample) => {
				const errs = random() < rate;
				const texts = errs === answerable ? CANNOT : SAYS;
				const text = texts[randomIndex(random, texts.length)]!;
				const checks = checkAnswer({ expect: undefined, answerable }, text);
				const known = resultOf({
					key: `f#q${q}@p@m~${sample}`,
					answer: text,
					rest: { end: { ...end!, rubric: RUBRIC, checks } },
				});
				return {
					...known,
					start: { ...known.start!, question: `q${q}`, model: 'm' },
					answer: { ...known.answer!, hash: `${q} ${sample}` },
				};
			});
		}).flat();
		const [figures] = abstentionsOf(newestOfEach(heardAnswersOf(results)));
		for (const [error, truth] of [
			['over', over],
			['under', under],
		] as const) {
			const share = figures![error]!;
			found[error] += share.value / simulations;
			held[error] += share.low <= truth && truth <= share.high ? 1 / simulations : 0;
		}
	}
	const words = (error: 'over' | 'under', truth: number) =>
		`${(100 * found[error]).toFixed(1)} % for ${100 * truth} %, true rate in the interval ${(100 * held[error]).toFixed(1)} %`;
	console.log(
		`says it cannot tell where it could: ${words('over', over)}; answers where it cannot: ${words('under', under)}`,
	);
}

/** A question's own rate, of the same mean: a triangle around it as wide as 0 and 1 allow. */
function nearby(rate: number, random: Random): number {
	const width = Math.min(rate, 1 - rate);
	return rate + width * (random() + random() - 1);
}
