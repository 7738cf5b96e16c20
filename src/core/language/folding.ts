import { roleLines } from '../prompt/role-lines.ts';
import { contentIndent } from './block-line.ts';
import type { LanguageDocument } from './document.ts';

/**
 * What can be folded, in lines from 0: whatever is indented below a line, runs of comments, the front matter and the
 * messages of a prompt. By indentation alone, so that it works in every half-typed file. Linear.
 */
export function foldings(document: LanguageDocument): readonly Folding[] {
	const yaml = document.regions.yaml?.range;
	const lines = document.lines;
	const lastYaml = yaml === undefined ? -1 : lines.positionAt(yaml.end).line;
	const found: Folding[] = yaml === undefined ? [] : indented(document, lines.positionAt(yaml.start).line, lastYaml);
	if (document.kind !== 'prompty') {
		return found;
	}
	if (yaml !== undefined && lastYaml > 1) {
		found.unshift({ first: 0, last: lastYaml - 1, kind: 'region' });
	}
	const roles = roleLines(document.text, document.regions.template?.start ?? 0).map(
		({ line }) => lines.positionAt(line.start).line,
	);
	roles.forEach((first, index) => {
		const last = (roles[index + 1] ?? lines.count) - 1;
		if (last > first) {
			found.push({ first, last, kind: 'region' });
		}
	});
	return found;
}

export interface Folding {
	readonly first: number;
	/** The last line that is hidden. */
	readonly last: number;
	readonly kind: 'region' | 'comment';
}

function indented(document: LanguageDocument, from: number, to: number): Folding[] {
	const { lines, text } = document;
	const found: Folding[] = [];
	const open: { readonly line: number; readonly indent: number }[] = [];
	let comments: { first: number; last: number } | undefined;
	let content = from;
	const close = (indent: number) => {
		while (open.length > 0 && open.at(-1)!.indent >= indent) {
			const { line } = open.pop()!;
			if (content > line) {
				found.push({ first: line, last: content, kind: 'region' });
			}
		}
	};
	for (let line = from; line <= to; line++) {
		const range = lines.rangeOf(line);
		const indent = contentIndent(text, range);
		if (indent === undefined) {
			const isComment = range.end > range.start && text.slice(range.start, range.end).trimStart().startsWith('#');
			if (isComment) {
				comments = comments?.last === line - 1 ? { ...comments, last: line } : { first: line, last: line };
			}
			if (comments !== undefined && comments.last !== line && comments.last > comments.first) {
				found.push({ ...comments, kind: 'comment' });
				comments = undefined;
			}
			continue;
		}
		if (comments !== undefined && comments.last > comments.first) {
			found.push({ ...comments, kind: 'comment' });
		}
		comments = undefined;
		close(indent);
		open.push({ line, indent });
		content = line;
	}
	close(0);
	return found.sort((a, b) => a.first - b.first);
}
