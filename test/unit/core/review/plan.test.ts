import assert from 'node:assert/strict';
import { test } from 'node:test';
import { planCases } from '../../../../src/core/review/plan.ts';
import { loadedSet, TWO_MODELS } from '../../../support/review-set.ts';

const PROMPTY =
	'---\nname: Short\nmodel:\n  parameters:\n    temperature: 0.5\n    max_tokens: 9\n---\nuser:\n{{question}} {{context}}\n';

test('makes a case of each question, prompt and model, and one of each recorded answer', async () => {
	const set = await loadedSet(
		`
		version: 1
		prompt: [short.prompty, long.prompty]
		models: [one, two]
		questions:
		  - id: q1
		    question: What?
		    answers: { two: "Recorded.", gpt-4: "Recorded too." }
		  - { id: q2, question: Why? }`.replaceAll('\t', ''),
		{ 'groundline.yaml': TWO_MODELS, 'short.prompty': PROMPTY, 'long.prompty': PROMPTY },
	);
	const keys = (options = {}) =>
		planCases(set, options).cases.map(item => `${item.key.split('#')[1]} ${item.source.kind}`);
	assert.deepEqual(keys(), [
		'q1@short@one model',
		'q1@short@two recorded',
		'q1@short@gpt-4 recorded',
		'q1@long@one model',
		'q1@long@two recorded',
		'q2@short@one model',
		'q2@short@two model',
		'q2@long@one model',
		'q2@long@two model',
	]);
	assert.deepEqual(keys({ models: ['gpt-4'] }), ['q1@short@gpt-4 recorded']);
	assert.deepEqual(keys({ models: ['two'], recorded: 'fresh', samples: 2, questions: ['q1'] }), [
		'q1@short@two~0 model',
		'q1@short@two~1 model',
		'q1@long@two~0 model',
		'q1@long@two~1 model',
	]);
});

test('says of each parameter who set it', async () => {
	const set = await loadedSet(
		'version: 1\nprompt: short.prompty\nmodels: [one]\nparameters: { maxTokens: 7 }\nquestions:\n  - { id: q, question: What? }\n',
		{ 'groundline.yaml': TWO_MODELS, 'short.prompty': PROMPTY },
	);
	const [item] = planCases(set, { parameters: { seed: 3 } }).cases;
	assert.deepEqual(
		item!.parameters.map(({ name, value, origin }) => `${name} ${value} ${origin}`),
		['temperature 0.5 front matter', 'maxTokens 7 question file', 'seed 3 command line'],
	);
});

test('the model: command line, question file, front matter, project, offline', async () => {
	const question = 'questions:\n  - { id: q, question: What? }\n';
	const withModel = PROMPTY.replace('model:', 'model:\n  configuration:\n    type: openai\n    name: two-1');
	const modelsOf = async (text: string, files: Record<string, string>, options = {}) =>
		planCases(await loadedSet(`version: 1\n${text}${question}`, files), options).cases.map(item => item.source.name);
	const project = { 'groundline.yaml': `${TWO_MODELS}defaults: { models: [one] }\n`, 'm.prompty': withModel };
	assert.deepEqual(await modelsOf('', {}), ['offline']);
	assert.deepEqual(await modelsOf('', project), ['one']);
	assert.deepEqual(await modelsOf('prompt: m.prompty\n', project), ['two']);
	assert.deepEqual(await modelsOf('prompt: m.prompty\nmodels: [one]\n', project), ['one']);
	assert.deepEqual(await modelsOf('prompt: m.prompty\nmodels: [one]\n', project, { models: ['offline'] }), ['offline']);
});

test('names what keeps a case from being planned', async () => {
	const set = await loadedSet(
		'version: 1\nmodels: [two]\njudge: { model: two }\nquestions:\n  - { id: q, question: What? }\n',
		{ 'groundline.yaml': TWO_MODELS.replace(/, price: [^}]*\} \}/g, ' }') },
	);
	const messages = (options = {}) => planCases(set, options).problems.map(one => `${one.severity}: ${one.message}`);
	assert.match(messages().join('\n'), /^warning: The judge "two" is of the same family \(llama\)/);
	assert.match(
		messages({ models: ['towo'] }).join('\n'),
		/error: There is no model "towo" in groundline.yaml: did you mean "two"/,
	);
	assert.match(
		messages({ maxCost: 1 }).join('\n'),
		/error: The cost limit of 1 USD cannot be kept: model "two" has no "price"/,
	);
	assert.match(
		messages({ questions: ['qq'] }).join('\n'),
		/error: a\.questions\.yaml has no question "qq": did you mean "q"/,
	);
});

test('earlier turns come before those that follow, whatever their place; cycles are left out', async () => {
	const set = await loadedSet(
		`
		version: 1
		questions:
		  - { id: third, question: And?, follows: second }
		  - { id: second, question: Then?, follows: first }
		  - { id: first, question: Start? }
		  - { id: round, question: Round?, follows: about }
		  - { id: about, question: About?, follows: round }`.replaceAll('\t', ''),
	);
	const { cases, problems } = planCases(set);
	assert.deepEqual(
		cases.map(item => item.question.id),
		['first', 'second', 'third'],
	);
	assert.equal(cases[2]!.follows, cases[1]!.key);
	assert.deepEqual(
		cases[2]!.turns.map(turn => turn.question),
		['Start?', 'Then?'],
	);
	assert.deepEqual(
		problems.map(one => one.message),
		['Question "about" follows itself, over 2 questions.'],
	);
	assert.deepEqual(
		planCases(set, { questions: ['second'] }).cases.map(item => item.question.id),
		['first', 'second'],
	);
});

test('history: reference takes references, and waits for nobody', async () => {
	const set = await loadedSet(
		'version: 1\nhistory: reference\nquestions:\n  - { id: a, question: A?, reference: It is a. }\n  - { id: b, question: B?, follows: a }\n',
	);
	const [, b] = planCases(set).cases;
	assert.equal(b!.follows, undefined);
	assert.deepEqual(b!.turns, [{ question: 'A?', answer: { kind: 'given', text: 'It is a.' } }]);
});

test('a conversation without end is cut, not planned', async () => {
	const questions = Array.from(
		{ length: 1000 },
		(_, i) => `  - { id: q${i}, question: Turn ${i}?${i > 0 ? `, follows: q${i - 1}` : ''} }\n`,
	);
	const { cases, problems } = planCases(await loadedSet(`version: 1\nquestions:\n${questions.join('')}`));
	assert.equal(cases.length, 201);
	assert.deepEqual(
		problems.map(one => one.message),
		['A conversation has more than 200 turns; the further ones are left out.'],
	);
});
