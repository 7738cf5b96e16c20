import assert from 'node:assert/strict';
import { test } from 'node:test';
import { builtInRubric } from '../../../../src/core/documents/built-in-rubric.ts';
import { parseRubric } from '../../../../src/core/documents/parse-rubric.ts';
import { checkMarks } from '../../../support/check-marks.ts';

const check = (fixture: string) => checkMarks(fixture, text => parseRubric(text).problems);

test('the built-in rubric is the one of the design', () => {
	assert.deepEqual(
		builtInRubric.criteria.map(({ id, weight }) => [id, weight]),
		[
			['relevance', 0.5],
			['faithfulness', 0.2],
			['completeness', 0.1],
			['clarity', 0.1],
			['conciseness', 0.1],
		],
	);
	assert.deepEqual(
		builtInRubric.levels.map(({ name, value }) => [name, value]),
		[
			['Excellent', 100],
			['Good', 80],
			['Fair', 60],
			['Bad', 40],
			['Worse', 20],
		],
	);
	assert.deepEqual(
		[...builtInRubric.criteria[1]!.caps],
		[
			['Bad', 60],
			['Worse', 40],
		],
	);
});

test('reads every key of a rubric', () => {
	const { rubric, problems } = parseRubric(`version: 1
name: Mine
scale: { Right: 100, Wrong: 0 }
synonyms: { Right: [Correct, True] }
criteria:
  - id: truth
    name: Truth
    weight: 1
    description: Is it so?
    anchors: { Right: It is so. }
    evidence: context
    cap: { Wrong: 10 }
    judge: strict
    check: { mustContain: [so] }
pass: { score: 50, truth: Right }
instructions: Be fair.
tests:
  - { question: Is it?, answer: It is., expect: { truth: Right } }
`);
	assert.deepEqual(problems, []);
	assert.deepEqual(rubric.levels[0], { name: 'Right', value: 100, synonyms: ['Correct', 'True'] });
	const [criterion] = rubric.criteria;
	assert.equal(criterion?.name, 'Truth');
	assert.equal(criterion?.evidence, 'context');
	assert.equal(criterion?.judge, 'strict');
	assert.equal(criterion?.anchors.get('Right'), 'It is so.');
	assert.equal(criterion?.caps.get('Wrong'), 10);
	assert.equal(criterion?.check?.mustContain[0]?.value, 'so');
	assert.equal(rubric.pass.score, 50);
	assert.equal(rubric.pass.levels.get('truth'), 'Right');
	assert.equal(rubric.instructions, 'Be fair.');
	assert.equal(rubric.tests?.[0]?.expect.get('truth'), 'Right');
});

test('named scales are worth 0 to 100, the best level first', () => {
	const levels = (scale: string) =>
		parseRubric(`version: 1\nscale: ${scale}\ncriteria: []\n`).rubric.levels.map(
			({ name, value }) => `${name}=${value}`,
		);
	assert.deepEqual(levels('1-5'), ['5=100', '4=75', '3=50', '2=25', '1=0']);
	assert.equal(levels('0-10').length, 11);
	assert.deepEqual(levels('pass-fail'), ['Pass=100', 'Fail=0']);
});

test('a rubric that extends another changes only what it says', () => {
	const { rubric, problems } = parseRubric(`version: 1
extends: built-in
synonyms: { Excellent: [Outstanding] }
criteria:
  - { id: faithfulness, cap: { Worse: 10 } }
  - { id: tone, weight: 0 }
`);
	assert.deepEqual(problems, []);
	assert.deepEqual(
		rubric.criteria.map(({ id }) => id),
		['relevance', 'faithfulness', 'completeness', 'clarity', 'conciseness', 'tone'],
	);
	const faithfulness = rubric.criteria[1]!;
	assert.deepEqual(
		[faithfulness.weight, faithfulness.evidence, [...faithfulness.caps]],
		[0.2, 'context', [['Worse', 10]]],
	);
	assert.equal(rubric.pass.score, 80);
	assert.deepEqual(rubric.levels[0]?.synonyms, ['Outstanding']);
});

test('a new scale leaves caps on levels of the old one behind', () => {
	const { rubric } = parseRubric('version: 1\nextends: built-in\nscale: 1-5\n');
	assert.equal(rubric.criteria[1]?.caps.size, 0);
});

test('marks levels and criteria that are not there', () =>
	check(`
  version: 1
  scale: { Good: 100, Bad: 0 }
  synonyms: { God: [Fine], Bad: [good] }
#             ^^^ unknown-level: did you mean "Good"?
#                                ^^^^ ambiguous-level: "good" means "Good" already.
  criteria:
    - { id: truth, weight: 1, cap: { Worse: 1 }, anchors: { Bda: no } }
#                                    ^^^^^ unknown-level: it has Good, Bad.
#                                                           ^^^ unknown-level: did you mean "Bad"?
  pass: { truht: Good, score: 120, truth: Best }
#         ^^^^^ unknown-criterion: did you mean "truth"?
#                             ^^^ wrong-value: from 0 to 100
#                                         ^^^^ unknown-level
  tests: [{ answer: x, expect: { tone: Good } }]
#                                ^^^^ unknown-criterion
`));

test('marks weights, scales and criteria that cannot score', () => {
	check(`
  version: 1
  scale: { Only: 50 }
# ^^^^^ small-scale
  criteria:
# ^^^^^^^^ weights-sum: The weights sum to 0.7
# ^^^^^^^^ no-pass-mark
    - { id: a, weight: 0.5 }
    - { id: a, weight: 0.5 }
#           ^ duplicate-id
    - { id: b, weight: 0.2 }
    - { id: c }
#           ^ missing-key: lacks "weight"
`);
	check(`
  version: 1
  pass: 80
  criteria:
# ^^^^^^^^ weights-zero
    - { id: score, weight: 0 }
#           ^^^^^ wrong-value: choose another id
`);
	check(`
  version: 1
# ^^^^^^^ no-criteria
  pass: 80
`);
});

test('what an absent base may define is not reported', () =>
	check(`
  version: 1
  extends: ./base.rubric.yaml
  criteria:
    - { id: mine, weight: 0.1, cap: { Poor: 3 } }
  pass: { theirs: Poor }
`));
