import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { BadServer } from '../support/bad-server.ts';
import { command, folderWith } from '../support/command.ts';

const ANSWER = 'Green tea is steamed at 100 degrees. Black tea is never oxidised at all.';
const REPLY = JSON.stringify({
	criteria: Object.fromEntries(
		['relevance', 'faithfulness', 'completeness', 'clarity', 'conciseness'].map(id => [
			id,
			{ reason: 'So.', evidence: [], rating: 'Good' },
		]),
	),
	claims: [{ claim: 'C1', quotes: ['Black tea is fully oxidised.'], label: 'contradicted' }],
});
const server = await BadServer.start(exchange => {
	exchange.json(200, {
		id: 'x',
		object: 'chat.completion',
		choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content: REPLY } }],
	});
});
after(() => server.stop());

const FILES = {
	'groundline.yaml': `version: 1\nmodels:\n  local: { provider: openai, baseUrl: "${server.url()}", model: m }\n`,
	'tea.md': 'Green tea is steamed at 100 degrees.\nBlack tea is fully oxidised.\n',
	'a.questions.yaml': `version: 1\nmodels: [said]\njudge: local\ncontext: [{ file: tea.md }, { file: tea.md }]\nquestions:\n  - { id: a, question: How is tea made?, answers: { said: "${ANSWER}" } }\n`,
};

test('a run sends the doubted claims, tells the saving, and what the judge holds against them', async () => {
	const cwd = folderWith(FILES);
	const { out, err } = await command(['run', 'a.questions.yaml', '--judge-claims', 'doubted'], { cwd });
	assert.match(
		out,
		/the judge: contradicted “Black tea is never oxidised at all\.”, quoting tea\.md:2 “Black tea is fully oxidised\.”/,
		err,
	);
	assert.match(out, /^claims: 1 of 2 sent to the judge, which saves ≈ \d+ tokens$/m);
	const json = JSON.parse(
		(await command(['run', 'a.questions.yaml', '--judge-claims', 'doubted', '--reporter', 'json'], { cwd })).out,
	);
	assert.deepEqual([json.summary.claims.sent, json.summary.claims.of], [1, 2]);
	assert.equal(json.cases[0].grounding.claims[1].judged.label, 'contradicted');
	assert.equal(json.cases[0].grounding.judgedClaims.choice, 'doubted');
	const wrong = await command(['run', 'a.questions.yaml', '--judge-claims', 'some'], { cwd });
	assert.match(wrong.err, /--judge-claims takes all, doubted or none, not "some"/);
});

test('check lists what contexts would be better without, with the tokens, and that is no error', async () => {
	const { code, out, err } = await command(['check', 'a.questions.yaml'], { cwd: folderWith(FILES) });
	assert.equal(code, 0);
	assert.match(
		out,
		/^a\.questions\.yaml:4:\d+: information repeated-context An earlier passage \(tea\.md\) says exactly this already: ≈ \d+ tokens\.$/m,
	);
	assert.match(err, /^context: ≈ \d+ tokens of the ≈ \d+ that one answer to each question is given could be saved$/m);
});
