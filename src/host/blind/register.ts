import * as vscode from 'vscode';
import type { BlindAnswer, BlindPair } from '../../core/comparing/blind.ts';
import type { Annotations } from '../annotating/annotations.ts';
import { COMMANDS, CONTEXT_KEYS, SCHEMES, SETTINGS } from '../ids.ts';
import { type Report, type ReportFiles, reportUri } from '../reports/report-files.ts';
import type { LiveResults } from '../results/live-results.ts';
import type { Targets } from '../runs/targets.ts';
import { showTrustNeeded } from '../runs/trust.ts';
import { setting } from '../settings.ts';

export interface BlindParts {
	readonly store: LiveResults;
	readonly annotations: Annotations;
	readonly reports: ReportFiles;
	readonly targets: Targets;
	/** Answers that stand in the question file itself. */
	readonly recorded: (file: vscode.Uri) => Promise<readonly BlindAnswer[]>;
	/** Ids of the questions that need a person most, first. */
	readonly urgent: (file: vscode.Uri) => Promise<readonly string[]>;
}

type Choice = 'left' | 'right' | 'tie' | 'skip';

/** *Compare Blind*: two answers side by side as "Left" and "Right", a choice by key or lens, and only then whose they were. */
export function registerBlind(parts: BlindParts): vscode.Disposable {
	const skipped = new Set<string>();
	// What a report asked for goes on until the next *Compare Blind*.
	let first: readonly string[] = [];
	const choose = (id: string, choice: Choice) =>
		vscode.commands.registerCommand(id, () => decide(choice, { ...parts, skipped, first }));
	const { window, commands } = vscode;
	const tell = () => commands.executeCommand('setContext', CONTEXT_KEYS.blind, shownPair() !== undefined);
	return vscode.Disposable.from(
		commands.registerCommand(COMMANDS.compareBlind, async (argument: unknown) => {
			const file = parts.targets.resolve(argument)?.file;
			if (file === undefined) {
				void window.showInformationMessage(vscode.l10n.t('Open a question file first.'));
				return;
			}
			skipped.clear();
			first = firstPairs(argument, (await import('../../core/comparing/blind.ts')).pairId);
			await showNext(file, { ...parts, skipped, first });
		}),
		choose(COMMANDS.blindLeft, 'left'),
		choose(COMMANDS.blindRight, 'right'),
		choose(COMMANDS.blindTie, 'tie'),
		choose(COMMANDS.blindSkip, 'skip'),
		window.onDidChangeVisibleTextEditors(tell),
	);
}

/** One of the two answers, and nothing that tells whose it is. */
export function blindReport({
	store,
	loaded,
	recorded,
}: Pick<BlindParts, 'store' | 'recorded'> & { readonly loaded: Promise<void> }) {
	return async ({ file, question, answer, side }: Readonly<Record<string, string>>): Promise<Report | undefined> => {
		await loaded;
		const { t } = vscode.l10n;
		if (file === undefined) {
			return undefined;
		}
		const uri = vscode.Uri.parse(file);
		const result = store.ofFile(uri).find(each => each.answer?.hash === answer && each.start?.question === question);
		const given =
			result === undefined
				? (await recorded(uri)).find(each => each.answer.hash === answer && each.answer.question === question)
				: { questionText: result.start?.questionText ?? '', answer: { text: result.text } };
		if (given === undefined) {
			return undefined;
		}
		const head = `# ${given.questionText.replace(/\s+/g, ' ')}`;
		const lens = (title: string, command: string) => ({ line: 0, command: { title, command } });
		return {
			text: `${head}\n\n${given.answer.text}\n`,
			actions: [
				side === 'left'
					? lens(t('Left is better (1)'), COMMANDS.blindLeft)
					: lens(t('Right is better (2)'), COMMANDS.blindRight),
				lens(t('Neither (0)'), COMMANDS.blindTie),
				lens(t('Skip (s)'), COMMANDS.blindSkip),
			],
		};
	};
}

interface ShownPair {
	readonly file: vscode.Uri;
	readonly question: string;
	readonly left: string;
	readonly right: string;
}

/** The pair whose two answers are in sight. */
function shownPair(): ShownPair | undefined {
	const shown = new Map<string, Readonly<Record<string, string>>>();
	for (const { document } of vscode.window.visibleTextEditors) {
		const address = addressOf(document.uri);
		if (address?.side !== undefined) {
			shown.set(address.side, address);
		}
	}
	const [left, right] = [shown.get('left'), shown.get('right')];
	return left?.file === undefined || right === undefined || left.question !== right.question
		? undefined
		: {
				file: vscode.Uri.parse(left.file),
				question: left.question ?? '',
				left: left.answer ?? '',
				right: right.answer ?? '',
			};
}

function addressOf(uri: vscode.Uri): Readonly<Record<string, string>> | undefined {
	if (uri.scheme !== SCHEMES.report) {
		return undefined;
	}
	try {
		const value = JSON.parse(uri.query) as Readonly<Record<string, string>>;
		return value.kind === 'blind' ? value : undefined;
	} catch {
		return undefined;
	}
}

type Deciding = BlindParts & {
	readonly skipped: Set<string>;
	/** Ids of the pairs that a report of a comparison would have people look at, first. */
	readonly first: readonly string[];
};

