import type { AnnotationFile } from './annotation-file.ts';
import { annotationLines, type EntryLine, type SectionName } from './annotation-lines.ts';
import { type KeptEntry, type KeptText, keptText } from './kept-annotations.ts';

/**
 * The text of an annotations file: one entry a line, sorted by question and then id, so that branches merge. Entries
 * that did not change keep the bytes, layout and comments that they have in `previousText`; entries that could not be
 * read, and keys that we do not know, are kept as they stand. None vanishes.
 */
export function serializeAnnotations(file: AnnotationFile, previousText = ''): string {
	const kept = keptText(previousText.replaceAll('\r\n', '\n'));
	const sections = annotationLines(file).map(({ name, entries }) => section(name, entries, kept));
	const parts = [kept.head, `version: ${file.version}\n`, ...sections, ...kept.unknown];
	const text = parts.join('');
	return previousText.includes('\r\n') ? text.replaceAll('\n', '\r\n') : text;
}

function section(name: SectionName, entries: readonly EntryLine[], kept: KeptText): string {
	const before = kept.sections.get(name);
	const known = new Map<string, KeptEntry[]>();
	for (const entry of before?.entries ?? []) {
		if (entry.canonical !== undefined) {
			known.set(entry.canonical, [...(known.get(entry.canonical) ?? []), entry]);
		}
	}
	const lines = entries.map(({ line }) => known.get(line)?.shift()?.source ?? `  ${line}\n`);
	const unread = (before?.entries ?? []).filter(entry => entry.canonical === undefined).map(entry => entry.source);
	const all = [...lines, ...unread];
	return all.length === 0 ? '' : `${before?.comments ?? ''}${name}:\n${all.join('')}`;
}
