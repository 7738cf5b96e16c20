import type { Located, TextRange } from '../../text/range.ts';
import { arrange } from './arrange.ts';
import { parse } from './library.ts';
import { blocksOf, childrenOf, isExpression, type JinjaNode, type ProgramNode } from './nodes.ts';
import { scanTemplate, type TextChange } from './scan.ts';
import type { JinjaToken, SyntaxMistake } from './tokens.ts';

/** A template as a tree with places. */
export interface CompiledTemplate {
	/** `undefined` where there are mistakes. */
	readonly program: ProgramNode | undefined;
	readonly mistakes: readonly SyntaxMistake[];
	/** Files that it includes, as written. */
	readonly includes: readonly Located<string>[];
	/** Where a node stands in the source. */
	readonly rangeOf: (node: JinjaNode) => TextRange;
	/** Expressions that are printed. */
	readonly printed: ReadonlySet<JinjaNode>;
	/** Nodes below a node, itself included. */
	readonly sizeOf: (node: JinjaNode) => number;
}

/**
 * Compiles the template that begins at `from` in `source`. Never throws. All offsets are those of `source`.
 */
export function compileTemplate(source: string, from = 0, changes: readonly TextChange[] = []): CompiledTemplate {
	const scan = scanTemplate(source, from, changes);
	const { tokens, includes, mistakes: misplaced } = arrange(scan.items);
	const mistakes = [...scan.mistakes, ...misplaced].sort((a, b) => a.start - b.start).slice(0, MOST_MISTAKES);
	if (mistakes.length > 0) {
		return { ...NOTHING, mistakes, includes };
	}
	const parsed = parseTokens(tokens, source);
	if (parsed.kind === 'mistake') {
		return { ...NOTHING, mistakes: [parsed.mistake], includes };
	}
	try {
		return { mistakes: [], includes, ...placeNodes(parsed.program, tokens) };
	} catch {
		return { ...NOTHING, mistakes: [tooDeep({ start: from, end: source.length })], includes };
	}
}

const MOST_MISTAKES = 100;

const NOTHING = {
	program: undefined,
	rangeOf: () => ({ start: 0, end: 0 }),
	printed: new Set<JinjaNode>() as ReadonlySet<JinjaNode>,
	sizeOf: () => 1,
} satisfies Partial<CompiledTemplate>;

type Parsed =
	| { readonly kind: 'program'; readonly program: ProgramNode }
	| { readonly kind: 'mistake'; readonly mistake: SyntaxMistake };

/** The library names no places: the furthest token that it looked at before it gave up is where the mistake is. */
function parseTokens(tokens: readonly JinjaToken[], source: string): Parsed {
	let furthest = 0;
	const watched = tokens.map((token, index) => ({
		value: token.value,
		start: token.start,
		end: token.end,
		get type() {
			furthest = Math.max(furthest, index);
			return token.type;
		},
	}));
	try {
		return { kind: 'program', program: parse(watched) };
	} catch (error) {
		const token = tokens[Math.min(furthest, tokens.length - 1)] ?? { start: 0, end: 0 };
		if (error instanceof RangeError) {
			return { kind: 'mistake', mistake: tooDeep(token) };
		}
		const written = source.slice(token.start, Math.min(token.end, token.start + 40));
		const message = `\`${written}\` was not expected here.`;
		return {
			kind: 'mistake',
			mistake: { code: 'template-syntax', message, start: token.start, end: token.end },
		};
	}
}

function tooDeep({ start, end }: TextRange): SyntaxMistake {
	return { code: 'template-syntax', message: 'This template is nested too deeply.', start, end };
}

/**
 * Finds the place of every node: leaves come in the same order in the tree and among the tokens, other nodes span their
 * children. Throws a RangeError where the tree is too deep to be walked.
 */
function placeNodes(program: ProgramNode, tokens: readonly JinjaToken[]) {
	const ranges = new Map<JinjaNode, TextRange>();
	const sizes = new Map<JinjaNode, number>();
	const printed = new Set<JinjaNode>();
	let at = 0;
	const place = (node: JinjaNode): void => {
		for (const statement of blocksOf(node).flat()) {
			if (isExpression(statement)) {
				printed.add(statement);
			}
		}
		let start = Number.POSITIVE_INFINITY;
		let end = 0;
		let size = 1;
		const found = leafToken(node, tokens, at);
		if (found !== undefined) {
			at = found + 1;
			({ start, end } = tokens[found]!);
		}
		for (const child of childrenOf(node)) {
			place(child);
			const range = ranges.get(child)!;
			start = Math.min(start, range.start);
			end = Math.max(end, range.end);
			size += sizes.get(child)!;
		}
		if (node.type === 'CallExpression') {
			at += tokens[at]?.type === 'OpenParen' ? 1 : 0;
			const close = tokens[at]?.type === 'CloseParen' ? tokens[at] : undefined;
			end = Math.max(end, close?.end ?? 0);
			at += close === undefined ? 0 : 1;
		}
		const next = tokens[Math.min(at, tokens.length - 1)]?.start ?? 0;
		ranges.set(node, end === 0 ? { start: next, end: next } : { start, end });
		sizes.set(node, size);
	};
	place(program);
	return {
		program,
		printed,
		rangeOf: (node: JinjaNode) => ranges.get(node) ?? { start: 0, end: 0 },
		sizeOf: (node: JinjaNode) => sizes.get(node) ?? 1,
	};
}

/** The index of the token that a leaf was made of. */
function leafToken(node: JinjaNode, tokens: readonly JinjaToken[], from: number): number | undefined {
	const fits = leafTest(node);
	if (fits === undefined) {
		return undefined;
	}
	for (let i = from; i < tokens.length; i++) {
		const token = tokens[i]!;
		// The word behind `{%` names the statement, whatever variable has the same name.
		if (fits(token) && !(token.type === 'Identifier' && tokens[i - 1]?.type === 'OpenStatement')) {
			return i;
		}
	}
	return undefined;
}

function leafTest(node: JinjaNode): ((token: JinjaToken) => boolean) | undefined {
	switch (node.type) {
		case 'Identifier':
			return token => token.type === 'Identifier' && token.value === node.value;
		case 'IntegerLiteral':
		case 'FloatLiteral':
			return token => token.type === 'NumericLiteral' && Number(token.value) === node.value;
		case 'StringLiteral':
			return token => (token.type === 'Text' || token.type === 'StringLiteral') && node.value.startsWith(token.value);
		default:
			return undefined;
	}
}
