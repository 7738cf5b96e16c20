import assert from 'node:assert/strict';
import { test } from 'node:test';
import { spokenState } from '../../../media/panel/spoken.ts';
import type { CasePanel, PanelState } from '../../../src/shared/panel.ts';

const panel = (badge: string, score: string, note = '', key = 'a'): CasePanel =>
	({
		kind: 'case',
		key,
		title: 'When?',
		where: 'built · answer',
		headline: { badge, score, tone: 'bad', note: note === '' ? [] : [{ text: note }] },
	}) as unknown as CasePanel;
const empty: PanelState = { kind: 'empty', message: 'Run a question.', buttons: [] };

test('what came of an answer is read out when it changes, without its sign', () => {
	const answering = panel('answering…', '–');
	const failed = panel('✕ failed', '60.0', 'pass mark 80');
	assert.equal(spokenState(failed, answering), 'failed 60.0, pass mark 80');
	assert.equal(spokenState(answering, failed), 'answering…');
	assert.equal(spokenState({ ...failed, notes: ['more'] }, failed), undefined, 'a piece of the answer says nothing');
});

test('another question is named first; a page that was just opened is read by the person', () => {
	const failed = panel('✕ failed', '60.0');
	assert.equal(spokenState(panel('✓ passed', '92.0', '', 'b'), failed), 'When? built · answer. passed 92.0');
	assert.equal(spokenState(failed, undefined), undefined);
	assert.equal(spokenState(empty, failed), 'Run a question.');
	assert.equal(spokenState(empty, empty), undefined);
});
