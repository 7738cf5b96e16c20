import * as vscode from 'vscode';
import { GUTTERS, type GutterId, TINTS, type TintId } from './paint-plan.ts';

/** The types of all decorations. A colour belongs to its type, so each tint of each link kind is one. */
export interface DecorationTypes extends vscode.Disposable {
	readonly tints: ReadonlyMap<TintId, vscode.TextEditorDecorationType>;
	readonly gutter: ReadonlyMap<GutterId, vscode.TextEditorDecorationType>;
	readonly notSent: vscode.TextEditorDecorationType;
	readonly stale: vscode.TextEditorDecorationType;
	readonly staleNote: vscode.TextEditorDecorationType;
	readonly contradicted: vscode.TextEditorDecorationType;
	/** Its words come with each place. */
	readonly contradictionNote: vscode.TextEditorDecorationType;
	readonly flash: vscode.TextEditorDecorationType;
}

export function createDecorationTypes(icons: vscode.Uri): DecorationTypes {
	const icon = (name: string): vscode.Uri => vscode.Uri.joinPath(icons, `${name}.svg`);
	const tints = new Map(TINTS.map(id => [id, vscode.window.createTextEditorDecorationType(tint(id))]));
	const gutter = new Map(
		GUTTERS.map(id => [
			id,
			vscode.window.createTextEditorDecorationType({ gutterIconPath: icon(`gutter-${id}`), gutterIconSize: 'contain' }),
		]),
	);
	const notSent = vscode.window.createTextEditorDecorationType({
		opacity: '0.6',
		after: note('not sent', 'groundline.notSentForeground'),
	});
	const stale = vscode.window.createTextEditorDecorationType({
		gutterIconPath: icon('gutter-stale'),
		gutterIconSize: 'contain',
		overviewRulerColor: new vscode.ThemeColor('groundline.staleForeground'),
		overviewRulerLane: vscode.OverviewRulerLane.Right,
	});
	const staleNote = vscode.window.createTextEditorDecorationType({
		after: note('changed since the answer', 'groundline.staleForeground'),
	});
	const contradicted = vscode.window.createTextEditorDecorationType({
		// A theme colour reaches this property only as the CSS variable that the editor makes of it.
		textDecoration: 'underline wavy var(--vscode-groundline-contradictedForeground)',
		overviewRulerColor: new vscode.ThemeColor('groundline.contradictedForeground'),
		overviewRulerLane: vscode.OverviewRulerLane.Left,
		rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
	});
	const contradictionNote = vscode.window.createTextEditorDecorationType({
		after: {
			margin: '0 0 0 1ch',
			fontStyle: 'italic',
			color: new vscode.ThemeColor('groundline.contradictedForeground'),
		},
		rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
	});
	const flash = vscode.window.createTextEditorDecorationType({
		backgroundColor: new vscode.ThemeColor('editor.findMatchHighlightBackground'),
		isWholeLine: true,
	});
	const all = [
		...tints.values(),
		...gutter.values(),
		notSent,
		stale,
		staleNote,
		contradicted,
		contradictionNote,
		flash,
	];
	return {
		tints,
		gutter,
		notSent,
		stale,
		staleNote,
		contradicted,
		contradictionNote,
		flash,
		dispose: () => all.forEach(type => void type.dispose()),
	};
}

/** In high contrast there is no tint: the line of the border tells the steps apart. Elsewhere the border has no colour. */
const BORDERS = { 1: '1px dotted', 2: '1px dashed', 3: '1px solid', 4: '2px solid' } as const;

function tint(id: TintId): vscode.DecorationRenderOptions {
	const [kind = '', step = ''] = id.split('-');
	return {
		backgroundColor: new vscode.ThemeColor(`groundline.${kind}Background${step}`),
		border: BORDERS[Number(step) as keyof typeof BORDERS],
		borderColor: new vscode.ThemeColor(`groundline.${kind}Border`),
		borderRadius: '2px',
		overviewRulerColor: new vscode.ThemeColor(`groundline.${kind}Ruler`),
		overviewRulerLane: vscode.OverviewRulerLane.Right,
		rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
	};
}

function note(words: string, color: string): vscode.ThemableDecorationAttachmentRenderOptions {
	return { contentText: words, margin: '0 0 0 1ch', fontStyle: 'italic', color: new vscode.ThemeColor(color) };
}
