import type { Located, TextRange } from '../../text/range.ts';
import { nearestSpelling } from '../../text/spelling.ts';
import type { TemplateItem } from './scan.ts';
import type { JinjaToken, SyntaxMistake, TokenType } from './tokens.ts';

/** What stands for `{% include %}` in the tree: a call of a name that no template can write. */
export const INCLUDE = 'include file';
export const INCLUDE_OPTIONAL = 'include file if there';

export interface Arrangement {
	/** Ready for the library's parser, if there are no mistakes. */
	readonly tokens: readonly JinjaToken[];
	readonly includes: readonly Located<string>[];
	readonly mistakes: readonly SyntaxMistake[];
}

/**
 * Checks that statements are known and properly nested, and rewrites what the library's parser does not know: includes
 * become calls, tests with arguments become filters. What it cannot do is left out, with a mistake at its place.
 */
export function arrange(items: readonly TemplateItem[]): Arrangement {
	const tokens: JinjaToken[] = [];
	const includes: Located<string>[] = [];
	const mistakes: SyntaxMistake[] = [];
	const open: OpenBlock[] = [];
	for (const item of items) {
		if (item.kind === 'text') {
			tokens.push({ type: 'Text', value: item.value, ...item.range });
			continue;
		}
		if (item.kind === 'expression') {
			if (item.tokens.length === 0) {
				mistakes.push(mistake('template-syntax', 'This tag is empty.', item.range));
			}
			tokens.push(...wrapped(item, ['OpenExpression', 'CloseExpression'], withTests(item.tokens)));
			continue;
		}
		const statement = readStatement(item, open);
		if (statement.kind === 'mistake') {
			mistakes.push(statement.mistake);
		} else if (statement.kind === 'include') {
			includes.push(statement.file);
			tokens.push(...wrapped(item, ['OpenExpression', 'CloseExpression'], statement.tokens));
		} else {
			tokens.push(...wrapped(item, ['OpenStatement', 'CloseStatement'], withTests(item.tokens)));
		}
	}
	for (const block of open) {
		mistakes.push(
			mistake('template-syntax', `\`{% ${block.name} %}\` has no \`{% end${block.name} %}\`.`, block.range),
		);
	}
	return { tokens, includes, mistakes };
}

interface OpenBlock {
	readonly name: string;
	readonly range: TextRange;
}

type Statement =
	| { readonly kind: 'plain' }
	| { readonly kind: 'include'; readonly file: Located<string>; readonly tokens: readonly JinjaToken[] }
	| { readonly kind: 'mistake'; readonly mistake: SyntaxMistake };

type StatementItem = Extract<TemplateItem, { kind: 'statement' }>;

function readStatement(item: StatementItem, open: OpenBlock[]): Statement {
	const [first] = item.tokens;
	const name = first?.type === 'Identifier' ? first.value : '';
	if (UNSUPPORTED.has(name)) {
		return wrong('template-unsupported', `Groundline does not support \`{% ${name} %}\`.`, item.range);
	}
	if (name === 'include') {
		return readInclude(item);
	}
	if (name.startsWith('end') && BLOCKS.has(name.slice(3))) {
		return closeBlock(item, name.slice(3), open);
	}
	if (name === 'else' || name === 'elif') {
		const inside = open.at(-1)?.name;
		const fits = inside === 'if' || (inside === 'for' && name === 'else');
		return fits ? PLAIN : wrong('template-syntax', `\`{% ${name} %}\` stands in no \`{% if %}\`.`, item.range);
	}
	if (name === 'break' || name === 'continue') {
		return loops(open) ? PLAIN : wrong('template-syntax', `\`{% ${name} %}\` stands in no loop.`, item.range);
	}
	if (!BLOCKS.has(name)) {
		const near = nearestSpelling(name, STATEMENTS);
		const hint = near === undefined ? '' : `; did you mean \`{% ${near} %}\`?`;
		return wrong('template-syntax', `There is no statement \`{% ${name} %}\`${hint || '.'}`, first ?? item.range);
	}
	if (name !== 'set' || !item.tokens.some(token => token.type === 'Equals')) {
		open.push({ name, range: item.range });
	}
	return unsupportedForm(name, item) ?? PLAIN;
}

/** Forms of known statements that the library's parser lacks. */
function unsupportedForm(name: string, item: StatementItem): Statement | undefined {
	const last = item.tokens.at(-1)!;
	if (name === 'for' && last.type === 'Identifier' && last.value === 'recursive') {
		return wrong('template-unsupported', 'Groundline does not support recursive loops.', last);
	}
	const pipe = item.tokens.find(token => token.type === 'Pipe');
	if (name === 'set' && pipe !== undefined && !item.tokens.some(token => token.type === 'Equals')) {
		return wrong('template-unsupported', 'Groundline does not support a filter on a `{% set %}` block.', pipe);
	}
	return undefined;
}

