import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { isMap, isScalar, isSeq, parseDocument } from 'yaml';
import { cursorAt, ITEM } from '../../../../src/core/language/cursor.ts';
import { cpuSeconds, endedSoon } from '../../../support/ends-soon.ts';

/** Says where the cursor mark stands, as one line: path, slot, token, siblings. */
function where(marked: string): string {
	const offset = marked.indexOf('¦');
	const text = marked.replace('¦', '');
	const cursor = cursorAt(text, offset);
	const path = cursor.path.map(step => (step === ITEM ? '[]' : step)).join('/');
	const siblings = cursor.siblings.length > 0 ? ` (${cursor.siblings.join(' ')})` : '';
	return `${cursor.slot} /${path} "${text.slice(cursor.token.start, cursor.token.end)}"${siblings}`;
}

const cases: readonly (readonly [string, string])[] = [
	['¦', 'start / ""'],
	['mod¦', 'start / "mod"'],
	['version: 1\nmod¦\nrubric: x', 'start / "mod" (version rubric)'],
	['mod¦els: [a]\nprompt: x', 'key / "models" (prompt)'],
	['models:¦', 'value /models ""'],
	['models: ¦', 'value /models ""'],
	['prompt: ./ans¦wer.prompty # which', 'value /prompt "./answer.prompty"'],
	['prompt: "./ans¦wer.prompty"', 'value /prompt "./answer.prompty"'],
	['prompt: "./ans¦', 'value /prompt "./ans"'],
	['prompt: x # com¦ment', 'text /prompt ""'],
	['models: [offline, g¦]', 'value /models/[] "g" (offline)'],
	['models: [offline, ¦', 'value /models/[] "" (offline)'],
	['judge: { ¦ }', 'key /judge ""'],
	['judge: { mod¦el: x, samples: 3 }', 'key /judge "model"'],
	['judge: { model: x, samp¦ }', 'key /judge "samp" (model)'],
	['judge: { model: cl¦ }', 'value /judge/model "cl" (model)'],
	['judge: {\n  model: x,\n  samples: ¦', 'value /judge/samples "" (model samples)'],
	['questions:\n  - ¦', 'start /questions/[] ""'],
	['questions:\n  - fol¦', 'start /questions/[] "fol"'],
	['questions:\n  - id: a\n    fol¦', 'start /questions/[] "fol" (id)'],
	['questions:\n  - id: a\n    ¦\n    question: b\n  - id: c', 'start /questions/[] "" (id question)'],
	['questions:\n- id: a\n  follows: ¦\n- id: b', 'value /questions/[]/follows ""'],
	['questions:\n- id: a\n  context:\n  - file: d¦', 'value /questions/[]/context/[]/file "d"'],
	['questions:\n  - id: a\n    context:\n      - { label: Web, te¦', 'key /questions/[]/context/[] "te" (label)'],
	['questions:\n  - question: |\n      text\n      mo¦re: a\n', 'text /questions/[]/question ""'],
	['questions:\n  - question: >-\n      a: b\n    id: ¦', 'value /questions/[]/id ""'],
	['models:\n  ¦', 'start /models ""'],
	['models:\n  - offline\n  - ¦', 'start /models/[] ""'],
	['pass: { score: 80, faith¦', 'key /pass "faith" (score)'],
	['pass: { score: 80, faithfulness: G¦ }', 'value /pass/faithfulness "G" (score faithfulness)'],
	['"a: b": { c: ¦', 'value /a: b/c "" (c)'],
	['a: 1\r\nb:\r\n  c: x¦\r\n', 'value /b/c "x"'],
	['- - a: ¦', 'value /[]/[]/a ""'],
	['a: {b: [{c: ¦}]}', 'value /a/b/[]/c "" (c)'],
	['a: [x]\nb: ¦', 'value /b ""'],
	['a:\n  - { b: 1 }¦', 'text /a/[] ""'],
	['a: [b] ¦', 'text /a ""'],
	['a: [x\nb: ¦', 'value /b ""'],
];

for (const [marked, expected] of cases) {
	test(`cursor in ${JSON.stringify(marked)}`, () => assert.equal(where(marked), expected));
}

test('agrees with the parser about every scalar of a valid document', () => {
	const word = fc.constantFrom('a', 'bc', 'd-e', 'x y', '1', 'true', 'é');
	const value = fc.letrec(tie => ({
		node: fc.oneof({ depthSize: 'small' }, word, tie('map'), tie('list')),
		map: fc.dictionary(fc.constantFrom('k', 'l', 'm n', 'o'), tie('node'), { minKeys: 1, maxKeys: 3 }),
		list: fc.array(tie('node'), { minLength: 1, maxLength: 3 }),
	}));
	fc.assert(
		fc.property(value.map, fc.constantFrom(2, 4), fc.boolean(), (tree, indent, indentSeq) => {
			const document = parseDocument(JSON.stringify(tree));
			for (const node of [document.contents]) {
				unflow(node);
			}
			const text = document.toString({ indent, indentSeq });
			for (const { path, offset } of scalars(parseDocument(text).contents, [])) {
				const cursor = cursorAt(text, offset);
				assert.deepEqual(cursor.path, path, `${text}@${offset}`);
			}
		}),
		{ numRuns: 50 },
	);
});

test('never throws, whatever the text', () => {
	const piece = fc.constantFrom(
		'a',
		':',
		' ',
		'\n',
		'- ',
		'{',
		'}',
		'[',
		']',
		',',
		'"',
		"'",
		'#',
		'|',
		'\r',
		'\t',
		'😀',
		'&',
		'!',
	);
	fc.assert(
		fc.property(fc.array(piece, { maxLength: 40 }), fc.nat(60), (pieces, at) => {
			const text = pieces.join('');
			const offset = Math.min(at, text.length);
			const { token } = cursorAt(text, offset);
			assert.ok(token.start <= offset && offset <= token.end && token.end <= text.length);
		}),
		{ numRuns: 300 },
	);
});

test('hostile texts take no quadratic time', () => {
	const started = cpuSeconds();
	const deep = '- '.repeat(50_000);
	for (const text of [`${deep}\n${' '.repeat(100_000)}x`, `a: ${'{'.repeat(50_000)}`, `a: ${'["'.repeat(20_000)}`]) {
		cursorAt(text, text.length);
	}
	endedSoon(started);
});

/** Half of the collections stay in flow style, by the length of their first key. */
function unflow(node: unknown): void {
	if (isMap(node)) {
		node.flow = node.items.length === 2;
		node.items.forEach(pair => {
			unflow(pair.value);
			if (isScalar(pair.key)) {
				pair.key.type = undefined;
			}
		});
	} else if (isSeq(node)) {
		node.flow = node.items.length === 3;
		node.items.forEach(unflow);
	} else if (isScalar(node)) {
		node.type = undefined;
	}
}

function* scalars(node: unknown, path: readonly unknown[]): Iterable<{ path: readonly unknown[]; offset: number }> {
	if (isMap(node)) {
		for (const pair of node.items) {
			yield* scalars(pair.value, [...path, String((pair.key as { value: unknown }).value)]);
		}
	} else if (isSeq(node)) {
		for (const item of node.items) {
			yield* scalars(item, [...path, ITEM]);
		}
	} else if (isScalar(node) && node.range) {
		yield { path, offset: node.range[1] };
	}
}
