import * as vscode from 'vscode';
import type { Case } from '../../core/review/case.ts';
import { LineIndex } from '../../core/text/lines.ts';
import type { Outlines } from '../language/outlines.ts';
import type { FilePlan, Plans } from '../workspace/plans.ts';
import { isOwnFile, QUESTION_FILES, questionFiles } from '../workspace/roots.ts';

/**
 * The tree of tests: question file → question → model. A leaf's id is its case key. Only questions have a range, else the
 * gutter would show the same ▶ twice.
 */
export class TestTree implements vscode.Disposable {
	private readonly controller: vscode.TestController;
	private readonly parts: TreeParts;
	private readonly leaves = new Map<string, vscode.TestItem>();
	private readonly changed = new vscode.EventEmitter<vscode.Uri>();
	private readonly subscriptions: readonly vscode.Disposable[];
	/** Fires with the file whose items changed. */
	readonly onDidChange = this.changed.event;

	constructor(controller: vscode.TestController, parts: TreeParts) {
		this.controller = controller;
		this.parts = parts;
		const watcher = vscode.workspace.createFileSystemWatcher(QUESTION_FILES, false, true, false);
		this.subscriptions = [
			this.changed,
			watcher,
			watcher.onDidCreate(file => isOwnFile(file) || this.fileItem(file)),
			watcher.onDidDelete(file => this.drop(file)),
			parts.plans.onDidChange(plan => this.fill(plan)),
			parts.outlines.onDidChange(outline => this.move(vscode.Uri.parse(outline.uri))),
		];
		controller.resolveHandler = async item => {
			if (item === undefined) {
				await this.findFiles();
			} else if (item.uri !== undefined && item.parent === undefined) {
				await this.resolve(item.uri);
			}
		};
		controller.refreshHandler = () => this.findFiles();
	}

	async findFiles(): Promise<void> {
		for (const file of await questionFiles()) {
			this.fileItem(file);
		}
	}

	/** The leaf of a case, if it is in the tree. */
	leaf(file: vscode.Uri, key: string): vscode.TestItem | undefined {
		return this.leaves.get(leafId(file, key));
	}

	/** The case keys below an item, by file. Files that nobody has opened yet are read. */
	async casesBelow(item: vscode.TestItem): Promise<{ readonly file: vscode.Uri; readonly keys: readonly string[] }> {
		const file = item.uri!;
		if (item.parent === undefined && item.children.size === 0) {
			await this.resolve(file);
		}
		const keys: string[] = [];
		const collect = (at: vscode.TestItem) => {
			if (at.children.size === 0 && at.parent?.parent !== undefined) {
				keys.push(at.id);
			}
			at.children.forEach(collect);
		};
		collect(item);
		return { file, keys };
	}

	dispose(): void {
		for (const subscription of this.subscriptions) {
			subscription.dispose();
		}
	}

	private async resolve(file: vscode.Uri): Promise<void> {
		const item = this.fileItem(file);
		item.busy = true;
		try {
			this.fill(this.parts.plans.get(file) ?? (await this.parts.plans.load(file)));
			this.parts.plans.watch(file);
		} finally {
			item.busy = false;
		}
	}

	private fileItem(file: vscode.Uri): vscode.TestItem {
		const id = file.toString();
		const known = this.controller.items.get(id);
		if (known !== undefined) {
			return known;
		}
		const item = this.controller.createTestItem(id, vscode.workspace.asRelativePath(file), file);
		item.canResolveChildren = true;
		this.controller.items.add(item);
		return item;
	}

	private drop(file: vscode.Uri): void {
		this.controller.items.delete(file.toString());
		this.parts.plans.unwatch(file);
		this.forgetLeaves(file);
		this.changed.fire(file);
	}

	private fill({ file, set, plan }: FilePlan): void {
		const item = this.fileItem(file);
		this.forgetLeaves(file);
		const lines = new LineIndex(set.text);
		const byQuestion = new Map<string, Case[]>();
		for (const each of plan.cases) {
			byQuestion.set(each.question.id, [...(byQuestion.get(each.question.id) ?? []), each]);
		}
		const severalPrompts = set.prompts.length > 1;
		item.children.replace(
			set.questions.map(({ question, row }, place) => {
				const id = `${set.path}#${question.id}`;
				const child = item.children.get(id) ?? this.controller.createTestItem(id, question.id, file);
				child.label = oneLine(question.question.value);
				child.description = question.id;
				child.sortText = String(place).padStart(6, '0');
				const at = lines.positionAt(question.keyRange.start).line;
				child.range = row === undefined ? new vscode.Range(at, 0, at, 0) : undefined;
				child.children.replace(
					(byQuestion.get(question.id) ?? []).map(each =>
						this.leafItem(child, each, severalPrompts ? ` · ${each.prompt.stem}` : ''),
					),
				);
				return child;
			}),
		);
		item.error = set.questions.length === 0 ? vscode.l10n.t('This file asks no question.') : undefined;
		this.move(file);
		this.changed.fire(file);
	}

	private leafItem(question: vscode.TestItem, item: Case, suffix: string): vscode.TestItem {
		const leaf =
			question.children.get(item.key) ?? this.controller.createTestItem(item.key, item.source.name, question.uri);
		leaf.label = item.source.name + suffix;
		leaf.description = item.source.kind === 'recorded' ? vscode.l10n.t('recorded') : undefined;
		this.leaves.set(leafId(question.uri!, item.key), leaf);
		return leaf;
	}

	/** Puts questions where the language server last saw them. */
	private move(file: vscode.Uri): void {
		const item = this.controller.items.get(file.toString());
		const outline = this.parts.outlines.get(file);
		if (item === undefined || outline === undefined) {
			return;
		}
		const places = new Map(outline.questions.map(question => [question.id, question.range.start.line]));
		item.children.forEach(child => {
			const line = places.get(child.id.slice(child.id.indexOf('#') + 1));
			if (line !== undefined && child.range?.start.line !== line) {
				child.range = new vscode.Range(line, 0, line, 0);
			}
		});
	}

	private forgetLeaves(file: vscode.Uri): void {
		const start = leafId(file, '');
		for (const id of this.leaves.keys()) {
			if (id.startsWith(start)) {
				this.leaves.delete(id);
			}
		}
	}
}

interface TreeParts {
	readonly plans: Plans;
	readonly outlines: Outlines;
}

function leafId(file: vscode.Uri, key: string): string {
	return `${file.toString()} ${key}`;
}

function oneLine(text: string): string {
	const line = text.replace(/\s+/g, ' ').trim();
	return line.length > 120 ? `${line.slice(0, 119)}…` : line;
}
