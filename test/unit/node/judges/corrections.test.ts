import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { indexContext } from '../../../../src/core/grounding/context-index.ts';
import { correctionId, keptCorrection } from '../../../../src/core/judging/revision/kept-correction.ts';
import type { RevisionPlan } from '../../../../src/core/judging/revision/plan-revision.ts';
import { readCorrection, writeCorrection } from '../../../../src/node/judges/corrections.ts';
import { Redactor } from '../../../../src/node/redactor.ts';
import { modelEntry } from '../../../support/model-entry.ts';

const plan: RevisionPlan = {
	...{ question: 'When?', history: '', answer: 'In 1875.', candidate: 'small' },
	messages: [{ role: 'user', content: 'Revise it.' }],
	context: () => indexContext([]),
};
const reviser = modelEntry({ name: 'big' });

test('a suggestion is kept without keys and read back; what is damaged, another one or a link is none', async () => {
	const folder = mkdtempSync(path.join(tmpdir(), 'groundline-corrections-'));
	try {
		const redactor = new Redactor();
		redactor.add('sk-secret-0123456789');
		const check = { state: 'correction', effort: 0.2, claims: [], notes: ['It leaves out “x”.'] } as const;
		const revision = { text: 'In 1874.', check, reply: 'In 1874. sk-secret-0123456789', cost: undefined };
		const kept = keptCorrection(revision, { plan, reviser, question: 'built', doubt: 'It is alike.', now: 0 });
		writeCorrection(folder, kept, redactor);
		const file = path.join(folder, 'corrections', `${kept.id}.json`);
		assert.doesNotMatch(readFileSync(file, 'utf8'), /sk-secret/);
		const read = await readCorrection(folder, correctionId(plan, reviser));
		assert.deepEqual({ ...read, reply: '' }, { ...kept, reply: '' });
		assert.deepEqual(read?.notes, ['It leaves out “x”.', 'It is alike.']);
		assert.deepEqual([read?.at, read?.cost, read?.effort], ['1970-01-01T00:00:00.000Z', null, 0.2]);
		assert.notEqual(correctionId(plan, { ...reviser, model: 'other' }), kept.id);
		assert.equal(await readCorrection(folder, '../../etc'), undefined);
		assert.equal(await readCorrection(folder, '0123456789ab'), undefined);
		writeFileSync(file, JSON.stringify({ ...kept, state: 'right' }));
		assert.equal(await readCorrection(folder, kept.id), undefined);
		rmSync(path.join(folder, 'corrections'), { recursive: true });
		symlinkSync(tmpdir(), path.join(folder, 'corrections'));
		assert.throws(() => writeCorrection(folder, kept, redactor), /is a link/);
	} finally {
		rmSync(folder, { recursive: true });
	}
});
