import * as vscode from 'vscode';
import type { CandidateKind, SideCandidate } from './side-candidates.ts';

/** Lets a person choose what is compared with what; `undefined` where they changed their mind. */
export async function chooseSides(
	candidates: readonly SideCandidate[],
	title: string,
): Promise<{ readonly a: SideCandidate; readonly b: SideCandidate } | undefined> {
	const { t } = vscode.l10n;
	const a = await choose(candidates, {
		title: t('{0} (1 of 2)', title),
		placeHolder: t('What do you want to try? Rates and losses are of this one.'),
	});
	if (a === undefined) {
		return undefined;
	}
	const others = candidates.filter(each => each !== a);
	const alike = [...others.filter(({ kind }) => kind === a.kind), ...others.filter(({ kind }) => kind !== a.kind)];
	const b = await choose(alike, {
		title: t('{0} (2 of 2)', title),
		placeHolder: t('What is {0} compared with?', a.chosen.side.name),
	});
	return b && { a, b };
}

interface Choice {
	readonly title: string;
	readonly placeHolder: string;
}

async function choose(
	candidates: readonly SideCandidate[],
	{ title, placeHolder }: Choice,
): Promise<SideCandidate | undefined> {
	const items: (vscode.QuickPickItem & { readonly candidate?: SideCandidate })[] = [];
	let kind: CandidateKind | undefined;
	for (const candidate of candidates) {
		if (candidate.kind !== kind) {
			kind = candidate.kind;
			items.push({ label: kindWord(kind), kind: vscode.QuickPickItemKind.Separator });
		}
		items.push({ ...wordsOf(candidate), candidate });
	}
	const picked = await vscode.window.showQuickPick(items, { title, placeHolder, matchOnDescription: true });
	return picked?.candidate;
}

function kindWord(kind: CandidateKind): string {
	const { t } = vscode.l10n;
	return {
		model: t('models'),
		recorded: t('recorded answers'),
		prompt: t('prompts'),
		variant: t('a model with one prompt'),
		run: t('runs'),
	}[kind];
}

function wordsOf({ kind, chosen, answered, of, promptPath, time }: SideCandidate): vscode.QuickPickItem {
	const { t } = vscode.l10n;
	const icon = { model: 'hubot', recorded: 'book', prompt: 'file-code', variant: 'symbol-misc', run: 'history' }[kind];
	const when =
		time === undefined
			? undefined
			: new Date(time).toLocaleString(undefined, { dateStyle: 'short', timeStyle: 'short' });
	const there =
		answered === undefined
			? t('not named by this question file')
			: answered === 0 && kind !== 'recorded'
				? t('nothing answered yet, it will be asked')
				: kind === 'recorded' || kind === 'run' || answered === of
					? t('{0} of {1} answered', answered, of)
					: t('{0} of {1} answered, the others will be asked', answered, of);
	return {
		label: `$(${icon}) ${when ?? chosen.side.name}`,
		description: [
			...(promptPath === undefined ? [] : [promptPath]),
			there,
			...(when === undefined ? [] : [chosen.side.name]),
		].join(' · '),
	};
}
