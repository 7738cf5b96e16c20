import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Case } from '../../../../src/core/review/case.ts';
import { estimateCost } from '../../../../src/host/runs/estimate.ts';

const price = { input: 1, output: 10, cachedInput: undefined };

test('a run costs what is sent and what comes back, for the model and for each verdict', () => {
	const item = caseOf({ samples: 2 });
	const judged = estimateCost([item], 'judge');
	const run = estimateCost([item], 'run');
	// 4,000 characters of context are 1,000 tokens, one answer is 300.
	assert.ok(Math.abs(run - judged - (1000 + 300 * 10) / 1_000_000) < 1e-6);
	assert.ok(Math.abs(judged - 2 * estimateCost([caseOf({ samples: 1 })], 'judge')) < 1e-12);
});

test('what has no price counts nothing, and a recorded answer costs no call', () => {
	assert.equal(estimateCost([caseOf({ samples: 0, free: 'free' })], 'run'), 0);
	const recorded = { ...caseOf({ samples: 0 }), source: { kind: 'recorded', name: 'x', answer: '' } } as Case;
	assert.equal(estimateCost([recorded], 'run'), 0);
});

function caseOf({ samples, free }: { readonly samples: number; readonly free?: 'free' }): Case {
	const entry = { price: free === undefined ? price : undefined };
	return {
		source: { kind: 'model', name: 'm', entry },
		passages: [{ text: 'x'.repeat(4000) }],
		prompt: { source: '' },
		question: { question: { value: '' } },
		parameters: [],
		judge: { entry, samples },
	} as unknown as Case;
}
