import * as vscode from 'vscode';

/** The column where a tab shows a document, whether it is in front there or not. */
export function columnOf(uri: vscode.Uri): vscode.ViewColumn | undefined {
	const group = vscode.window.tabGroups.all.find(({ tabs }) =>
		tabs.some(tab => tab.input instanceof vscode.TabInputText && tab.input.uri.toString() === uri.toString()),
	);
	return group?.viewColumn;
}

/**
 * Where an answer or a record of a question file opens: where it stands already, else in a column beside the questions. A
 * third column is never made: it would leave no room to read.
 */
export function columnBeside(uri: vscode.Uri, questions: vscode.Uri | undefined): vscode.ViewColumn {
	const groups = vscode.window.tabGroups.all;
	const from = (questions && columnOf(questions)) ?? vscode.window.tabGroups.activeTabGroup.viewColumn;
	const other =
		groups.find(({ viewColumn }) => viewColumn > from) ?? groups.find(({ viewColumn }) => viewColumn < from);
	const isEmpty = groups.every(({ tabs }) => tabs.length === 0);
	return columnOf(uri) ?? other?.viewColumn ?? (isEmpty ? vscode.ViewColumn.Active : vscode.ViewColumn.Beside);
}

/**
 * Where a page of the context opens: where it stands already, else over its questions, so that the answer stays in sight; where
 * these are not open either, in a column that shows no answer.
 */
export function columnOfPage(page: vscode.Uri, places: PagePlaces): vscode.ViewColumn {
	return columnOf(page) ?? columnOf(places.questions) ?? columnBeside(page, places.answer);
}

interface PagePlaces {
	readonly questions: vscode.Uri;
	readonly answer: vscode.Uri;
}
