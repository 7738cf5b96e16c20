import type { Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** Folders that hold no documents of a person. */
const SKIPPED = new Set(['node_modules', '.git', '.groundline']);

/** Entries that one listing looks at before it gives up: a glob must not walk a whole disk. */
const MOST_ENTRIES = 200_000;

/**
 * The files below `root` that match a glob, as paths relative to it with forward slashes, sorted, at most `limit`. `*` and
 * `?` stay within a segment, `**` spans segments, `{a,b}` and `[abc]` are choices. Links to folders are not followed.
 */
export async function listFiles(root: string, glob: string, limit: number): Promise<readonly string[]> {
	const patterns = expandBraces(glob.replace(/^\.\//, '')).map(pattern => pattern.split('/'));
	if (patterns.some(segments => segments.includes('..')) || glob.startsWith('/')) {
		return [];
	}
	const found = new Set<string>();
	const walk: Walk = { root, found, left: MOST_ENTRIES };
	for (const segments of patterns) {
		await visit(walk, '', segments);
	}
	return [...found].sort().slice(0, limit);
}

/** True if the text asks for more than one file. */
export function isGlob(text: string): boolean {
	return /[*?[{]/.test(text);
}

interface Walk {
	readonly root: string;
	readonly found: Set<string>;
	left: number;
}

async function visit(walk: Walk, folder: string, segments: readonly string[]): Promise<void> {
	const [segment, ...rest] = segments;
	if (segment === undefined || walk.left <= 0) {
		return;
	}
	if (segment === '**') {
		await visit(walk, folder, rest.length === 0 ? ['*'] : rest);
	}
	for (const entry of await entriesOf(join(walk.root, folder))) {
		walk.left--;
		const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
		if (segment === '**') {
			if (entry.isDirectory() && isVisited(entry.name)) {
				await visit(walk, path, segments);
			}
		} else if (matchesSegment(entry.name, segment)) {
			if (rest.length > 0 && entry.isDirectory()) {
				await visit(walk, path, rest);
			} else if (rest.length === 0 && !entry.isDirectory()) {
				walk.found.add(path);
			}
		}
	}
}

function isVisited(name: string): boolean {
	return !SKIPPED.has(name) && !name.startsWith('.');
}

async function entriesOf(folder: string): Promise<readonly Dirent[]> {
	try {
		return await readdir(folder, { withFileTypes: true });
	} catch {
		return []; // A folder that is gone or closed holds no matches.
	}
}

/** Matches one segment. Linear in `name` times `pattern`: a star is only ever given back to the last one. */
export function matchesSegment(name: string, pattern: string): boolean {
	const tokens = tokensOf(pattern);
	const characters = [...name];
	if (name.startsWith('.') && tokens[0]?.kind !== 'text') {
		return false; // Hidden files have to be named.
	}
	let at = 0;
	let token = 0;
	let star = -1;
	let starAt = 0;
	while (at < characters.length) {
		const one = tokens[token];
		if (one?.kind === 'star') {
			star = token++;
			starAt = at;
		} else if (one !== undefined && accepts(one, characters[at]!)) {
			token++;
			at++;
		} else if (star >= 0) {
			token = star + 1;
			at = ++starAt;
		} else {
			return false;
		}
	}
	while (tokens[token]?.kind === 'star') {
		token++;
	}
	return token === tokens.length;
}

type Token =
	| { readonly kind: 'text'; readonly text: string }
	| { readonly kind: 'any' | 'star' }
	| { readonly kind: 'class'; readonly members: string; readonly negated: boolean };

function accepts(token: Token, character: string): boolean {
	switch (token.kind) {
		case 'text':
			return token.text === character;
		case 'class':
			return inClass(character, token.members) !== token.negated;
		default:
			return true;
	}
}

function inClass(character: string, members: string): boolean {
	const list = [...members];
	for (let i = 0; i < list.length; i++) {
		if (list[i + 1] === '-' && i + 2 < list.length) {
			if (list[i]! <= character && character <= list[i + 2]!) {
				return true;
			}
			i += 2;
		} else if (list[i] === character) {
			return true;
		}
	}
	return false;
}

function tokensOf(pattern: string): readonly Token[] {
	const tokens: Token[] = [];
	const characters = [...pattern];
	for (let i = 0; i < characters.length; i++) {
		const character = characters[i]!;
		const close = character === '[' ? characters.indexOf(']', i + 2) : -1;
		if (character === '*') {
			if (tokens.at(-1)?.kind !== 'star') {
				tokens.push({ kind: 'star' });
			}
		} else if (character === '?') {
			tokens.push({ kind: 'any' });
		} else if (close > 0) {
			const negated = characters[i + 1] === '!' || characters[i + 1] === '^';
			tokens.push({ kind: 'class', members: characters.slice(i + (negated ? 2 : 1), close).join(''), negated });
			i = close;
		} else {
			tokens.push({ kind: 'text', text: character });
		}
	}
	return tokens;
}

/** `a{b,c}` → `ab`, `ac`; at most 64 patterns, the rest of the braces then stay as they are. */
function expandBraces(glob: string): readonly string[] {
	let patterns = [glob];
	for (;;) {
		const open = patterns.findIndex(pattern => BRACES.test(pattern));
		if (open < 0 || patterns.length > 64) {
			return patterns;
		}
		const [whole, choices] = BRACES.exec(patterns[open]!)!;
		const expanded = choices!.split(',').map(choice => patterns[open]!.replace(whole, () => choice));
		patterns = [...patterns.slice(0, open), ...expanded, ...patterns.slice(open + 1)];
	}
}

const BRACES = /\{([^{}]*)\}/;
