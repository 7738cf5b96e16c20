import { Composer, type CST, Lexer, type ParsedNode } from 'yaml';
import { type Problem, problem } from '../problem.ts';
import { convert, type Place } from './convert.ts';
import { QuietParser } from './quiet-parser.ts';
import type { YamlNode } from './tree.ts';

/** A YAML text after reading: `root` is what could be understood of it. */
export interface YamlDocument {
	readonly text: string;
	/** `undefined` for an empty text, or one that is nested too deep to be read. */
	readonly root: YamlNode | undefined;
	readonly problems: readonly Problem[];
	/** How many aliases are written. */
	readonly aliases: number;
}

/** How deep collections may nest. The composer of the `yaml` package recurses; past some thousands it takes the process down. */
export const DEEPEST_NESTING = 64;

/** The most syntax errors that are told: behind the first few, more say little. */
const MOST_ERRORS = 200;

/**
 * Reads YAML 1.2 (core schema), one document, without tags. Total.
 *
 * @param place Where the offsets of `text` lie in the document that it was taken from; ranges come out in those.
 */
export function parseYaml(text: string, place: Place = offset => offset): YamlDocument {
	const within = (start: number, end: number) => {
		const from = Math.max(0, Math.min(start, text.length));
		return { start: place(from), end: place(Math.max(from, Math.min(end, text.length))) };
	};
	const tokens = tokensOf(text);
	if (tokens.kind === 'too-deep') {
		const message = `Collections nest deeper than ${DEEPEST_NESTING} levels here.`;
		const problems = [problem('yaml-depth', message, within(tokens.at, tokens.at + 1))];
		return { text, root: undefined, problems, aliases: 0 };
	}
	const composer = new Composer({ version: '1.2', uniqueKeys: false, prettyErrors: false, strict: true });
	const [first, ...others] = [...composer.compose(tokens.tokens, true, text.length)];
	const problems: Problem[] = [];
	for (const token of tokens.tokens) {
		if (token.type === 'directive' && !/^%YAML\s+1\.2\s*$/.test(token.source)) {
			const range = within(token.offset, token.offset + token.source.length);
			problems.push(problem('yaml-syntax', 'Directives are not allowed here; the file is read as YAML 1.2.', range));
		}
	}
	for (const other of others) {
		const [start] = other.range;
		problems.push(
			problem('yaml-documents', 'A second document begins here; a file holds one.', within(start, start + 3)),
		);
	}
	if (first === undefined) {
		return { text, root: undefined, problems, aliases: 0 };
	}
	for (const error of first.errors.slice(0, MOST_ERRORS)) {
		const [start, end] = visible(text, error.pos);
		problems.push(problem('yaml-syntax', sentence(error.message), within(start, end)));
	}
	const converted = convert(first.contents as ParsedNode | null, text, place);
	return { ...converted, text, problems: [...problems, ...converted.problems] };
}

type Tokens =
	| { readonly kind: 'tokens'; readonly tokens: readonly CST.Token[] }
	| { readonly kind: 'too-deep'; readonly at: number };

function tokensOf(text: string): Tokens {
	const parser = new QuietParser();
	const tokens: CST.Token[] = [];
	for (const lexeme of new Lexer().lex(text)) {
		for (const token of parser.next(lexeme)) {
			tokens.push(token);
		}
		if (parser.stack.length > DEEPEST_NESTING + 2) {
			return { kind: 'too-deep', at: parser.offset };
		}
	}
	for (const token of parser.end()) {
		tokens.push(token);
	}
	return { kind: 'tokens', tokens };
}

/** An error behind the last character of a line is shown at that character, not at the blank below it. */
function visible(text: string, [start, end]: readonly [number, number]): readonly [number, number] {
	if (text.slice(start, end).trim() !== '') {
		return [start, end];
	}
	const last = text.slice(0, start).trimEnd().length;
	return last === 0 ? [start, end] : [last - 1, last];
}

function sentence(message: string): string {
	const quote = /^Missing closing (["'])quote$/.exec(message);
	if (quote !== null) {
		return `The closing ${quote[1]} is missing.`;
	}
	const first = message.split('\n')[0]!.trim();
	return /[.!?]$/.test(first) ? first : `${first}.`;
}
