import path from 'node:path';
import { loadReviewSet } from '../../src/core/documents/load.ts';
import { sameAnswer } from '../../src/core/equivalence/same-answer.ts';
import { batteryOf } from '../../src/core/judging/probes/battery.ts';
import { GENERATED_KINDS } from '../../src/core/judging/probes/probe.ts';
import { type Count, clusteredWilson } from '../../src/core/statistics/proportion.ts';
import { NodeFiles } from '../../src/node/files.ts';

/**
 * `node test/bench/equivalence.ts`: answers whose truth is known, made of the references of the sample. Fakes of every kind do not say the same:
 * how many are called the same all the same. Harmless variants do: how many are found.
 */
const set = await loadReviewSet(
	'coffee.questions.yaml',
	new NodeFiles(path.join(import.meta.dirname, '../../media/sample')),
);
const sources = set.questions.flatMap(({ question, passages }) =>
	question.answerable
		? question.reference.map(({ value }) => ({
				...{ question: question.question.value, reference: value },
				context: passages.map(({ text }) => text).join('\n'),
				others: set.questions.flatMap(other =>
					other.question === question ? [] : (other.question.reference[0]?.value ?? []),
				),
			}))
		: [],
);

/** Ways to say the same that change no word that matters. */
const VARIANTS: Readonly<Record<string, (text: string, question: string) => string>> = {
	'upper case': text => text.toUpperCase(),
	'no punctuation': text => text.replace(/[.,;:](?=\s|$)/g, ''),
	'line breaks, stars': text => `* ${text.replace(/\. /g, '.\n* ')}`,
	'articles left out': text => text.replace(/\b(?:the|a|an) /gi, ''),
	'units in words': text =>
		text
			.replace(/ °C\b/g, ' degrees C')
			.replace(/ grams\b/g, ' g')
			.replace(/ %/g, ' percent'),
	'numbers with point zero': text => text.replace(/\b(\d{1,3})\b(?![.,\d])/g, '$1.0'),
	'framed by the question': (text, question) => `${question} ${text}`,
	'“The answer is:”': text => `The answer is: ${text}`,
};

const tally = (name: string, counts: readonly Count[], wanted: string) => {
	const share = clusteredWilson(counts);
	if (share !== undefined) {
		const range = `${Math.round(share.low * 100)}–${Math.round(share.high * 100)} %`;
		console.log(
			`${name.padEnd(24)} ${String(share.hits).padStart(4)} of ${String(share.of).padStart(4)} (${range}) ${wanted}`,
		);
	}
};
const all: Count[] = [];
const batteries = sources.map(source => ({ source, battery: batteryOf(source, { best: 'Excellent', perKind: 50 }) }));
for (const kind of GENERATED_KINDS.filter(each => each !== 'paraphrase' && each !== 'padding')) {
	const counts = batteries.map(({ source, battery }) => {
		const fakes = battery.filter(probe => probe.kind === kind);
		// What an edit was made of is what it must not be taken for.
		const same = fakes.filter(
			({ base, answer }) => sameAnswer({ question: source.question, known: base, candidate: answer }).state === 'same',
		);
		return { hits: same.length, of: fakes.length };
	});
	tally(kind, counts, 'called the same in error');
	all.push(...(kind === 'tone' || kind === 'injection' ? [] : counts));
}
tally('all fakes', all, 'called the same in error');
const found: Count[] = [];
for (const [name, vary] of Object.entries(VARIANTS)) {
	const counts = sources.map(({ question, reference }) => ({
		hits: sameAnswer({ question, known: reference, candidate: vary(reference, question) }).state === 'same' ? 1 : 0,
		of: 1,
	}));
	tally(name, counts, 'found to be the same');
	found.push(...counts);
}
tally('all variants', found, 'found to be the same');
