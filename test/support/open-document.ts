import type { Problem, TextEdit } from '../../src/core/documents/problem.ts';
import { diagnose } from '../../src/server/diagnose.ts';
import { Root } from '../../src/server/root.ts';
import { MemoryFiles } from './language-client.ts';

/** A root in which one document is open, among files on the "disk". */
export function rootWith(path: string, text: string, around: Readonly<Record<string, string>>): Root {
	const open = { uri: `file:///ws/${path}`, text };
	return new Root('file:///ws', new MemoryFiles({ ...around, [path]: text }), {
		get: (_, name) => (name === path ? open : undefined),
		paths: () => [path],
	});
}

/** What the server finds wrong in one document among files. */
export async function problemsIn(
	path: string,
	text: string,
	around: Readonly<Record<string, string>>,
): Promise<readonly Problem[]> {
	const root = rootWith(path, text, around);
	return (await diagnose(root.get(path)!, root)).problems.get(path) ?? [];
}

/** A text after edits that do not overlap. */
export function edited(text: string, edits: readonly TextEdit[]): string {
	return edits
		.toSorted((a, b) => b.range.start - a.range.start)
		.reduce((done, { range, text: put }) => done.slice(0, range.start) + put + done.slice(range.end), text);
}
