import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { BadServer, says } from '../support/bad-server.ts';
import { command, folderWith } from '../support/command.ts';

const server = await BadServer.start(says('It is steamed.'));
after(() => server.stop());

const project = (price = '') =>
	`version: 1\nmodels:\n  local: { provider: openai, baseUrl: "${server.url()}", model: m${price} }\n`;
const QUESTIONS = 'version: 1\nquestions:\n  - { id: tea, question: How is tea made?, answers: { said: Steamed. } }\n';

test('a limit of costs is refused where a judge has no price, also for answers that are there', async () => {
	const cwd = folderWith({ 'groundline.yaml': project(), 'a.questions.yaml': QUESTIONS });
	await command(['run', 'a.questions.yaml', '--model', 'said', '--no-judge'], { cwd });
	const { code, err } = await command(['judge', 'a.questions.yaml', '--judge', 'local', '--max-cost', '1'], { cwd });
	assert.equal(code, 2);
	assert.match(err, /The cost limit of 1 USD cannot be kept: model "local" has no "price"/);
	assert.equal(server.requests.length, 0);
});

test('a limit of costs holds for the folders of a command line together', async () => {
	// Each call costs 4 tokens out: 4 USD.
	const priced = project(', price: { input: 0, output: 1000000 }, maxTokens: 4');
	const questions = 'version: 1\nmodels: [local]\nquestions:\n  - { id: tea, question: How is tea made? }\n';
	const cwd = folderWith({
		'one/groundline.yaml': priced,
		'one/a.questions.yaml': questions,
		'two/groundline.yaml': priced,
		'two/a.questions.yaml': questions.replace('How', 'Why'),
	});
	const before = server.requests.length;
	const { code, out } = await command(
		['run', 'one/a.questions.yaml', 'two/a.questions.yaml', '--no-judge', '--no-cache', '--max-cost', '4'],
		{ cwd },
	);
	assert.equal(server.requests.length - before, 1, out);
	assert.equal(code, 4);
	assert.match(out, /unscored: 1 over-budget/);
});

test('judge names the question that it does not find', async () => {
	const cwd = folderWith({ 'a.questions.yaml': QUESTIONS });
	await command(['run', 'a.questions.yaml'], { cwd });
	const { code, err } = await command(['judge', 'a.questions.yaml', '--question', 'taa'], { cwd });
	assert.deepEqual([code, err], [2, 'There is no question "taa". Did you mean "tea"?\n']);
});

test('no report is written over a document, and one that cannot be written is known before anything is asked', async () => {
	const cwd = folderWith({
		'groundline.yaml': project(),
		'a.questions.yaml': QUESTIONS,
		't.csv': 'id,question,answer_a,answer_b\n1,Why?,a,b\n',
		file: '',
	});
	const before = server.requests.length;
	for (const line of [
		['compare', 't.csv', '--judge', 'local'],
		['compare', '--counts', '3:1'],
		['probe', 'a.questions.yaml', '--judge', 'local'],
		['influence', 'a.questions.yaml', '--question', 'tea'],
	]) {
		const over = await command([...line, '--output', 'a.questions.yaml'], { cwd });
		assert.deepEqual([line[0], over.code], [line[0], 2]);
		assert.match(over.err, /is a document of Groundline: a report there would overwrite it/);
		const below = await command([...line, '--output', 'file/report.txt'], { cwd });
		assert.deepEqual([line[0], below.code], [line[0], 2]);
		assert.match(below.err, /cannot be written \(ENOTDIR|EEXIST\)/);
	}
	const losses = await command(['compare', 't.csv', '--judge', 'local', '--losses', 'file/lost'], { cwd });
	assert.deepEqual([losses.code, server.requests.length], [2, before]);
	assert.match(losses.err, /^The losses cannot be written to /);
	assert.equal(readFileSync(join(cwd, 'a.questions.yaml'), 'utf8'), QUESTIONS);
	const { code } = await command(['compare', '--counts', '3:1', '--output', 'new/report.txt'], { cwd });
	assert.deepEqual([code, existsSync(join(cwd, 'new', 'report.txt'))], [0, true]);
});

test('Ctrl+C at the question of influence is an answer', async () => {
	const cwd = folderWith({
		'groundline.yaml': project(', price: { input: 1, output: 1 }'),
		'tea.md': 'Green tea is steamed.\nBlack tea is oxidised.\n',
		'a.questions.yaml':
			'version: 1\nmodels: [local]\ncontext: [{ file: tea.md }]\nquestions:\n  - { id: tea, question: How is tea made? }\n',
	});
	await command(['run', 'a.questions.yaml', '--no-judge'], { cwd });
	const cancel = new AbortController();
	const before = server.requests.length;
	const { code, err } = await command(['influence', 'a.questions.yaml', '--question', 'tea'], {
		cwd,
		errIsTerminal: true,
		signal: cancel.signal,
		input: (async function* () {
			setTimeout(() => cancel.abort(), 20);
			yield await new Promise<string>(() => {}); // Nobody types anything.
		})() as never,
	});
	assert.match(err, /Go on\? \[y\/N\]/);
	assert.deepEqual([code, server.requests.length], [130, before]);
});
