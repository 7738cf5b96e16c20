import fc from 'fast-check';

const key = fc.constantFrom('id', 'question', 'context', 'file', 'text', 'questions', 'a', '"q"', '<<', '?', 'vars');
const scalar = fc.constantFrom(
	'x',
	'1',
	'true',
	'~',
	'"a b"',
	"'it''s'",
	'"open',
	'|',
	'>-',
	'|+2',
	'*a',
	'&a',
	'&a b',
	'!!str',
	'[a, b]',
	'{ a: 1 }',
	'[',
	'}',
	'a: b',
	'# c',
	'',
	'é🛰️',
	'- x',
	'---',
	'...',
	'%YAML 1.1',
	'\t',
	'"\\u12',
	'@',
	'`',
	': ',
	'-',
);
const indent = fc.constantFrom('', '', '  ', '  ', '    ', '      ', '\t', ' ');
const line = fc.oneof(
	fc.tuple(indent, key, scalar).map(([spaces, name, value]) => `${spaces}${name}: ${value}`),
	fc.tuple(indent, key, scalar).map(([spaces, name, value]) => `${spaces}- ${name}: ${value}`),
	fc.tuple(indent, scalar).map(([spaces, value]) => spaces + value),
	fc.constant('questions:'),
);

/** Text that is nearly a question file: keys and values that mean something, put together without sense. */
export const yamlText = fc
	.tuple(fc.array(line, { maxLength: 12 }), fc.constantFrom('\n', '\n', '\r\n', '\r'), fc.constantFrom('', '\uFEFF'))
	.map(([lines, lineBreak, mark]) => mark + lines.join(lineBreak));
