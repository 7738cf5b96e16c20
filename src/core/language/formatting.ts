import type { TextEdit } from '../documents/problem.ts';
import { parseYaml } from '../documents/yaml/parse-yaml.ts';
import { plainValue } from '../documents/yaml/plain.ts';
import type { YamlNode } from '../documents/yaml/tree.ts';
import { LineIndex } from '../text/lines.ts';
import type { LanguageDocument } from './document.ts';
import { indentLines } from './indentation.ts';

/**
 * Edits that lay a document of ours out: two spaces for each level, items of a list below their key indented, no
 * spaces at line ends, at most one blank line in a row, one line break at the end. Words, quotes, comments and the
 * inside of scalars stay. No edit for a text with mistakes in its YAML, for foreign formats, and where the result would
 * not mean the same. Formatting twice is formatting once.
 */
export function format(document: LanguageDocument): readonly TextEdit[] {
	if (document.kind === 'prompty' || document.kind === 'github-prompt') {
		return [];
	}
	const formatted = formatYaml(document.text);
	return formatted === undefined || formatted === document.text ? [] : [difference(document.text, formatted)];
}

/** The text laid out; `undefined` where it cannot be without a risk. */
export function formatYaml(text: string): string | undefined {
	const before = parseYaml(text);
	if (before.problems.length > 0 || before.root === undefined) {
		return undefined;
	}
	const once = layOut(text, before.root);
	const after = parseYaml(once);
	const same =
		after.problems.length === 0 &&
		after.root !== undefined &&
		JSON.stringify(plainValue(before.root)) === JSON.stringify(plainValue(after.root));
	return same && layOut(once, after.root) === once ? once : undefined;
}

function layOut(text: string, root: YamlNode): string {
	const lines = new LineIndex(text);
	const owners = new Map<number, number>();
	holdLines(root, { lines, owners });
	const indented = indentLines(lines, owners);
	const kept: string[] = [];
	let previousIsBlank = true;
	indented.forEach((line, index) => {
		const isBlank = line === '' && !owners.has(index);
		if (!(isBlank && previousIsBlank)) {
			kept.push(line);
		}
		previousIsBlank = isBlank;
	});
	while (kept.at(-1) === '') {
		kept.pop();
	}
	const lineBreak = /\r\n|\r|\n/.exec(text)?.[0] ?? '\n';
	return `${kept.join(lineBreak)}${lineBreak}`;
}

/** Notes the lines that a scalar or a flow collection goes on over: line → the line that it begins on. */
function holdLines(node: YamlNode, hold: { readonly lines: LineIndex; readonly owners: Map<number, number> }): void {
	if (node.kind === 'scalar' || (node.kind !== 'alias' && node.flow)) {
		const first = hold.lines.positionAt(node.range.start).line;
		const last = lastLine(node, hold.lines);
		for (let line = first + 1; line <= last; line++) {
			hold.owners.set(line, first);
		}
	} else if (node.kind === 'sequence') {
		for (const item of node.items) {
			holdLines(item, hold);
		}
	} else if (node.kind === 'mapping') {
		for (const entry of node.entries) {
			holdLines(entry.key, hold);
			holdLines(entry.value, hold);
		}
	}
}

/** A block scalar with `+` owns the blank lines behind it. */
function lastLine(node: YamlNode, lines: LineIndex): number {
	let last = lines.positionAt(node.range.end).line;
	const header = lines.textOf(lines.positionAt(node.range.start).line);
	if (node.kind === 'scalar' && (node.style === 'literal' || node.style === 'folded') && /[|>][0-9]*\+/.test(header)) {
		while (last + 1 < lines.count && lines.textOf(last + 1).trim() === '') {
			last++;
		}
	}
	return last;
}

/** One edit from the first to the last character that differs. */
function difference(before: string, after: string): TextEdit {
	let start = 0;
	while (start < before.length && start < after.length && before[start] === after[start]) {
		start++;
	}
	let end = 0;
	const most = Math.min(before.length, after.length) - start;
	while (end < most && before[before.length - 1 - end] === after[after.length - 1 - end]) {
		end++;
	}
	return { range: { start, end: before.length - end }, text: after.slice(start, after.length - end) };
}
