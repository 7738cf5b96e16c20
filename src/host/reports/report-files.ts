import * as vscode from 'vscode';
import { SCHEMES } from '../ids.ts';
import { columnBeside } from '../workspace/columns.ts';
import { ReadOnlyFiles } from '../workspace/read-only-files.ts';

/** A document that is worked out from what is recorded: its text, and what can be done at its lines. */
export interface Report {
	readonly text: string;
	readonly actions: readonly ReportAction[];
}

export interface ReportAction {
	/** From 0. */
	readonly line: number;
	readonly command: vscode.Command;
}

/** Works a report out from what its address says; `undefined` where that is recorded no more. */
export type ReportMaker = (address: Readonly<Record<string, string>>) => Promise<Report | undefined>;

/**
 * Serves reports as read-only documents. They are worked out anew at each access, from run files and documents, so they outlive a
 * reload of the window.
 */
export class ReportFiles extends ReadOnlyFiles implements vscode.CodeLensProvider, vscode.Disposable {
	private readonly makers: Readonly<Record<string, ReportMaker>>;
	private readonly known = new Map<string, { report: Report; version: number }>();
	private readonly changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
	private readonly lensesChanged = new vscode.EventEmitter<void>();
	private readonly subscription: vscode.Disposable;
	private offers: readonly NodeJS.Timeout[] = [];
	readonly onDidChangeFile = this.changed.event;
	readonly onDidChangeCodeLenses = this.lensesChanged.event;

	constructor(makers: Readonly<Record<string, ReportMaker>>) {
		super();
		this.makers = makers;
		this.subscription = vscode.Disposable.from(
			this.changed,
			this.lensesChanged,
			vscode.workspace.registerFileSystemProvider(SCHEMES.report, this, { isReadonly: true, isCaseSensitive: true }),
			vscode.languages.registerCodeLensProvider({ scheme: SCHEMES.report }, this),
			vscode.window.onDidChangeVisibleTextEditors(editors => this.offerLenses(editors)),
		);
	}

	/** Opens a report, or shows the open one again with what is known now. */
	async show(
		kind: string,
		title: string,
		address: Readonly<Record<string, string>>,
		place?: ReportPlace,
	): Promise<void> {
		const uri = reportUri(kind, title, address);
		if (this.known.has(uri.toString())) {
			await this.renew(uri);
		}
		const document = await vscode.workspace.openTextDocument(uri);
		await vscode.window.showTextDocument(document, {
			preview: place?.preview ?? false,
			...(place?.beside === true ? { viewColumn: vscode.ViewColumn.Beside } : {}),
			...(place?.of === undefined ? {} : { viewColumn: columnBeside(uri, place.of) }),
		});
	}

	/** Works out again what is open of a kind. */
	refresh(kind: string): void {
		for (const { uri } of vscode.workspace.textDocuments) {
			if (uri.scheme === SCHEMES.report && kindOf(uri) === kind) {
				void this.renew(uri);
			}
		}
	}

	async provideCodeLenses({ uri }: vscode.TextDocument): Promise<vscode.CodeLens[]> {
		const { report } = await this.current(uri).catch(() => ({ report: undefined }));
		return (report?.actions ?? []).map(
			({ line, command }) => new vscode.CodeLens(new vscode.Range(line, 0, line, 0), command),
		);
	}

	async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
		const { report, version } = await this.current(uri);
		const size = Buffer.byteLength(report.text);
		return { type: vscode.FileType.File, ctime: 0, mtime: version, size, permissions: vscode.FilePermission.Readonly };
	}

	async readFile(uri: vscode.Uri): Promise<Uint8Array> {
		return Buffer.from((await this.current(uri)).report.text);
	}

	dispose(): void {
		this.offers.forEach(clearTimeout);
		this.subscription.dispose();
	}

	/** An editor that loses the focus to the next one while it opens never asks for its lenses: it is told that there are some. */
	private offerLenses(editors: readonly vscode.TextEditor[]): void {
		if (editors.filter(({ document }) => document.uri.scheme === SCHEMES.report).length > 1) {
			this.offers.forEach(clearTimeout);
			this.offers = OFFER_AFTER.map(wait => setTimeout(() => this.lensesChanged.fire(), wait));
		}
	}

	private async renew(uri: vscode.Uri): Promise<void> {
		const before = this.known.get(uri.toString());
		this.known.delete(uri.toString());
		const now = await this.current(uri).catch(() => undefined);
		if (now !== undefined && before !== undefined && now.report.text === before.report.text) {
			return;
		}
		this.changed.fire([{ type: vscode.FileChangeType.Changed, uri }]);
		this.lensesChanged.fire();
	}

	private async current(uri: vscode.Uri): Promise<{ readonly report: Report; readonly version: number }> {
		const id = uri.toString();
		const known = this.known.get(id);
		if (known !== undefined) {
			return known;
		}
		const address = addressOf(uri);
		const maker = Object.hasOwn(this.makers, kindOf(uri)) ? this.makers[kindOf(uri)] : undefined;
		const report = address === undefined ? undefined : await maker?.(address);
		if (report === undefined) {
			throw vscode.FileSystemError.FileNotFound(uri);
		}
		const entry = this.known.get(id) ?? { report, version: Date.now() };
		this.known.set(id, entry);
		return entry;
	}
}

/** Milliseconds after which an editor that opened has begun to listen, on a quick machine and on a busy one. */
const OFFER_AFTER = [500, 4000];

export interface ReportPlace {
	readonly beside?: boolean;
	/** The document that it is shown beside, in the group where such pages stand already. */
	readonly of?: vscode.Uri;
	readonly preview?: boolean;
}

/** `groundline-report:/groundline-reports/<title>?<what it is worked out from>`; the title is what a person reads in the tab. */
export function reportUri(kind: string, title: string, address: Readonly<Record<string, string>>): vscode.Uri {
	const path = `${REPORT_FOLDER}/${title.replaceAll('/', '∕')}`;
	return vscode.Uri.from({ scheme: SCHEMES.report, path, query: JSON.stringify({ ...address, kind }) });
}

const REPORT_FOLDER = '/groundline-reports';

function kindOf(uri: vscode.Uri): string {
	return addressOf(uri)?.kind ?? '';
}

function addressOf({ query }: vscode.Uri): Readonly<Record<string, string>> | undefined {
	try {
		const value: unknown = JSON.parse(query);
		return typeof value === 'object' && value !== null
			? Object.fromEntries(
					Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
				)
			: undefined;
	} catch {
		return undefined;
	}
}
