import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseDocument } from 'yaml';
import { formatYaml } from '../../../../src/core/language/formatting.ts';

const cases: readonly (readonly [string, string, string])[] = [
	['nothing to do', 'a: 1\nb:\n  - c\n', 'a: 1\nb:\n  - c\n'],
	['a list at the column of its key', 'a:\n- b: 1\n  c: 2\n- d\n', 'a:\n  - b: 1\n    c: 2\n  - d\n'],
	['four spaces', 'a:\n    b:\n        c: 1\n', 'a:\n  b:\n    c: 1\n'],
	['spaces at line ends and blank lines', '\n\na: 1  \n\n\n\nb: 2\n\n', 'a: 1\n\nb: 2\n'],
	['spaces behind a dash', 'a:\n  -   b: 1\n      c: 2\n', 'a:\n  - b: 1\n    c: 2\n'],
	[
		'a literal keeps its inside',
		'a:\n    b: |\n        x  \n\n\n          y\n    c: 1\n',
		'a:\n  b: |\n      x  \n\n\n        y\n  c: 1\n',
	],
	['a flow collection over lines moves as one', 'a:\n    b: [1,\n        2]\n', 'a:\n  b: [1,\n      2]\n'],
	[
		'comments go with the line below',
		'a:\n    # of b\n    b: 1 # here\n# end\n',
		'a:\n  # of b\n  b: 1 # here\n# end\n',
	],
	['kept line breaks at the end of a scalar', 'a: |+\n  x\n\n\nb: 1\n', 'a: |+\n  x\n\n\nb: 1\n'],
	['CRLF stays', 'a:\r\n- b\r\n', 'a:\r\n  - b\r\n'],
	['no line break at the end', 'a: 1', 'a: 1\n'],
	['columns of values stay', 'a:    1\nbcd:  2\n', 'a:    1\nbcd:  2\n'],
];

for (const [name, before, after] of cases) {
	test(`formats: ${name}`, () => assert.equal(formatYaml(before), after));
}

test('leaves a text with mistakes alone', () => {
	assert.equal(formatYaml('a: [1\nb: "'), undefined);
	assert.equal(formatYaml(''), undefined);
});

test('formatting twice is formatting once, and the meaning stays', () => {
	const word = fc.constantFrom('a', 'b c', '1', 'x\ny\n', ' p\n\n  q', 'long words that go on', '# no', '');
	const { map } = fc.letrec(tie => ({
		node: fc.oneof({ depthSize: 'small' }, word, tie('map'), tie('list')),
		map: fc.dictionary(fc.constantFrom('k', 'l', 'm n', 'o'), tie('node'), { minKeys: 1, maxKeys: 3 }),
		list: fc.array(tie('node'), { minLength: 1, maxLength: 3 }),
	}));
	let formatted = 0;
	fc.assert(
		fc.property(map, fc.record({ indent: fc.constantFrom(1, 2, 3, 4), indentSeq: fc.boolean() }), (tree, style) => {
			const document = parseDocument(JSON.stringify(tree));
			loosen(document.contents);
			const text = document.toString({ ...style, lineWidth: 30 });
			const once = formatYaml(text);
			if (once !== undefined) {
				formatted++;
				assert.deepEqual(parseDocument(once).toJS(), parseDocument(text).toJS());
				assert.equal(formatYaml(once), once);
			}
		}),
		{ numRuns: 60 },
	);
	assert.ok(formatted > 50, `only ${formatted} of 60 texts were formatted`);
});

/** Lets the printer choose block style for every collection and scalar. */
function loosen(node: unknown): void {
	if (typeof node === 'object' && node !== null) {
		const open = node as {
			flow?: boolean;
			type?: string | undefined;
			items?: unknown[];
			key?: unknown;
			value?: unknown;
		};
		if (open.items !== undefined) {
			open.flow = false;
			open.items.forEach(loosen);
		} else if ('key' in open) {
			loosen(open.key);
			loosen(open.value);
		} else if ('type' in open) {
			open.type = undefined;
		}
	}
}
