import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { sentencesOf } from '../../../../src/core/grounding/sentences.ts';

test('sentences do not depend on the language that the machine is set to', () => {
	const text = 'Was it built in 1874; or later? It stands at St. Olaf 12:30. Τι είναι; Είναι.';
	const program = `
		import { sentencesOf } from ${JSON.stringify(new URL('../../../../src/core/grounding/sentences.ts', import.meta.url).href)};
		console.log(JSON.stringify(sentencesOf(${JSON.stringify(text)}, { start: 0, end: ${text.length} })));
	`;
	const cut = (language: string) =>
		spawnSync(process.execPath, ['--input-type=module', '-e', program], {
			encoding: 'utf8',
			env: { ...process.env, LC_ALL: language, LANG: language },
		}).stdout;
	assert.equal(cut('el_GR.UTF-8'), `${JSON.stringify(sentencesOf(text, { start: 0, end: text.length }))}\n`);
});
