import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { test } from 'node:test';
import { RecordedPlaces } from '../../src/cli/question-places.ts';
import { folderWith } from '../support/command.ts';

test('finds questions and recorded answers in the files below the root, and nothing outside', () => {
	const root = folderWith({
		'a/tea.questions.yaml': 'version: 1\nquestions:\n  - id: green\n    question: How?\n    answers: { old: So. }\n',
	});
	const places = new RecordedPlaces(`${root}/a`);
	assert.deepEqual(places.regionOf('tea.questions.yaml', 'green', undefined), {
		line: 4,
		column: 15,
		endLine: 4,
		endColumn: 19,
	});
	assert.equal(places.regionOf('tea.questions.yaml', 'green', 'old')?.line, 5);
	assert.equal(places.regionOf('tea.questions.yaml', 'gone', undefined), undefined);
	assert.equal(places.regionOf('none.questions.yaml', 'green', undefined), undefined);
	assert.equal(new RecordedPlaces(`${root}/b`).regionOf('../a/tea.questions.yaml', 'green', undefined), undefined);
	rmSync(root, { recursive: true });
});
