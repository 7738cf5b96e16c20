import * as vscode from 'vscode';
import type { AnnotationLabel } from '../../core/documents/annotation-file.ts';

/** How each label of a person looks in an answer: a sign in the gutter, and a line under the words. */
export function createAnnotationTypes(
	icons: vscode.Uri,
): ReadonlyMap<AnnotationLabel, vscode.TextEditorDecorationType> {
	const type = (label: AnnotationLabel, border: string): [AnnotationLabel, vscode.TextEditorDecorationType] => [
		label,
		vscode.window.createTextEditorDecorationType({
			gutterIconPath: vscode.Uri.joinPath(icons, `gutter-${label}.svg`),
			gutterIconSize: 'contain',
			borderWidth: '0 0 2px 0',
			borderStyle: border,
			borderColor: new vscode.ThemeColor(`groundline.${label}Border`),
			overviewRulerColor: new vscode.ThemeColor(`groundline.${label}Border`),
			overviewRulerLane: vscode.OverviewRulerLane.Center,
			rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
		}),
	];
	return new Map([
		type('supported', 'solid'),
		type('unsupported', 'dashed'),
		type('contradicted', 'double'),
		type('note', 'dotted'),
	]);
}
