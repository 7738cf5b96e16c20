import * as vscode from 'vscode';
import type { FileRead, Files } from '../../core/documents/files.ts';
import { RunFold } from '../../core/review/fold.ts';
import type { ModelPort } from '../../core/review/ports.ts';
import { systemClock } from '../../node/clock.ts';
import { newRunId } from '../../node/runs/run-id.ts';
import type { PromptAnswers } from '../answers/prompt-answers.ts';
import type { ServedFiles } from '../answers/served-files.ts';
import { COMMANDS } from '../ids.ts';
import { pathBelow, rootOf } from '../workspace/roots.ts';
import { sampleQuestions } from './sample-questions.ts';
import { showTrustNeeded } from './trust.ts';

/** Runs prompts on their own with their sample inputs; the answer streams into a document beside. Nothing is recorded. */
export class PromptRuns implements vscode.Disposable {
	private readonly parts: PromptRunParts;
	private readonly running = new Map<string, AbortController>();
	private readonly command: vscode.Disposable;

	constructor(parts: PromptRunParts) {
		this.parts = parts;
		this.command = vscode.commands.registerCommand(COMMANDS.runPrompt, async (argument: unknown) => {
			const prompt = argument instanceof vscode.Uri ? argument : vscode.window.activeTextEditor?.document.uri;
			if (prompt !== undefined) {
				await this.run(prompt);
			}
		});
	}

	/** Cancels the run of one prompt, or of all. */
	cancel(prompt?: string): void {
		for (const [id, controller] of this.running) {
			if (prompt === undefined || prompt === id) {
				controller.abort();
			}
		}
	}

	dispose(): void {
		this.cancel();
		this.command.dispose();
	}

	private async run(prompt: vscode.Uri): Promise<void> {
		if (!vscode.workspace.isTrusted) {
			showTrustNeeded();
			return;
		}
		const id = prompt.toString();
		this.cancel(id);
		const controller = new AbortController();
		this.running.set(id, controller);
		try {
			await runPrompt(prompt, this.parts, controller.signal);
		} finally {
			if (this.running.get(id) === controller) {
				this.running.delete(id);
			}
		}
	}
}

interface PromptRunParts {
	readonly filesOf: (root: vscode.Uri) => Files;
	readonly models: ModelPort;
	readonly answers: PromptAnswers;
	readonly served: ServedFiles;
	readonly tool: string;
}

async function runPrompt(prompt: vscode.Uri, parts: PromptRunParts, signal: AbortSignal): Promise<void> {
	const { l10n, window } = vscode;
	const root = rootOf(prompt);
	const path = pathBelow(root, prompt) ?? '';
	const files = parts.filesOf(root);
	const read = await files.read(path);
	if (read.kind !== 'text') {
		void window.showErrorMessage(read.message);
		return;
	}
	const { loadReviewSet, parsePromptTemplate, planCases, review } = await engine();
	const { template } = parsePromptTemplate(path, read.text);
	const questions = `${path}.sample.questions.yaml`;
	const name = path.slice(path.lastIndexOf('/') + 1);
	const set = await loadReviewSet(questions, new WithFile(files, questions, sampleQuestions(template, name)));
	const plan = planCases(set, { judging: 'none' });
	const problem =
		[...set.problems.values()].flat().find(({ severity }) => severity === 'error') ??
		plan.problems.find(({ severity }) => severity === 'error');
	const [item] = plan.cases;
	if (problem !== undefined || item === undefined) {
		void window.showErrorMessage(l10n.t('{0} cannot run: {1}', name, problem?.message ?? l10n.t('nothing to ask')));
		return;
	}
	const fold = new RunFold();
	const options = { run: newRunId(), tool: parts.tool };
	let isOpen = false;
	for await (const event of review([item], { model: parts.models, clock: systemClock }, options, signal)) {
		const result = fold.add(event);
		if (result === undefined) {
			continue;
		}
		parts.answers.set(prompt, result);
		if (!isOpen) {
			isOpen = true;
			const document = await vscode.workspace.openTextDocument(parts.served.uriOfPromptAnswer(prompt));
			await window.showTextDocument(document, { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true });
		}
	}
}

/** Loaded with the first run, so that activation does not wait for it. */
async function engine() {
	const { loadReviewSet } = await import('../../core/documents/load.ts');
	const { parsePromptTemplate } = await import('../../core/prompt/parse.ts');
	const { planCases } = await import('../../core/review/plan.ts');
	const { review } = await import('../../core/review/review.ts');
	return { loadReviewSet, parsePromptTemplate, planCases, review };
}

/** Other files and one more that is only in memory. */
class WithFile implements Files {
	private readonly files: Files;
	private readonly path: string;
	private readonly text: string;

	constructor(files: Files, path: string, text: string) {
		this.files = files;
		this.path = path;
		this.text = text;
	}

	read(path: string): Promise<FileRead> {
		return path === this.path ? Promise.resolve({ kind: 'text', text: this.text }) : this.files.read(path);
	}

	list(glob: string, limit: number): Promise<readonly string[]> {
		return this.files.list(glob, limit);
	}
}
