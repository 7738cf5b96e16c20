import assert from 'node:assert/strict';
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { BadServer, says } from '../support/bad-server.ts';
import { command, folderWith } from '../support/command.ts';

const QUESTIONS = `version: 1
context: [{ text: "Green tea is steamed. Black tea is oxidised. White tea is dried." }]
questions:
  - { id: green, question: How is green tea made? }
  - { id: black, question: How is black tea made? }
  - { id: white, follows: black, question: And white tea? }
`;
let folder: string;
let server: BadServer;
before(async () => {
	server = await BadServer.start(says('It is steamed.'));
	const model = (name: string) => `  ${name}: { provider: openai, baseUrl: "${server.url()}", model: ${name} }\n`;
	folder = folderWith({
		'groundline.yaml': `version: 1\nmodels:\n${model('m')}${model('old')}defaults: { models: [m] }\n`,
		'tea.questions.yaml': QUESTIONS,
	});
});
after(async () => {
	await server.stop();
	rmSync(folder, { recursive: true });
});

const cli = async (...line: string[]) => {
	const { out, err } = await command([...line, '--reporter', 'json'], { cwd: folder });
	return out === ''
		? [err]
		: (JSON.parse(out) as { cases: { key: string }[] }).cases.map(({ key }) => key.split('#')[1]);
};
const ALL = ['green@built-in@m', 'black@built-in@m', 'white@built-in@m'];

test('judging one question hides no answer of another: of each case the latest is judged', async () => {
	await cli('run', 'tea.questions.yaml', '--model', 'old', '--no-judge');
	await cli('run', 'tea.questions.yaml', '--no-judge');
	assert.deepEqual(await cli('judge', 'tea.questions.yaml'), ALL, 'a model that is asked no more is left out');
	assert.deepEqual(await cli('judge', 'tea.questions.yaml', '--question', 'white'), ['white@built-in@m']);
	assert.deepEqual(await cli('judge', 'tea.questions.yaml'), ALL);
	await cli('run', 'tea.questions.yaml', '--question', 'black', '--samples', '2', '--no-judge');
	assert.deepEqual(await cli('judge', 'tea.questions.yaml'), [
		'green@built-in@m',
		'black@built-in@m~0',
		'black@built-in@m~1',
		'white@built-in@m',
	]);
	assert.equal(readdirSync(join(folder, '.groundline/runs')).length, 7);
});

test('a run of another model is judged where it is the latest; a question that is gone is not', async () => {
	await cli('run', 'tea.questions.yaml', '--model', 'old', '--question', 'green', '--no-judge');
	const keys = await cli('judge', 'tea.questions.yaml', '--question', 'green');
	assert.deepEqual(keys, ['green@built-in@old', 'green@built-in@m']);
	writeFileSync(join(folder, 'tea.questions.yaml'), QUESTIONS.replace(/.*id: green.*\n/, ''));
	const rest = await cli('judge', 'tea.questions.yaml');
	assert.ok(rest.every(key => !key?.startsWith('green')) && rest.length === 3, rest.join());
});
