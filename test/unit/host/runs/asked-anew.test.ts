import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import type { Case } from '../../../../src/core/review/case.ts';
import { planCases } from '../../../../src/core/review/plan.ts';
import type { CaseResult } from '../../../../src/core/review/result.ts';
import type { UnscoredReason } from '../../../../src/core/review/state.ts';
import { askedAnew } from '../../../../src/host/runs/asked-anew.ts';
import { loadedSet, TWO_MODELS } from '../../../support/review-set.ts';
import { ScriptedModel } from '../../../support/scripted-model.ts';
import { trace } from '../../../support/trace.ts';

const FILE = `version: 1
prompt: p.prompty
models: [one]
context: [{ file: tea.md }]
questions:
  - { id: a, question: How is green tea made? }
  - { id: b, question: How is black tea made? }
`;
const FILES = {
	'groundline.yaml': TWO_MODELS,
	'tea.md': 'Green tea is steamed.\n',
	'p.prompty': '---\nname: P\n---\nuser:\n{{context}} {{question}}\n',
};

let cases: readonly Case[];
let results: ReadonlyMap<string, CaseResult>;
before(async () => {
	cases = planCases(await loadedSet(FILE, FILES)).cases;
	results = (await trace(cases, new ScriptedModel('It is steamed.'))).fold.results;
});

test('what has a result that fits is asked anew, what has none is not', () => {
	const [first] = cases;
	assert.deepEqual(asked(cases, results), ['a', 'b']);
	assert.deepEqual(asked(cases, new Map([[first!.key, results.get(first!.key)!]])), ['a']);
});

test('a known reply will do for a case that changed since its result', async () => {
	const changed = planCases(await loadedSet(FILE.replace('black tea', 'white tea'), FILES)).cases;
	assert.deepEqual(asked(changed, results), ['a']);
});

test('where a reply did not come, the other one is not paid for again', () => {
	for (const reason of ['cancelled', 'over-budget', 'unreachable', 'timeout', 'rate-limited'] as const) {
		assert.deepEqual(asked(cases, unscored(reason)), ['b'], reason);
	}
	for (const reason of ['unparsed', 'empty', 'cut-off', 'refused'] as const) {
		assert.deepEqual(asked(cases, unscored(reason)), ['a', 'b'], reason);
	}
});

/** The results with that of the first question unscored. */
function unscored(reason: UnscoredReason): ReadonlyMap<string, CaseResult> {
	const { key } = cases[0]!;
	const result = results.get(key)!;
	return new Map([...results, [key, { ...result, end: { ...result.end!, state: 'unscored', reason } }]]);
}

function asked(of: readonly Case[], known: ReadonlyMap<string, CaseResult>): readonly string[] {
	const keys = askedAnew(of, known);
	return of.filter(({ key }) => keys.has(key)).map(({ question }) => question.id);
}
