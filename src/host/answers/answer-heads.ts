import * as vscode from 'vscode';
import type { CaseResult } from '../../core/review/result.ts';
import { COMMANDS, SCHEMES } from '../ids.ts';
import { influenceLens } from '../influence/influence-lens.ts';
import type { LiveResults } from '../results/live-results.ts';
import { secondsText, stateLine } from '../results/wording.ts';
import { correctionLens } from '../revising/correction-lens.ts';
import type { TargetArgument } from '../runs/targets.ts';
import { servedDocument } from './addresses.ts';
import type { PromptAnswers } from './prompt-answers.ts';

/** The head of an answer document, as lenses above its first line: the text itself is the answer and nothing else. */
export function registerAnswerHeads(parts: HeadParts): vscode.Disposable {
	const changed = new vscode.EventEmitter<void>();
	const provider: vscode.CodeLensProvider = {
		onDidChangeCodeLenses: changed.event,
		provideCodeLenses: document => {
			const top = new vscode.Range(0, 0, 0, 0);
			return headOf(document.uri, parts).map(command => new vscode.CodeLens(top, command));
		},
	};
	return vscode.Disposable.from(
		changed,
		parts.store.onDidChange(change => change.kind !== 'piece' && changed.fire()),
		parts.promptAnswers.onDidChange(change => change.kind !== 'piece' && changed.fire()),
		vscode.languages.registerCodeLensProvider({ scheme: SCHEMES.answer }, provider),
	);
}

interface HeadParts {
	readonly store: LiveResults;
	readonly promptAnswers: PromptAnswers;
}

function headOf(uri: vscode.Uri, { store, promptAnswers }: HeadParts): readonly vscode.Command[] {
	const served = servedDocument(uri.query);
	if (served?.kind === 'prompt-answer') {
		return promptHead(vscode.Uri.parse(served.prompt), promptAnswers);
	}
	if (served?.kind !== 'answer') {
		return [];
	}
	const file = vscode.Uri.parse(served.file);
	const result = served.run === undefined ? store.get(file, served.key) : store.ofRun(file, served.key, served.run);
	return result === undefined ? [] : resultHead(result, { served, stale: store.staleness(file, served.key) });
}

function resultHead(
	result: CaseResult,
	{ served, stale }: { served: { file: string; key: string; run?: string }; stale: readonly string[] },
): readonly vscode.Command[] {
	const { t } = vscode.l10n;
	const target: TargetArgument = { file: served.file, key: served.key };
	const facts = [stateLine(result, t), result.start?.model ?? ''];
	if (result.answer !== undefined) {
		facts.push(
			...(result.start?.recorded
				? [t('recorded')]
				: [secondsText(result.answer.latencyMs), result.answer.cached ? t('cached') : t('fresh')]),
		);
	}
	const head: vscode.Command = {
		title: facts.filter(fact => fact !== '').join(' · '),
		command: COMMANDS.openResult,
		arguments: [target],
		tooltip: result.end?.message ?? t('Show the review of this answer'),
	};
	if (served.run !== undefined) {
		return [head]; // An earlier run is looked at, not worked on.
	}
	const mark: vscode.Command[] =
		stale.length === 0
			? []
			: [
					{
						title: t('↻ Stale: run again'),
						command: COMMANDS.runQuestion,
						arguments: [target],
						tooltip: stale.join('\n'),
					},
				];
	return [
		head,
		...mark,
		...(result.end === undefined
			? [{ title: t('■ Cancel'), command: COMMANDS.cancelRun, arguments: [target] }]
			: [
					{ title: t('⚖ Judge again'), command: COMMANDS.judgeQuestion, arguments: [target] },
					...correctionLens(result, target),
					...influenceLens(result, target),
					{ title: t('→ Prompt'), command: COMMANDS.showPrompt, arguments: [target] },
				]),
	];
}

function promptHead(prompt: vscode.Uri, answers: PromptAnswers): readonly vscode.Command[] {
	const { t } = vscode.l10n;
	const result = answers.get(prompt);
	if (result === undefined) {
		return [];
	}
	const { answer } = result;
	const word =
		answer === undefined
			? t('answering…')
			: answer.failure === undefined
				? t('answered')
				: t('no answer: {0}', answer.failure.message);
	const facts = [word, result.start?.model ?? '', answer === undefined ? '' : secondsText(answer.latencyMs)];
	return [
		{ title: facts.filter(fact => fact !== '').join(' · '), command: '' },
		...(answer === undefined
			? [{ title: t('■ Cancel'), command: COMMANDS.cancelRun, arguments: [{ prompt: prompt.toString() }] }]
			: [
					{ title: t('▶ Run again'), command: COMMANDS.runPrompt, arguments: [prompt] },
					{
						title: t('→ Prompt'),
						command: COMMANDS.showPrompt,
						arguments: [{ prompt: prompt.toString() }],
					},
				]),
	];
}
