import type { ReviewEvent, RunEvent } from '../../src/core/review/events.ts';
import { planCases } from '../../src/core/review/plan.ts';
import { writeRunLine } from '../../src/core/review/run-file.ts';
import { loadedSet } from './review-set.ts';
import { ScriptedModel } from './scripted-model.ts';
import { trace } from './trace.ts';

const PAGE = [
	'Attachments may have 25 MB each.',
	'The archive keeps every message for seven years.',
	'Gulls nest on the roof of the office in spring.',
	'Mail is delivered by horse on Sundays.',
	'Nobody may send more than ten files at once.',
];
/** The answers: one stands on a line by its words, one by the judge's quote, one by influence; one the judge holds a line against. */
export const SAID = {
	overlap: 'The archive keeps every message for seven years.',
	cited: 'Birds breed above us.',
	influence: 'It arrives weekly on hooves.',
	contradicted: 'Any number of documents may go out together.',
};
const ANSWER = Object.values(SAID).join(' ');
const PROJECT = 'version: 1\nmodels:\n  local: { provider: openai, baseUrl: "http://127.0.0.1:9/v1", model: m }\n';
const QUESTIONS = [
	'version: 1',
	'models: [local]',
	'judge: { model: local, claims: all }',
	'rubric: mail.rubric.yaml',
	'context: [{ file: mail.md }]',
	'questions:',
	'  - id: rules',
	'    question: What are the rules of the mail room?',
	'  - id: later',
	'    question: Who wrote them?',
	'',
].join('\n');
const RUBRIC = 'version: 1\nextends: built-in\n';

/** A workspace whose run file holds a result with every kind of link, each on a line of its own, and a line that contradicts. */
export async function kindsWorkspace(): Promise<Record<string, string>> {
	const files = { 'groundline.yaml': PROJECT, 'mail.md': PAGE.join('\n'), 'mail.rubric.yaml': RUBRIC };
	const set = await loadedSet(QUESTIONS, files);
	const { cases } = planCases({ ...set, path: 'mail.questions.yaml' }, { questions: ['rules'] });
	const criteria = Object.fromEntries(
		['relevance', 'faithfulness', 'completeness', 'clarity', 'conciseness'].map(id => [
			id,
			{ reason: 'So it is.', evidence: [], rating: 'Good' },
		]),
	);
	const claim = (name: string, label: string, ...quotes: string[]) => ({ claim: name, quotes, label });
	const verdict = JSON.stringify({
		criteria,
		claims: [
			claim('C1', 'no-claim'),
			claim('C2', 'supported', PAGE[2]!),
			claim('C3', 'unsupported'),
			claim('C4', 'contradicted', 'Nobody may send more than ten files'),
		],
	});
	const { events } = await trace(cases, new ScriptedModel(ANSWER, verdict), {
		concurrency: 1,
		run: '20261121T201900Z-ab12cd',
	});
	const lines = events.filter((event): event is RunEvent => 'v' in event).map(writeRunLine);
	return {
		...files,
		'mail.questions.yaml': QUESTIONS,
		'.groundline/.gitignore': '*\n',
		'.groundline/runs/20261121T201900Z-ab12cd.jsonl': [...lines, writeRunLine(influenceOf(events))].join(''),
	};
}

/** That the third claim goes with the fourth line. */
function influenceOf(events: readonly ReviewEvent[]): RunEvent {
	const answer = events.find(event => event.type === 'answer-end')!;
	const start = ANSWER.indexOf(SAID.influence);
	const effect = { value: 0.9, low: 0.7, high: 1 };
	return {
		v: 1,
		t: answer.t,
		type: 'influence-end',
		key: answer.key,
		influence: {
			answer: answer.hash,
			method: 'leave-one-out',
			outcome: 'equivalence',
			state: 'measured',
			messages: [],
			sources: PAGE.length,
			calls: { planned: 16, failed: 0, cached: 0, failures: {} },
			cost: 0,
			usage: { input: 0, output: 0 },
			targets: [
				{
					kind: 'claim',
					start,
					end: start + SAID.influence.length,
					state: 'used',
					whole: 1,
					none: 0,
					top: ['P1:L4'],
					weights: [{ unit: 'P1:L4', ...effect }],
					pairs: [],
				},
			],
			counterfactuals: [],
		},
	};
}
