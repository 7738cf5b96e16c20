import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { builtInRubric } from '../../src/core/documents/built-in-rubric.ts';
import { loadReviewSet } from '../../src/core/documents/load.ts';
import type { GroundingUnit } from '../../src/core/grounding/grounding.ts';
import { unitsOfText } from '../../src/core/grounding/record.ts';
import { FAKE_KINDS, type FakeKind } from '../../src/core/judging/probes/fake.ts';
import { fakesOf } from '../../src/core/judging/probes/fakes-of.ts';
import { offlineVerdict } from '../../src/core/offline/judge.ts';
import type { Interval } from '../../src/core/statistics/interval.ts';
import { wilson } from '../../src/core/statistics/proportion.ts';
import { NodeFiles } from '../../src/node/files.ts';
import { records, sharedData } from '../support/shared-data.ts';
import { type Cluster, clusteredAuc } from './support/auc.ts';

/**
 * `node test/bench/offline-judge.ts`: how well the offline judge tells good answers from fakes. First real answers of a chat against
 * planted fakes (where the shared data are there), then fakes generated from the references of the sample, per type: with the
 * context alone, and with the reference shown as well. The rubric is the built-in one. Intervals are 95 %: bootstrap over questions for
 * the AUC, Wilson for shares.
 */
async function main(): Promise<void> {
	await printReal();
	const questions = await sampleQuestions();
	const total = questions.reduce((sum, question) => sum + question.fakes.length, 0);
	console.log(`\nGenerated fakes: ${total} from ${questions.length} references and accepted answers of the sample`);
	for (const shown of ['context only', 'context and reference'] as const) {
		printGenerated(questions, shown);
	}
	const grounded = groundedAnswers();
	if (grounded.length > 0) {
		const count = grounded.reduce((sum, question) => sum + question.fakes.length, 0);
		console.log(
			`\nGenerated fakes: ${count} from ${grounded.length} answers that people wrote from encyclopedia passages`,
		);
		printGenerated(grounded, 'context only');
	}
}

interface Asked {
	readonly question: string;
	readonly history: string;
	readonly units: readonly GroundingUnit[];
	readonly reference: readonly string[];
}

interface Probed extends Asked {
	readonly good: string;
	readonly fakes: readonly { readonly kind: FakeKind; readonly answer: string }[];
}

interface Judged {
	readonly score: number;
	readonly faithfulness: string;
	readonly rank: Readonly<Record<string, number>>;
	readonly pass: boolean;
}

function judge(asked: Asked, answer: string): Judged {
	const { units, reference, question, history } = asked;
	const verdict = offlineVerdict({ question, history, units, reference, answer, rubric: builtInRubric });
	const rank = Object.fromEntries(
		Object.entries(verdict.ratings).map(([id, level]) => [
			id,
			builtInRubric.levels.findIndex(each => each.name === level),
		]),
	);
	return {
		score: verdict.cappedScore ?? Number.NaN,
		faithfulness: verdict.ratings.faithfulness ?? '–',
		rank,
		pass: verdict.pass === true,
	};
}

/** The dimension that a fake of a kind must lower (methods S5). */
const TARGET: Readonly<Record<FakeKind, string>> = {
	'changed-number': 'faithfulness',
	'swapped-name': 'faithfulness',
	negation: 'faithfulness',
	omission: 'completeness',
	'off-topic': 'relevance',
};

function printGenerated(questions: readonly Probed[], shown: 'context only' | 'context and reference'): void {
	const asked = questions.map(question => ({
		...question,
		reference: shown === 'context only' ? [] : question.reference,
	}));
	const good = asked.map(question => judge(question, question.good));
	const accepted = good.filter(each => each.pass).length;
	console.log(
		`\n${shown}: the ${good.length} good answers themselves pass ${share(accepted, good.length)}, mean ${mean(good.map(each => each.score))}`,
	);
	console.log(row(['fake', 'n', 'AUC (capped score)', 'target level drops', 'fakes that pass', 'mean score']));
	const all: Cluster[] = good.map(each => ({ good: [each.score], bad: [] as number[] }));
	for (const kind of FAKE_KINDS) {
		const clusters: Cluster[] = [];
		const judged: Judged[] = [];
		let dropped = 0;
		asked.forEach((question, i) => {
			const fakes = question.fakes.filter(fake => fake.kind === kind).map(fake => judge(question, fake.answer));
			judged.push(...fakes);
			dropped += fakes.filter(fake => fake.rank[TARGET[kind]]! > good[i]!.rank[TARGET[kind]]!).length;
			clusters.push({ good: [good[i]!.score], bad: fakes.map(fake => fake.score) });
			all[i] = { good: all[i]!.good, bad: [...all[i]!.bad, ...fakes.map(fake => fake.score)] };
		});
		const passed = judged.filter(each => each.pass).length;
		const n = judged.length;
		console.log(
			row([
				kind,
				String(n),
				interval(clusteredAuc(clusters)),
				share(dropped, n),
				share(passed, n),
				mean(judged.map(each => each.score)),
			]),
		);
	}
	const n = all.reduce((sum, each) => sum + each.bad.length, 0);
	console.log(row(['all', String(n), interval(clusteredAuc(all))]));
}

