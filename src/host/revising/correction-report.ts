import * as vscode from 'vscode';
import { type Report, reportUri } from '../reports/report-files.ts';
import type { KeptCorrection } from './engine.ts';

/** Where a suggestion is kept, and whose question it is about. URIs as text. */
export interface CorrectionAddress {
	readonly file: string;
	/** `.groundline` */
	readonly folder: string;
	readonly id: string;
}

/** The name of the kind of page, in addresses. */
export const CORRECTION_PAGE = 'correction-text';

export type CorrectionSide = 'answer' | 'correction' | 'discarded';

/** A side of the difference as a document. Its name says which it is: menus go by that. */
export function correctionUri(
	side: CorrectionSide,
	{ question, at }: KeptCorrection,
	{ file, folder, id }: CorrectionAddress,
): vscode.Uri {
	// With the time, because asking again gives another text.
	return reportUri(CORRECTION_PAGE, `${side}-${question}.txt`, { file, folder, id, at, side });
}

/** The suggestion that a document shows, and its question file; `undefined` for any other document. */
export async function correctionOf(
	uri: vscode.Uri,
): Promise<{ readonly kept: KeptCorrection; readonly file: vscode.Uri } | undefined> {
	const address = textsIn(uri.query);
	const kept = address?.kind === CORRECTION_PAGE ? await keptAt(address) : undefined;
	return kept === undefined || address?.file === undefined ? undefined : { kept, file: vscode.Uri.parse(address.file) };
}

export async function correctionText(address: Readonly<Record<string, string>>): Promise<Report | undefined> {
	const kept = await keptAt(address);
	if (kept === undefined) {
		return undefined;
	}
	const text = address.side === 'answer' ? kept.answer : kept.text;
	return { text: text.endsWith('\n') ? text : `${text}\n`, actions: [] };
}

async function keptAt({ folder, id, at }: Readonly<Record<string, string>>): Promise<KeptCorrection | undefined> {
	if (folder === undefined || id === undefined) {
		return undefined;
	}
	const { readCorrection } = await import('./engine.ts');
	const kept = await readCorrection(vscode.Uri.parse(folder).fsPath, id);
	return kept?.at === at ? kept : undefined;
}

function textsIn(query: string): Readonly<Record<string, string>> | undefined {
	try {
		const value: unknown = JSON.parse(query);
		return typeof value === 'object' && value !== null ? (value as Record<string, string>) : undefined;
	} catch {
		return undefined;
	}
}
