import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { PROBLEM_CODES } from '../../../../src/core/documents/codes.ts';

test('docs/problems.md explains every code with its severity, and no other', () => {
	const page = readFileSync(new URL('../../../../docs/problems.md', import.meta.url), 'utf8');
	const rows = [...page.matchAll(/^\| `([a-z-]+)` \| (\w+) \| .+ \|$/gm)].map(([, code, severity]) => [code, severity]);
	assert.deepEqual(Object.fromEntries(rows), PROBLEM_CODES);
	assert.equal(rows.length, Object.keys(PROBLEM_CODES).length);
});