async function sampleQuestions(): Promise<readonly Probed[]> {
	const root = resolve(import.meta.dirname, '../../media/sample');
	const set = await loadReviewSet('coffee.questions.yaml', new NodeFiles(root));
	const referenced = set.questions.filter(each => each.question.reference.length > 0);
	const accepted = referenced.flatMap(each => [
		{ ...each, good: each.question.reference[0]!.value },
		...each.question.probes
			.filter(probe => probe.kind === 'good')
			.map(probe => ({ ...each, good: probe.answer.value })),
	]);
	return accepted.map(({ question, passages, good }) => {
		const others = referenced.filter(each => each.question !== question).map(each => each.question.reference[0]!.value);
		const context = passages.map(passage => passage.text).join('\n\n');
		const earlier = set.questions.find(each => each.question.id === question.follows?.value)?.question;
		return {
			question: question.question.value,
			history: earlier === undefined ? '' : `Q: ${earlier.question.value}\nA: ${earlier.reference[0]?.value ?? ''}`,
			units: passages.flatMap(passage => passage.units.map(unit => ({ id: unit.id, text: unit.text }))),
			reference: question.reference.map(each => each.value),
			good,
			fakes: fakesOf({ reference: good, context, others }),
		};
	});
}

/**
 * Answers of people, in their own words, to questions of a public set with its passages: how far the signals carry beyond
 * answers that copy their lines. At most two fakes of a kind for each, so that long answers do not rule.
 */
function groundedAnswers(): readonly Probed[] {
	const path = new URL('../../../shared/data/benchmarks/attribution.clapnq.jsonl.gz', import.meta.url);
	if (!existsSync(path)) {
		return [];
	}
	const all = records(gunzipSync(readFileSync(path)).toString('utf8')).slice(0, 120);
	return all.map((record, i) => {
		const units = record.context as readonly GroundingUnit[];
		const good = String(record.answer);
		const others = [1, 2].map(step => String(all[(i + step) % all.length]!.answer));
		const fakes = fakesOf({ reference: good, context: units.map(unit => unit.text).join('\n'), others });
		return {
			question: String(record.question),
			history: '',
			units,
			reference: [],
			good,
			fakes: FAKE_KINDS.flatMap(kind => fakes.filter(fake => fake.kind === kind).slice(0, 2)),
		};
	});
}

/** Real answers and planted fakes, joined by the text of their question. */
async function printReal(): Promise<void> {
	const chat = sharedData('qa/rag-chat.jsonl');
	const replies = sharedData('verdicts/judge-replies.jsonl');
	if (chat === undefined || replies === undefined) {
		console.log('Real answers: the shared data are not here, skipped.');
		return;
	}
	const asked = new Map(
		records(chat).map(each => [
			String(each.question),
			{
				question: String(each.question),
				history: String(each.history ?? ''),
				units: unitsOfText(String(each.context)),
				reference: [],
				answer: String(each.answer),
			},
		]),
	);
	const real = [...asked.values()].map(each => judge(each, each.answer));
	const planted = records(replies).filter(each => each.kind === 'fake');
	const known = planted.filter(each => asked.has(String(each.question)));
	const fakes = known.map(each => judge(asked.get(String(each.question))!, String(each.answer)));
	const auc = clusteredAuc([{ good: real.map(each => each.score), bad: fakes.map(each => each.score) }], 'answers');
	console.log(
		`Real answers against planted fakes: ${real.length} real, ${fakes.length} fake (${planted.length - known.length} more without a context, left out)`,
	);
	console.log(`  AUC of the capped score ${interval(auc)}`);
	console.log(
		`  real: ${real.map(each => `${each.score.toFixed(0)} ${each.faithfulness}`).join(', ')}; pass ${share(real.filter(each => each.pass).length, real.length)}`,
	);
	console.log(
		`  fake: ${fakes.map(each => `${each.score.toFixed(0)} ${each.faithfulness}`).join(', ')}; pass ${share(fakes.filter(each => each.pass).length, fakes.length)}`,
	);
}

function interval({ value, low, high }: Interval): string {
	return Number.isNaN(value) ? '–' : `${value.toFixed(3)} [${low.toFixed(3)}, ${high.toFixed(3)}]`;
}

function share(count: number, of: number): string {
	const bounds = wilson({ hits: count, of });
	return bounds === undefined
		? '–'
		: `${count}/${of} [${Math.round(bounds.low * 100)}–${Math.round(bounds.high * 100)} %]`;
}

function mean(values: readonly number[]): string {
	return values.length === 0 ? '–' : (values.reduce((sum, each) => sum + each, 0) / values.length).toFixed(1);
}

function row(cells: readonly string[]): string {
	return cells.map((cell, i) => cell.padEnd([16, 5, 24, 22, 22, 10][i] ?? 10)).join(' ');
}

await main();
