import { readVerdict } from '../../src/core/judging/reading/read-verdict.ts';
import { PEER_READERS, type PeerReader } from '../support/peer-readers.ts';
import { outcomeOf, READING_OUTCOMES } from '../support/reading-outcome.ts';
import { testRubric } from '../support/rubrics.ts';
import { verdictCorpus } from '../support/verdict-corpus.ts';

/**
 * `node test/bench/judge-readers.ts`: our reader beside a naïve one and the rules of other tools, over the conformance corpus. Of each:
 * replies read as a person reads them (right), with other ratings (wrong), scored although nothing may be scored (silent), given
 * up although a person can read them (unscored). With `--shapes` the shapes that each rule fails on.
 */
const corpus = verdictCorpus();
const ours: PeerReader = {
	name: 'Groundline',
	rule: 'structured first, else free text; a doubt is unscored',
	read: (reply, rubric) => readVerdict(reply, rubric).ratings,
};

const scorable = corpus.filter(reply => reply.reason === undefined).length;
console.log(
	`${corpus.length} replies in ${new Set(corpus.map(reply => reply.shape)).size} shapes: ${scorable} to be scored, ${corpus.length - scorable} not\n`,
);
console.log(row(['rule', ...READING_OUTCOMES, 'failed']));
for (const reader of [ours, ...PEER_READERS]) {
	const outcomes = corpus.map(reply => {
		const rubric = testRubric(reply.rubric);
		return { shape: reply.shape, outcome: outcomeOf(reader.read(reply.reply, rubric), reply, rubric) };
	});
	const counts = READING_OUTCOMES.map(name => outcomes.filter(each => each.outcome === name).length);
	console.log(row([reader.name, ...counts.map(String), String(corpus.length - counts[0]!)]));
	if (process.argv.includes('--shapes')) {
		const failed = outcomes.filter(each => each.outcome !== 'right').map(each => each.shape);
		console.log(`    ${reader.rule}\n    fails on: ${[...new Set(failed)].join(', ') || 'nothing'}`);
	}
}

function row([name, ...cells]: readonly string[]): string {
	return [name!.padEnd(30), ...cells.map(cell => cell.padStart(9))].join('');
}
