import type { Role } from '../documents/prompt-template.ts';
import type { TextRange } from '../text/range.ts';

export const ROLES = ['system', 'user', 'assistant', 'developer'] as const satisfies readonly Role[];

/** A line of a body that begins a new message. */
export type RoleLine = {
	/** From the first to the last visible character of the line. */
	readonly range: TextRange;
	/** The whole line with its line break. */
	readonly line: TextRange;
} & (
	| {
			readonly kind: 'literal';
			readonly role: Role;
			/** `[name=x]`, with the brackets. */
			readonly attributes: TextRange | undefined;
	  }
	/** `{{ turn.role }}:`, the role comes from data. */
	| { readonly kind: 'dynamic'; readonly expression: TextRange }
);

/**
 * The role lines of a body that begins at `from` in `source`: `user:`, `# System:`, `assistant[name=x]:`, alone on a
 * line, in any case. Those inside a template comment begin nothing.
 */
export function roleLines(source: string, from: number): readonly RoleLine[] {
	const lines: RoleLine[] = [];
	const comments = commentSpans(source, from);
	let comment = 0;
	for (let start = from; start < source.length; ) {
		const line = { start, end: lineEnd(source, start) };
		start = line.end;
		const range = visiblePart(source, line);
		while (comment < comments.length && comments[comment]!.end <= range.start) {
			comment++;
		}
		const inside = comment < comments.length && comments[comment]!.start < range.end;
		const found = inside || range.end - range.start > LONGEST_LINE ? undefined : readRole(source, range);
		if (found !== undefined) {
			lines.push({ ...found, range, line });
		}
	}
	return lines;
}

/** Roles as they stand alone, in any case; `undefined` for anything else. */
export function roleNamed(text: string): Role | undefined {
	const wanted = text.trim().toLowerCase();
	return ROLES.find(role => role === wanted);
}

type RoleFound =
	| { readonly kind: 'literal'; readonly role: Role; readonly attributes: TextRange | undefined }
	| { readonly kind: 'dynamic'; readonly expression: TextRange };

function readRole(source: string, range: TextRange): RoleFound | undefined {
	const text = source.slice(range.start, range.end);
	const literal = /^#?[ \t]*(assistant|developer|system|user)(\[[^\]]*\])?[ \t]*:$/i.exec(text);
	if (literal !== null) {
		const role = roleNamed(literal[1]!)!;
		const at = range.start + text.indexOf('[');
		const attributes = literal[2] === undefined ? undefined : { start: at, end: at + literal[2].length };
		return { kind: 'literal', role, attributes };
	}
	const dynamic = /^#?[ \t]*(\{\{-?[ \t]*[\w.]*\brole[ \t]*-?\}\})[ \t]*:$/.exec(text);
	if (dynamic !== null) {
		const at = range.start + text.indexOf('{{');
		return { kind: 'dynamic', expression: { start: at, end: at + dynamic[1]!.length } };
	}
	return undefined;
}

/** A role line is short; a line of a megabyte is not looked at. */
const LONGEST_LINE = 500;

function commentSpans(source: string, from: number): readonly TextRange[] {
	const spans: TextRange[] = [];
	for (let start = source.indexOf('{#', from); start >= 0; ) {
		const close = source.indexOf('#}', start + 2);
		const end = close < 0 ? source.length : close + 2;
		spans.push({ start, end });
		start = source.indexOf('{#', end);
	}
	return spans;
}

/** The offset behind the line break of the line at `start`. */
function lineEnd(source: string, start: number): number {
	const feed = source.indexOf('\n', start);
	return feed < 0 ? source.length : feed + 1;
}

function visiblePart(source: string, line: TextRange): TextRange {
	let { start, end } = line;
	while (start < end && isBlank(source.charCodeAt(start))) {
		start++;
	}
	while (end > start && isBlank(source.charCodeAt(end - 1))) {
		end--;
	}
	return { start, end };
}

function isBlank(code: number): boolean {
	return code === 32 || (code >= 9 && code <= 13);
}
