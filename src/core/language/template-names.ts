import type { TextRange } from '../text/range.ts';
import { type TemplateTag, templateTags } from './template-tags.ts';

/**
 * The variables that a Jinja template reads, each where it stands, loop variables and other names of the template's own
 * left out. Works on half-typed templates. `from` and `to` bound the template inside its document.
 */
export function templateNames(text: string, from: number, to: number): TemplateNames {
	const reads: TemplateName[] = [];
	const scopes = new Scopes();
	const locals: TemplateName[] = [];
	const includes: TemplateName[] = [];
	for (const tag of templateTags(text, from, to)) {
		if (tag.kind !== 'comment') {
			readTag(tokensOf(text, tag), { scopes, reads, locals, includes });
		}
	}
	return { reads, locals, includes };
}

export interface TemplateNames {
	readonly reads: readonly TemplateName[];
	/** Names that `for`, `set` and `macro` introduce, where they do. */
	readonly locals: readonly TemplateName[];
	/** Paths that `include` names, without quotes. */
	readonly includes: readonly TemplateName[];
}

export interface TemplateName {
	readonly name: string;
	readonly range: TextRange;
}

/** The names that hold at a point of a template. Counts them, because a hostile template nests without end. */
class Scopes {
	private readonly open: { readonly opener: string; readonly names: string[] }[] = [{ opener: '', names: [] }];
	private readonly openers = new Map<string, number>();
	private readonly held = new Map<string, number>();

	begin(opener: string): void {
		this.open.push({ opener, names: [] });
		this.openers.set(opener, (this.openers.get(opener) ?? 0) + 1);
	}

	/** Closes the innermost scope of an opener, and what was left open inside of it. */
	end(opener: string): void {
		let closed: string | undefined;
		while ((this.openers.get(opener) ?? 0) > 0 && closed !== opener) {
			const scope = this.open.pop()!;
			closed = scope.opener;
			this.openers.set(closed, this.openers.get(closed)! - 1);
			for (const name of scope.names) {
				this.held.set(name, this.held.get(name)! - 1);
			}
		}
	}

	add(name: string): void {
		this.open.at(-1)?.names.push(name);
		this.held.set(name, (this.held.get(name) ?? 0) + 1);
	}

	has(name: string): boolean {
		return (this.held.get(name) ?? 0) > 0;
	}
}

interface Found {
	readonly scopes: Scopes;
	readonly reads: TemplateName[];
	readonly locals: TemplateName[];
	readonly includes: TemplateName[];
}

interface Token {
	readonly kind: 'name' | 'sign';
	readonly text: string;
	readonly range: TextRange;
}

/** Words of the language, and what the interpreter brings along. */
const RESERVED = new Set(
	(
		'and or not in is if else elif endif for endfor set endset macro endmacro call endcall filter endfilter generation ' +
		'endgeneration break continue include raw endraw block endblock import from extends with without ignore missing as ' +
		'recursive true false none True False None loop range dict namespace raise_exception strftime_now'
	).split(' '),
);

function readTag(tokens: readonly Token[], found: Found): void {
	const keyword = tokens[0]?.text ?? '';
	const closes = /^end(for|macro|call|set|filter|block)$/.exec(keyword)?.[1];
	if (closes !== undefined) {
		found.scopes.end(closes);
		return;
	}
	const file = tokens[1];
	if (keyword === 'include' && file !== undefined && /^(["']).+\1$/.test(file.text)) {
		const range = { start: file.range.start + 1, end: file.range.end - 1 };
		found.includes.push({ name: file.text.slice(1, -1), range });
	}
	if (keyword === 'for') {
		const split = tokens.findIndex(token => token.text === 'in');
		readExpression(split < 0 ? [] : tokens.slice(split + 1), found);
		found.scopes.begin('for');
		introduce(split < 0 ? [] : tokens.slice(1, split), found);
	} else if (keyword === 'set') {
		const split = tokens.findIndex(token => token.text === '=');
		readExpression(split < 0 ? [] : tokens.slice(split + 1), found);
		const target = split < 0 ? tokens.slice(1) : tokens.slice(1, split);
		introduce(target.some(token => token.text === '.') ? [] : target, found);
		if (split < 0) {
			found.scopes.begin('set');
		}
	} else if (keyword === 'macro') {
		introduce(tokens.slice(1, 2), found);
		found.scopes.begin('macro');
		found.scopes.add('caller');
		introduce(parametersOf(tokens.slice(2)), found);
	} else {
		readExpression(tokens, found);
		if (keyword === 'call' || keyword === 'filter' || keyword === 'block') {
			found.scopes.begin(keyword);
		}
	}
}

function readExpression(tokens: readonly Token[], found: Found): void {
	tokens.forEach((token, index) => {
		const before = tokens[index - 1]?.text;
		if (token.kind !== 'name' || RESERVED.has(token.text) || before === '.' || before === '|') {
			return;
		}
		const isTest = before === 'is' || (before === 'not' && tokens[index - 2]?.text === 'is');
		const isArgument = tokens[index + 1]?.text === '=' && (before === '(' || before === ',');
		if (!isTest && !isArgument && !found.scopes.has(token.text)) {
			found.reads.push({ name: token.text, range: token.range });
		}
	});
}

function introduce(tokens: readonly Token[], found: Found): void {
	for (const token of tokens) {
		if (token.kind === 'name' && !RESERVED.has(token.text)) {
			found.scopes.add(token.text);
			found.locals.push({ name: token.text, range: token.range });
		}
	}
}

/** The names before `=`, `,` and `)` of a parameter list. */
function parametersOf(tokens: readonly Token[]): readonly Token[] {
	return tokens.filter((_, index) => {
		const before = tokens[index - 1]?.text;
		return before === '(' || before === ',';
	});
}

const TOKEN =
	/"(?:[^"\\]|\\.)*"?|'(?:[^'\\]|\\.)*'?|([\p{L}_][\p{L}\p{N}_]*)|[0-9][0-9.]*|==|!=|<=|>=|\*\*|\/\/|[^\s]/gsu;

function tokensOf(text: string, tag: TemplateTag): readonly Token[] {
	const inside = text.slice(tag.inside.start, tag.inside.end);
	return Array.from(inside.matchAll(TOKEN), match => {
		const start = tag.inside.start + match.index;
		const range = { start, end: start + match[0].length };
		return { kind: match[1] === undefined ? 'sign' : 'name', text: match[0], range };
	});
}
