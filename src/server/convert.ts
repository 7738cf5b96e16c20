import {
	type Diagnostic,
	type DiagnosticRelatedInformation,
	DiagnosticSeverity,
	DiagnosticTag,
	type Location,
	type Range,
	type TextEdit as WireEdit,
} from 'vscode-languageserver';
import type { Severity } from '../core/documents/codes.ts';
import type { Problem, TextEdit } from '../core/documents/problem.ts';
import type { LineIndex } from '../core/text/lines.ts';
import type { TextRange } from '../core/text/range.ts';
import type { Root } from './root.ts';

/** Offsets → lines and characters. */
export function toRange(lines: LineIndex, range: TextRange): Range {
	return { start: toPosition(lines, range.start), end: toPosition(lines, range.end) };
}

/** Lines and characters → offset. Places outside the text are moved to its nearest end. */
export function toOffset(lines: LineIndex, position: { readonly line: number; readonly character: number }): number {
	return lines.offsetAt({ line: position.line, column: position.character });
}

export function toEdits(lines: LineIndex, edits: readonly TextEdit[]): WireEdit[] {
	return edits.map(edit => ({ range: toRange(lines, edit.range), newText: edit.text }));
}

/** The place of a range in a document of a root; the start of the file where its text is not known. */
export function toLocation(root: Root, path: string, range: TextRange): Location {
	const lines = root.get(path)?.lines;
	const start = { line: 0, character: 0 };
	return { uri: root.uriOf(path), range: lines === undefined ? { start, end: start } : toRange(lines, range) };
}

/** A problem as the client shows it. Its fixes stay here; they come back as code actions. */
export function toDiagnostic(problem: Problem, lines: LineIndex, root: Root): Diagnostic {
	const related = problem.related?.map(
		(place): DiagnosticRelatedInformation => ({
			location: toLocation(root, place.path, place.range),
			message: place.message,
		}),
	);
	return {
		range: toRange(lines, problem.range),
		severity: SEVERITIES[problem.severity],
		code: problem.code,
		source: 'groundline',
		message: problem.message,
		...(related === undefined ? {} : { relatedInformation: related }),
		...(problem.code.startsWith('unused') ? { tags: [DiagnosticTag.Unnecessary] } : {}),
	};
}

function toPosition(lines: LineIndex, offset: number) {
	const { line, column } = lines.positionAt(offset);
	return { line, character: column };
}

const SEVERITIES: Readonly<Record<Severity, DiagnosticSeverity>> = {
	error: DiagnosticSeverity.Error,
	warning: DiagnosticSeverity.Warning,
	information: DiagnosticSeverity.Information,
	hint: DiagnosticSeverity.Hint,
};