function closeBlock(item: StatementItem, name: string, open: OpenBlock[]): Statement {
	const at = open.findLastIndex(block => block.name === name);
	if (at < 0) {
		return wrong('template-syntax', `\`{% end${name} %}\` closes nothing.`, item.range);
	}
	const unclosed = open[at + 1];
	open.length = at;
	return unclosed === undefined
		? PLAIN
		: wrong('template-syntax', `\`{% ${unclosed.name} %}\` has no \`{% end${unclosed.name} %}\`.`, unclosed.range);
}

/** True inside a loop of the same macro. */
function loops(open: readonly OpenBlock[]): boolean {
	const loop = open.findLastIndex(block => block.name === 'for');
	return loop > open.findLastIndex(block => block.name === 'macro' || block.name === 'call');
}

function readInclude(item: StatementItem): Statement {
	const [, file, ...rest] = item.tokens;
	const words = rest.map(token => token.value).join(' ');
	if (file?.type !== 'StringLiteral') {
		return wrong('template-unsupported', 'Groundline includes files by a name in quotes only.', file ?? item.range);
	}
	if (!['', 'with context', 'ignore missing', 'ignore missing with context'].includes(words)) {
		return wrong('template-unsupported', `Groundline does not support \`${words}\` after an include.`, {
			start: rest[0]!.start,
			end: rest.at(-1)!.end,
		});
	}
	const callee = words.startsWith('ignore') ? INCLUDE_OPTIONAL : INCLUDE;
	return {
		kind: 'include',
		file: { value: file.value, range: { start: file.start, end: file.end } },
		tokens: [
			{ ...item.tokens[0]!, value: callee },
			{ type: 'OpenParen', value: '(', start: file.start, end: file.start },
			file,
			{ type: 'CloseParen', value: ')', start: file.end, end: file.end },
		],
	};
}

/** `x is divisibleby(3)` and `x is divisibleby 3` become `x | <is divisibleby>(3)`: the parser knows tests without arguments only. */
function withTests(tokens: readonly JinjaToken[]): readonly JinjaToken[] {
	if (!tokens.some(token => isWord(token, 'is'))) {
		return tokens;
	}
	const made: JinjaToken[] = [];
	for (let i = 0; i < tokens.length; i++) {
		const negated = isWord(tokens[i + 1], 'not');
		const test = tokens[i + (negated ? 2 : 1)];
		const argument = tokens[i + (negated ? 3 : 2)];
		if (!isWord(tokens[i], 'is') || test?.type !== 'Identifier' || argument === undefined || !isArgument(argument)) {
			made.push(tokens[i]!);
			continue;
		}
		made.push({ ...tokens[i]!, type: 'Pipe', value: '|' });
		made.push({ ...test, value: `${negated ? 'is not' : 'is'} ${test.value}` });
		i += negated ? 2 : 1;
		if (argument.type !== 'OpenParen') {
			made.push({ type: 'OpenParen', value: '(', start: argument.start, end: argument.start }, argument);
			made.push({ type: 'CloseParen', value: ')', start: argument.end, end: argument.end });
			i++;
		}
	}
	return made;
}

function isArgument(token: JinjaToken): boolean {
	return token.type === 'Identifier'
		? !['and', 'or', 'not', 'in', 'is', 'if', 'else'].includes(token.value)
		: ['OpenParen', 'NumericLiteral', 'StringLiteral'].includes(token.type);
}

function isWord(token: JinjaToken | undefined, word: string): boolean {
	return token?.type === 'Identifier' && token.value === word;
}

function wrapped(
	item: TemplateItem,
	[open, close]: readonly [TokenType, TokenType],
	inside: readonly JinjaToken[],
): readonly JinjaToken[] {
	const { start, end } = item.range;
	return [
		{ type: open, value: open === 'OpenStatement' ? '{%' : '{{', start, end: start + 2 },
		...inside,
		{ type: close, value: close === 'CloseStatement' ? '%}' : '}}', start: end - 2, end },
	];
}

function wrong(code: SyntaxMistake['code'], message: string, { start, end }: TextRange): Statement {
	return { kind: 'mistake', mistake: mistake(code, message, { start, end }) };
}

function mistake(code: SyntaxMistake['code'], message: string, { start, end }: TextRange): SyntaxMistake {
	return { code, message, start, end };
}

const PLAIN: Statement = { kind: 'plain' };

/** Statements with an end. */
const BLOCKS: ReadonlySet<string> = new Set(['if', 'for', 'macro', 'call', 'filter', 'set']);

const STATEMENTS: readonly string[] = [
	...BLOCKS,
	...[...BLOCKS].map(name => `end${name}`),
	'else',
	'elif',
	'break',
	'continue',
	'include',
	'raw',
];

/** Statements of Jinja that are reported rather than half understood. */
const UNSUPPORTED: ReadonlySet<string> = new Set(
	'block endblock extends import from autoescape endautoescape do with endwith trans pluralize endtrans debug generation endgeneration'.split(
		' ',
	),
);
