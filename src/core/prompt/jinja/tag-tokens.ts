import type { JinjaToken, SyntaxMistake, TokenType } from './tokens.ts';

/** What stands between `{{` and `}}`, or `{%` and `%}`. */
export interface TagScan {
	readonly tokens: readonly JinjaToken[];
	/** The closing delimiter; `undefined` where the source ends before it. */
	readonly close: { readonly start: number; readonly end: number; readonly trims: boolean } | undefined;
	readonly mistakes: readonly SyntaxMistake[];
}

/** Scans the inside of a tag from `at` on until `close` (`}}` or `%}`). Linear in what it reads. */
export function scanTag(source: string, at: number, close: '}}' | '%}'): TagScan {
	const tokens: JinjaToken[] = [];
	const mistakes: SyntaxMistake[] = [];
	let curly = 0;
	while (at < source.length) {
		const char = source[at]!;
		if (/\s/.test(char)) {
			at++;
			continue;
		}
		const signed = (char === '-' || char === '+') && source.startsWith(close, at + 1);
		if (signed || (curly <= 0 && source.startsWith(close, at))) {
			return { tokens, close: { start: at, end: at + (signed ? 3 : 2), trims: signed && char === '-' }, mistakes };
		}
		const token = tokenAt(source, at, tokens.at(-1));
		if (token.mistake !== undefined) {
			mistakes.push({ code: 'template-syntax', message: token.mistake, start: at, end: token.end });
		} else {
			curly += token.type === 'OpenCurlyBracket' ? 1 : token.type === 'CloseCurlyBracket' ? -1 : 0;
			tokens.push({ value: token.value, type: token.type, start: at, end: token.end });
		}
		at = token.end;
	}
	return { tokens, close: undefined, mistakes };
}

type Scanned =
	| { readonly mistake?: undefined; readonly type: TokenType; readonly value: string; readonly end: number }
	| { readonly mistake: string; readonly end: number };

function tokenAt(source: string, at: number, previous: JinjaToken | undefined): Scanned {
	const char = source[at]!;
	if (char === '"' || char === "'") {
		return stringAt(source, at);
	}
	if (/[0-9]/.test(char)) {
		return numberAt(source, at, previous);
	}
	if (/[\p{L}_]/u.test(char)) {
		return sticky(/[\p{L}\p{N}_]+/uy, source, at, 'Identifier');
	}
	if ((char === '-' || char === '+') && !endsOperand(previous)) {
		return { type: 'UnaryOperator', value: char, end: at + 1 };
	}
	for (const [text, type] of OPERATORS) {
		if (source.startsWith(text, at)) {
			return { type, value: text, end: at + text.length };
		}
	}
	const shown = String.fromCodePoint(source.codePointAt(at)!);
	return { mistake: `"${shown}" has no meaning inside a tag.`, end: at + shown.length };
}

function sticky(pattern: RegExp, source: string, at: number, type: TokenType): Scanned {
	pattern.lastIndex = at;
	const value = pattern.exec(source)![0];
	return { type, value, end: at + value.length };
}

function numberAt(source: string, at: number, previous: JinjaToken | undefined): Scanned {
	// After a dot (`items.0.1`) a number is an index, and has no fraction.
	const pattern = previous?.type === 'Dot' ? /\d+/y : /\d[\d_]*(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
	pattern.lastIndex = at;
	const written = pattern.exec(source)![0];
	const end = at + written.length;
	const number = Number(written.replaceAll('_', ''));
	if (!Number.isFinite(number)) {
		return { mistake: 'This number is too large.', end };
	}
	// The parser takes a number for a float by its dot.
	const float = /[.eE]/.test(written);
	const value = float && Number.isInteger(number) && Math.abs(number) < 1e21 ? number.toFixed(1) : String(number);
	return { type: 'NumericLiteral', value, end };
}

function stringAt(source: string, at: number): Scanned {
	const quote = source[at]!;
	let value = '';
	let from = at + 1;
	for (let i = from; i < source.length; i++) {
		const char = source[i]!;
		if (char === quote) {
			return { type: 'StringLiteral', value: value + source.slice(from, i), end: i + 1 };
		}
		if (char === '\\') {
			const escaped = escapeAt(source, i);
			value += source.slice(from, i) + escaped.value;
			i = escaped.end - 1;
			from = escaped.end;
		}
	}
	return { mistake: 'This text has no closing quote.', end: source.length };
}

/** An escape as Python reads it: what it does not know stays as written. */
function escapeAt(source: string, at: number): { readonly value: string; readonly end: number } {
	const char = source[at + 1] ?? '';
	const length = char === 'x' ? 2 : char === 'u' ? 4 : 0;
	const digits = source.slice(at + 2, at + 2 + length);
	if (length > 0 && digits.length === length && /^[0-9a-f]+$/i.test(digits)) {
		return { value: String.fromCharCode(Number.parseInt(digits, 16)), end: at + 2 + length };
	}
	return { value: ESCAPES.get(char) ?? `\\${char}`, end: at + 1 + char.length };
}

/** True where a sign that follows is an operator between two values, not a sign of one. */
function endsOperand(token: JinjaToken | undefined): boolean {
	switch (token?.type) {
		case 'Identifier':
			return !WORD_OPERATORS.has(token.value);
		case 'NumericLiteral':
		case 'StringLiteral':
		case 'CloseParen':
		case 'CloseSquareBracket':
		case 'CloseCurlyBracket':
			return true;
		default:
			return false;
	}
}

const WORD_OPERATORS: ReadonlySet<string> = new Set(['and', 'or', 'not', 'in', 'is', 'if', 'else']);

const ESCAPES: ReadonlyMap<string, string> = new Map([
	['n', '\n'],
	['t', '\t'],
	['r', '\r'],
	['b', '\b'],
	['f', '\f'],
	['v', '\v'],
	["'", "'"],
	['"', '"'],
	['\\', '\\'],
	['\n', ''],
]);

/** Longer ones before those they begin with. */
const OPERATORS: readonly (readonly [string, TokenType])[] = [
	['(', 'OpenParen'],
	[')', 'CloseParen'],
	['{', 'OpenCurlyBracket'],
	['}', 'CloseCurlyBracket'],
	['[', 'OpenSquareBracket'],
	[']', 'CloseSquareBracket'],
	[',', 'Comma'],
	['.', 'Dot'],
	[':', 'Colon'],
	['|', 'Pipe'],
	['<=', 'ComparisonBinaryOperator'],
	['>=', 'ComparisonBinaryOperator'],
	['==', 'ComparisonBinaryOperator'],
	['!=', 'ComparisonBinaryOperator'],
	['<', 'ComparisonBinaryOperator'],
	['>', 'ComparisonBinaryOperator'],
	['+', 'AdditiveBinaryOperator'],
	['-', 'AdditiveBinaryOperator'],
	['~', 'AdditiveBinaryOperator'],
	['**', 'ExponentiationBinaryOperator'],
	['*', 'MultiplicativeBinaryOperator'],
	['//', 'MultiplicativeBinaryOperator'],
	['/', 'MultiplicativeBinaryOperator'],
	['%', 'MultiplicativeBinaryOperator'],
	['=', 'Equals'],
];
