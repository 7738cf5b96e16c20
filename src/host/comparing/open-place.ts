import * as vscode from 'vscode';
import type { PairResult } from '../../core/comparing/comparison-fold.ts';
import type { Plans } from '../workspace/plans.ts';
import { isQuestionFile } from '../workspace/roots.ts';

/** Where a pair came from: its question file and question, or the file and line of a record. */
export interface PairPlace {
	readonly file: vscode.Uri;
	readonly question: string;
	readonly line: number | undefined;
}

/** The place of a pair; of one that was never reached only the key is known: `<file>#<question>@<a>~<b>`. */
export function placeOfPair(
	key: string,
	{
		pair,
		files,
		root,
	}: { readonly pair: PairResult | undefined; readonly files: readonly string[]; readonly root: vscode.Uri },
): PairPlace | undefined {
	const file = pair?.file ?? files.find(path => key.startsWith(`${path}#`));
	if (file === undefined || file.split('/').includes('..')) {
		return undefined; // A run file of somebody else may name anything.
	}
	const question = pair?.question ?? /^([^#@]+)@/u.exec(key.slice(file.length + 1))?.[1] ?? '';
	return { file: vscode.Uri.joinPath(root, file), question, line: pair?.line };
}

/** Shows a question in its file, the row of its data set, or the line of a record. */
export async function openPlace({ file, question, line }: PairPlace, plans: Plans): Promise<void> {
	if (!isQuestionFile(file)) {
		await show(file, Math.max(0, (line ?? 1) - 1));
		return;
	}
	const { set, root } = await plans.load(file);
	const found = set.questions.find(each => each.question.id === question);
	if (found?.row !== undefined) {
		const { path, row } = found.row;
		const data = vscode.Uri.joinPath(root, path);
		const { dataRows } = await import('../../core/documents/data-rows.ts');
		const document = await vscode.workspace.openTextDocument(data);
		const at = dataRows(path, document.getText())?.rows.find(each => each.number === row)?.line ?? 1;
		await show(data, at - 1);
		return;
	}
	const document = await vscode.workspace.openTextDocument(file);
	const at = found === undefined ? 0 : document.positionAt(found.question.question.range.start).line;
	if (found === undefined) {
		void vscode.window.showInformationMessage(
			vscode.l10n.t('The question “{0}” is not in this file any more.', question),
		);
	}
	await show(file, at);
}

async function show(file: vscode.Uri, line: number): Promise<void> {
	const at = new vscode.Position(line, 0);
	await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(file), {
		selection: new vscode.Range(at, at),
		preview: true,
	});
}