/** The pairs that a report names, by the hashes of their answers. */
function firstPairs(argument: unknown, idOf: (a: string, b: string) => string): readonly string[] {
	const { first } = (argument ?? {}) as { readonly first?: unknown };
	return Array.isArray(first)
		? first.flatMap(({ a, b }: { readonly a?: unknown; readonly b?: unknown }) =>
				typeof a === 'string' && typeof b === 'string' ? idOf(a, b) : [],
			)
		: [];
}

async function decide(choice: Choice, parts: Deciding): Promise<void> {
	const shown = shownPair();
	if (shown === undefined) {
		return;
	}
	const { pairId, winnerOf } = await import('../../core/comparing/blind.ts');
	const pair = (await openPairs(shown.file, parts)).find(
		({ a, b }) => pairId(a.hash, b.hash) === pairId(shown.left, shown.right),
	);
	if (pair === undefined || choice === 'skip') {
		parts.skipped.add(pairId(shown.left, shown.right));
	} else {
		const winner = winnerOf(choice, pair);
		if (
			!(await parts.annotations.prefer(shown.file, {
				a: pair.a,
				b: pair.b,
				question: pair.question,
				winner,
				left: pair.left,
			}))
		) {
			return;
		}
		reveal(pair, choice);
	}
	await showNext(shown.file, parts);
}

/** Only now the person may know. */
function reveal({ a, b, left }: BlindPair, choice: Choice): void {
	const { t } = vscode.l10n;
	const [first, second] = left === 'a' ? [a, b] : [b, a];
	const name = ({ model, prompt }: BlindPair['a']) => (first.model === second.model ? `${model} · ${prompt}` : model);
	const words = { left: t('Left is better'), right: t('Right is better'), tie: t('Neither is better'), skip: '' }[
		choice
	];
	vscode.window.setStatusBarMessage(t('{0}. Left was {1}, right was {2}.', words, name(first), name(second)), REVEALED);
}

/** Milliseconds. */
const REVEALED = 20_000;

async function openPairs(
	file: vscode.Uri,
	{ store, annotations, urgent, first, recorded }: Deciding,
): Promise<readonly BlindPair[]> {
	const { blindPairs } = await import('../../core/comparing/blind.ts');
	const people = await annotations.fileOf(file);
	const name = setting<string>(SETTINGS.reviewerName, '', file).trim();
	const by = name === '' ? undefined : name;
	return blindPairs(store.ofFile(file), {
		by,
		decided: people.preferences,
		urgent: await urgent(file),
		first,
		recorded: await recorded(file),
	});
}

async function showNext(file: vscode.Uri, parts: Deciding): Promise<void> {
	const { l10n, window } = vscode;
	if (!vscode.workspace.isTrusted) {
		showTrustNeeded();
		return;
	}
	const { pairId } = await import('../../core/comparing/blind.ts');
	const open = await openPairs(file, parts);
	const next = open.find(({ a, b }) => !parts.skipped.has(pairId(a.hash, b.hash)));
	const old = vscode.window.tabGroups.all
		.flatMap(({ tabs }) => tabs)
		.filter(({ input }) => input instanceof vscode.TabInputText && addressOf(input.uri) !== undefined);
	if (next === undefined) {
		await window.tabGroups.close(old);
		await tellEnd(file, open.length, parts);
		return;
	}
	const columns = columnsOf(old);
	for (const side of ['right', 'left'] as const) {
		const answer = (side === 'left') === (next.left === 'a') ? next.a : next.b;
		const title = side === 'left' ? l10n.t('Left') : l10n.t('Right');
		const uri = reportUri('blind', title, {
			file: file.toString(),
			question: next.question,
			answer: answer.hash,
			side,
		});
		const document = await vscode.workspace.openTextDocument(uri);
		await window.showTextDocument(document, { viewColumn: columns[side], preview: false });
	}
	await window.tabGroups.close(old);
}

/** Where the pair before stood, else the first two columns. */
function columnsOf(old: readonly vscode.Tab[]): Readonly<Record<'left' | 'right', vscode.ViewColumn>> {
	const column = (side: string) =>
		old.find(({ input }) => input instanceof vscode.TabInputText && addressOf(input.uri)?.side === side)?.group
			.viewColumn;
	return { left: column('left') ?? vscode.ViewColumn.One, right: column('right') ?? vscode.ViewColumn.Two };
}

async function tellEnd(file: vscode.Uri, skipped: number, { store, annotations, recorded }: Deciding): Promise<void> {
	const { l10n, window, commands } = vscode;
	const { preferences } = await annotations.fileOf(file);
	if (preferences.length === 0 && skipped === 0) {
		const words =
			store.ofFile(file).length + (await recorded(file)).length === 0
				? l10n.t('There is no answer yet. Run the questions first.')
				: l10n.t('No question has two different answers: run it with another model or prompt.');
		void window.showInformationMessage(words);
		return;
	}
	const show = l10n.t('Agreement with People');
	const words =
		skipped === 0 ? l10n.t('Every pair is decided.') : l10n.t('Every pair was shown; {0} skipped.', skipped);
	void window.showInformationMessage(words, show).then(chosen => {
		if (chosen === show) {
			void commands.executeCommand(COMMANDS.showAgreement, { file: file.toString() });
		}
	});
}
