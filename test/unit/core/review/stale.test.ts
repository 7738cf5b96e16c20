import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { planCases } from '../../../../src/core/review/plan.ts';
import type { CaseResult } from '../../../../src/core/review/result.ts';
import { staleness, staleReasons } from '../../../../src/core/review/stale.ts';
import { loadedSet, TWO_MODELS } from '../../../support/review-set.ts';
import { ScriptedModel } from '../../../support/scripted-model.ts';
import { trace } from '../../../support/trace.ts';

const FILE = `version: 1
prompt: p.prompty
models: [one]
context: [{ file: tea.md }]
questions:
  - { id: a, question: How is green tea made? }
  - { id: b, question: And black tea?, follows: a }
`;
const FILES = {
	'groundline.yaml': TWO_MODELS,
	'tea.md': 'Green tea is steamed.\n',
	'p.prompty': '---\nname: P\n---\nuser:\n{{context}} {{question}}\n',
};

let results: ReadonlyMap<string, CaseResult>;
before(async () => {
	const { cases } = planCases(await loadedSet(FILE, FILES));
	results = (await trace(cases, new ScriptedModel('It is steamed.'))).fold.results;
});

async function staleAfter(file: string, files: Partial<typeof FILES> = {}): Promise<readonly string[]> {
	const { cases } = planCases(await loadedSet(file, { ...FILES, ...files }));
	return cases.flatMap(item => {
		const result = results.get(item.key);
		const resultOf = (key: string) => results.get(key);
		return result === undefined
			? []
			: staleReasons(result, item, { resultOf }).map(reason => `${item.question.id}: ${reason}`);
	});
}

test('what nobody changed is fresh', async () => {
	assert.deepEqual(await staleAfter(FILE), []);
});

test('names the key, the old and the new', async () => {
	const hashes = /[0-9a-f]{6}… → [0-9a-f]{6}…/;
	const [prompt] = await staleAfter(FILE, { 'p.prompty': `${FILES['p.prompty']}Be brief.\n` });
	assert.match(prompt!, new RegExp(`^a: prompt changed: ${hashes.source}$`));
	const [context] = await staleAfter(FILE, { 'tea.md': 'Green tea is fried.\n' });
	assert.match(context!, new RegExp(`^a: context changed: tea.md ${hashes.source}$`));
	assert.deepEqual(
		(await staleAfter(FILE, { 'groundline.yaml': TWO_MODELS.replace('temperature: 0', 'temperature: 0.7') }))[0],
		'a: parameters changed: temperature 0 → 0.7',
	);
	assert.match((await staleAfter(FILE.replace('green tea made', 'green tea brewed')))[0]!, /^a: question changed/);
	assert.match((await staleAfter(`${FILE}vars: { tone: dry }\n`)).join(), /vars changed/);
});

test('a changed rubric or expectation asks only for a new verdict', async () => {
	const set = await loadedSet(`${FILE}pass: 30\n`, FILES);
	const [item] = planCases(set).cases;
	const stale = staleness(results.get(item!.key)!, item!);
	assert.deepEqual(stale.answer, []);
	assert.match(stale.verdict.join(), /^expect changed/);
});

test('a new earlier answer makes what follows stale', async () => {
	const { cases } = planCases(await loadedSet(FILE, FILES));
	const b = cases[1]!;
	const first = results.get(cases[0]!.key)!;
	const other = { ...first, answer: { ...first.answer!, text: 'It is roasted.' } };
	assert.match(staleReasons(results.get(b.key)!, b, { resultOf: () => other }).join(), /^history changed/);
	assert.deepEqual(staleReasons(results.get(b.key)!, b), []);
});
