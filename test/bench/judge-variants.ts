import { readVerdict } from '../../src/core/judging/reading/read-verdict.ts';
import { outcomeOf, READING_OUTCOMES } from '../support/reading-outcome.ts';
import { testRubric } from '../support/rubrics.ts';
import { verdictVariants } from '../support/verdict-variants.ts';

/**
 * `node test/bench/judge-variants.ts [COUNT [SEED]]`: generated variants of replies (default 2,000) whose reading is known, and how
 * many of them keep it. Prints those that do not. Exit code 1 where one is wrong or scored in silence.
 */
const [count = 2000, seed = 4] = process.argv.slice(2).map(Number);
const read = verdictVariants(count, seed).map(variant => {
	const rubric = testRubric(variant.rubric);
	const reading = readVerdict(variant.reply, rubric);
	return { variant, reading, outcome: outcomeOf(reading.ratings, variant, rubric) };
});
for (const name of READING_OUTCOMES) {
	console.log(`${name.padEnd(9)} ${read.filter(each => each.outcome === name).length}`);
}
for (const { variant, reading, outcome } of read.filter(each => each.outcome !== 'right').slice(0, 20)) {
	console.log(
		`\n${outcome}: ${variant.made}\n${variant.reply}\nwanted ${variant.expect.join(', ')}\n${reading.problems.join('\n')}`,
	);
}
process.exitCode = read.some(each => each.outcome === 'wrong' || each.outcome === 'silent') ? 1 : 0;
