import * as vscode from 'vscode';
import type { PairResult } from '../../core/comparing/comparison-fold.ts';
import { type Report, reportUri } from '../reports/report-files.ts';
import type { ComparisonRuns, LoadedComparison } from './comparison-runs.ts';

/** Pairs that one multi-diff shows: three diffs each are many already, and the clearest losses come first. */
const MOST_PAIRS = 30;

/** Opens pairs as one multi-diff: the reference against each answer, and the answers against each other. */
export async function openDiffs(
	{ fold, report, runFile }: LoadedComparison,
	{ keys, title }: { readonly keys: readonly string[]; readonly title: string },
): Promise<void> {
	const { a, b } = report.setup;
	const pairs = keys.flatMap(key => fold.pairs.get(key) ?? []).slice(0, MOST_PAIRS);
	const names = { reference: vscode.l10n.t('reference'), a, b };
	const resources = pairs.flatMap(pair => {
		const diff = (before: Side, after: Side) => {
			// One name for both, so that the editor does not show a file that was renamed.
			const title = `${pair.question}: ${names[before]} ↔ ${names[after]}.txt`;
			const uriOf = (side: Side) =>
				reportUri('comparison-text', title, { run: runFile.toString(), key: pair.key, side });
			return [uriOf(after), uriOf(before), uriOf(after)] as const;
		};
		return [...(pair.reference.length === 0 ? [] : [diff('reference', 'a'), diff('reference', 'b')]), diff('a', 'b')];
	});
	const shown =
		keys.length > pairs.length ? vscode.l10n.t('{0} ({1} of {2})', title, pairs.length, keys.length) : title;
	await vscode.commands.executeCommand('vscode.changes', shown, resources);
}

type Side = 'reference' | 'a' | 'b';

/** One text of a pair, as a document. */
export function comparisonText(runs: ComparisonRuns) {
	return async ({ run, key, side }: Readonly<Record<string, string>>): Promise<Report | undefined> => {
		const pair = await pairOf(runs, run, key);
		if (pair === undefined) {
			return undefined;
		}
		const text = side === 'reference' ? (pair.reference[0] ?? '') : side === 'b' ? pair.b.text : pair.a.text;
		return { text: text.endsWith('\n') ? text : `${text}\n`, actions: [] };
	};
}

/** What a judge was asked about a pair, and what it said, word for word. */
export function comparisonReply(runs: ComparisonRuns) {
	return async ({ run, key, verdict }: Readonly<Record<string, string>>): Promise<Report | undefined> => {
		const sample = (await pairOf(runs, run, key))?.samples[Number(verdict)];
		if (sample === undefined) {
			return undefined;
		}
		const part = (title: string, text: string) => `=== ${title} ===\n${text}\n`;
		return {
			text: [
				...sample.messages.map(({ role, content }) => part(role, content)),
				...(sample.firstReply === undefined ? [] : [part(vscode.l10n.t('first reply'), sample.firstReply)]),
				part(vscode.l10n.t('reply'), sample.reply),
			].join('\n'),
			actions: [],
		};
	};
}

async function pairOf(
	runs: ComparisonRuns,
	run: string | undefined,
	key: string | undefined,
): Promise<PairResult | undefined> {
	const loaded = run === undefined || key === undefined ? undefined : await runs.load(vscode.Uri.parse(run));
	return loaded === undefined || typeof loaded === 'string' ? undefined : loaded.fold.pairs.get(key!);
}
