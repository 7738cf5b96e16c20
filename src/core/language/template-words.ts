import type { StandardVariable } from '../prompt/variables.ts';

/** What each variable that every template has holds, in Markdown. */
export const VARIABLE_DOCS: Readonly<Record<StandardVariable, string>> = {
	question: 'The question, as written.',
	context: 'The passages as one text: each with its `[label]`, a blank line between.',
	passages: 'The passages as a list. Each has `label`, `text`, `file` and `lines`.',
	history: 'Earlier turns as one text: `Q: …`, `A: …`, a blank line between the pairs.',
	turns: 'Earlier turns as a list. Each has `role` and `content`.',
};

/** What the elements of the lists that templates go through have. */
export const MEMBERS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
	passages: {
		label: 'What the passage is; empty without a label.',
		text: 'The chosen lines.',
		file: 'Path of the file; empty for inline text.',
		lines: 'Numbers of the chosen lines, `10-42`; empty for inline text.',
	},
	turns: { role: '`user` or `assistant`.', content: 'What was said.' },
	loop: {
		index: 'Number of the turn, from 1.',
		index0: 'Number of the turn, from 0.',
		first: 'True in the first turn.',
		last: 'True in the last turn.',
		length: 'Number of turns.',
	},
};

export const STATEMENTS: Readonly<Record<string, string>> = {
	if: '`{% if x %} … {% elif y %} … {% else %} … {% endif %}`',
	elif: 'Another condition of an `if`.',
	else: 'What holds otherwise.',
	endif: 'Ends an `if`.',
	for: '`{% for passage in passages %} … {% endfor %}`',
	endfor: 'Ends a `for`.',
	set: '`{% set name = value %}`',
	macro: '`{% macro name(argument) %} … {% endmacro %}`',
	endmacro: 'Ends a `macro`.',
};

export const TESTS: Readonly<Record<string, string>> = {
	defined: 'The variable has a value.',
	undefined: 'The variable has no value.',
	none: 'The value is none.',
	string: 'The value is a text.',
	number: 'The value is a number.',
	iterable: 'The value is a list or a text.',
	mapping: 'The value is a mapping.',
	odd: 'The number is odd.',
	even: 'The number is even.',
};

export const FILTERS: Readonly<Record<string, string>> = {
	trim: 'Without the spaces around.',
	upper: 'In upper case.',
	lower: 'In lower case.',
	title: 'Each word with a capital.',
	capitalize: 'With a capital at the start.',
	length: 'Number of elements or characters.',
	join: 'Elements as one text: `join(", ")`.',
	first: 'The first element.',
	last: 'The last element.',
	sort: 'In order.',
	reverse: 'From the end.',
	unique: 'Each element once.',
	list: 'As a list.',
	map: 'One attribute of each element: `map(attribute="text")`.',
	selectattr: 'Elements whose attribute passes a test.',
	rejectattr: 'Elements whose attribute fails a test.',
	replace: 'With one text in place of another: `replace("a", "b")`.',
	default: 'Another value where there is none: `default("none")`.',
	indent: 'Each line with spaces before it: `indent(2)`.',
	tojson: 'As JSON.',
	items: 'Keys and values of a mapping.',
	int: 'As a whole number.',
	float: 'As a number.',
	string: 'As a text.',
	abs: 'Without the sign.',
	safe: 'As it is.',
};
