import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rebaseResult } from '../../../../src/host/results/rebase.ts';
import { filePassage, resultOf } from '../../../support/results.ts';

test('every path of a result moves below the higher root', () => {
	const result = rebaseResult(resultOf({ passages: [filePassage('docs/limits.md', 'a')] }), 'apps/mail');
	assert.equal(result.key, 'apps/mail/mail.questions.yaml#attachment-size@answer@local');
	assert.equal(result.start?.file, 'apps/mail/mail.questions.yaml');
	assert.equal(result.start?.passages[0]?.path, 'apps/mail/docs/limits.md');
	assert.ok([result.answer?.key, result.end?.key, result.verdicts[0]?.key].every(key => key === result.key));
});

test('the same root changes nothing', () => {
	const result = resultOf({});
	assert.equal(rebaseResult(result, ''), result);
});
