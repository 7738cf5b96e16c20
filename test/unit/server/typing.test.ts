import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LanguageTestClient } from '../../support/language-client.ts';

const PATH = 'a.questions.yaml';

const FILES = {
	'groundline.yaml': 'version: 1\nmodels:\n  small: { provider: openai, model: m }\n',
	'p.prompty': '---\nname: p\n---\nuser:\n{{ context }} {{ question }}\n',
	'page.md': 'One.\nTwo.\n',
};

const TEXT = `version: 1
prompt: p.prompty
models: [small, "smal"]
questions:
  - id: one
    question: "😀 Why?"
    context: [{ file: page.md, lines: 1-9 }]
  - question: |
      How?
    follows: oen
`;

const HEAD = TEXT.slice(0, TEXT.indexOf('questions:'));

test('typing a file leads, key by key, to what opening it finds; no request fails on the way', async () => {
	const typing = await new LanguageTestClient(FILES).start();
	await typing.open(PATH, HEAD);
	let [line, character] = [HEAD.split('\n').length - 1, 0];
	for (const [index, key] of [...TEXT.slice(HEAD.length)].entries()) {
		const at = { line, character };
		await typing.change(PATH, { range: { start: at, end: at }, text: key });
		[line, character] = key === '\n' ? [line + 1, 0] : [line, character + key.length];
		if (index % 40 === 0) {
			const position = { line, character };
			for (const method of ['completion', 'hover', 'definition', 'documentSymbol', 'foldingRange', 'documentLink']) {
				await typing.ask(`textDocument/${method}`, PATH, { position });
			}
		}
	}
	const opening = await new LanguageTestClient(FILES).start();
	await opening.open(PATH, TEXT);
	const problems = await opening.problems(PATH);
	assert.deepEqual(await typing.problems(PATH), problems);
	assert.deepEqual(
		problems.map(problem => problem.split(' ')[1]),
		['unknown-model', 'lines-out-of-range', 'unknown-question'],
	);
	assert.deepEqual(typing.outlines.at(-1)?.questions, opening.outlines.at(-1)?.questions);
	typing.stop();
	opening.stop();
});
