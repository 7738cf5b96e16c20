import assert from 'node:assert/strict';
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { shortHash } from '../../src/core/text/hash.ts';
import { command, folderWith } from '../support/command.ts';

const GOOD = 'The lighthouse was built in 1874.';
const WRONG = 'The lighthouse is a satellite of 1999.';
const QUESTIONS = `version: 1
context: [{ text: The lighthouse was built in 1874. }]
questions:
  - { id: built, question: When was the lighthouse built?, answers: { good: "${GOOD}", wrong: "${WRONG}" } }
`;
const [good, wrong] = [shortHash(GOOD), shortHash(WRONG)];
const ANSWERS = `version: 1
answers:
  ${good}: { question: built, model: good, prompt: built-in, text: "${GOOD}" }
  ${wrong}: { question: built, model: wrong, prompt: built-in, text: "${WRONG}" }
`;
let folder: string;
before(() => {
	folder = folderWith({ 'a.questions.yaml': QUESTIONS });
});
after(() => rmSync(folder, { recursive: true }));
const agree = (...line: string[]) => command(['agree', ...line], { cwd: folder });
const say = (text: string) => writeFileSync(join(folder, 'a.annotations.yaml'), ANSWERS + text);

test('without annotations, and without a run, it says what is missing', async () => {
	const { code, err } = await agree('a.questions.yaml');
	assert.equal(code, 2);
	assert.match(err, /^a\.questions\.yaml has no annotations: a\.annotations\.yaml does not exist\.$/m);
	say(`reviews: [{ answer: ${good}, state: accepted }]\n`);
	const bare = await agree('a.questions.yaml');
	assert.equal(bare.code, 2);
	assert.match(bare.out, /^No recorded run holds a verdict of a judge: run the questions first\.$/m);
});

test('people are compared with the verdicts of all runs of the file, and with those of one run file', async () => {
	await command(['run', 'a.questions.yaml', '--model', 'good', '--model', 'wrong'], { cwd: folder });
	say(`reviews:
  - { answer: ${good}, state: accepted, by: Ann }
  - { answer: ${wrong}, state: rejected, by: Ann }
  - { answer: ${wrong}, state: uncertain, by: Bo }
ratings: [{ answer: ${wrong}, criterion: faithfulness, rating: Worse, by: Ann }]
annotations:
  - { id: a1, answer: ${wrong}, target: { exact: satellite of 1999 }, label: unsupported, by: Ann }
  - { id: a2, answer: ${wrong}, target: { exact: words that are gone }, label: supported, by: Ann }
preferences: [{ question: built, a: ${good}, b: ${wrong}, winner: a, by: Bo }]
`);
	const { code, out, err } = await agree('a.questions.yaml');
	assert.deepEqual([code, err], [0, '']);
	assert.match(out, /^## Judge offline, rubric /m);
	assert.match(out, /^accepted or rejected: κ 1\.00, same 100 % of 2$/m);
	assert.match(out, /^3 reviews = 2 counted \+ 1 uncertain\n {2}uncertain: built · uncertain · Bo$/m);
	assert.match(out, /^2 annotations = 1 counted \+ 1 orphaned$/m);
	assert.match(out, /^words that the comparison of texts doubts: 1 confirmed, 0 dismissed/m);
	const json = JSON.parse((await agree('a.questions.yaml', '--reporter', 'json')).out);
	const [{ judges, said }] = json.reports;
	assert.equal(judges[0].reviews.kappa.value, 1);
	for (const [kind, loaded] of Object.entries(said)) {
		const { counted, listed } = judges[0].account[kind];
		assert.equal(counted + listed.length, loaded, kind);
	}
	const [run] = readdirSync(join(folder, '.groundline/runs'));
	const ofRun = await agree(`.groundline/runs/${run}`);
	assert.equal(ofRun.err, '');
	assert.match(ofRun.out, /^accepted or rejected: κ 1\.00/m);
});

test('what cannot be read is told by line and the rest still counts', async () => {
	say(`reviews: [{ answer: ${good}, state: accepted }, { answer: ${good}, state: splendid }]\n`);
	const { code, out, err } = await agree('a.questions.yaml');
	assert.equal(code, 2);
	assert.match(err, /^a\.annotations\.yaml:5:\d+: error /m);
	assert.match(out, /^1 review = 1 counted$/m);
});

test('only one judge on request, and no unknown reporter', async () => {
	say(`reviews: [{ answer: ${good}, state: accepted }]\n`);
	assert.match((await agree('a.questions.yaml', '--judge', 'offline')).out, /^## Judge offline, rubric /m);
	const unknown = await agree('a.questions.yaml', '--judge', 'ofline');
	assert.equal(unknown.code, 2);
	assert.match(unknown.err, /no verdict is of "ofline"; there are verdicts of offline\. Did you mean "offline"\?/);
	assert.match((await agree('a.questions.yaml', '--reporter', 'html')).err, /no reporter "html"/);
	const over = await agree('a.questions.yaml', '--output', 'a.questions.yaml');
	assert.match(over.err, /is a document of Groundline: a report there would overwrite it/);
});

test('the risk is a share below one half', async () => {
	for (const risk of ['0', '0.5', '2', 'x']) {
		const { code, err } = await agree('a.questions.yaml', '--risk', risk);
		assert.equal(code, 2, err);
		assert.match(err, /--risk needs a number/);
	}
});
