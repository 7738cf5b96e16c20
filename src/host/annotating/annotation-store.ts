import * as vscode from 'vscode';
import type { Review } from '../../core/documents/annotation-file.ts';
import type { CaseResult } from '../../core/review/result.ts';
import { SETTINGS } from '../ids.ts';
import type { FocusedCase } from '../results/focus.ts';
import type { ResultStore } from '../results/store.ts';
import { setting } from '../settings.ts';
import { type AnnotatedCase, type AnnotationChange, changeAnnotations } from './annotation-changes.ts';
import { type AnnotationDocument, AnnotationDocuments } from './annotation-documents.ts';
import type { AnnotationDraft, Annotations, RatingDraft, ShownAnnotation } from './annotations.ts';
import { type CaseAnnotations, caseAnnotations, NO_ANNOTATIONS } from './case-annotations.ts';

/** {@link Annotations} over the files beside the question files. Changes are made one after the other. */
export class AnnotationStore implements Annotations, vscode.Disposable {
	private readonly store: ResultStore;
	private readonly documents = new AnnotationDocuments();
	private readonly placed = new WeakMap<AnnotationDocument, Map<CaseResult, CaseAnnotations>>();
	private last: Promise<unknown> = Promise.resolve();
	readonly onDidChange = this.documents.onDidChange;

	constructor(store: ResultStore) {
		this.store = store;
	}

	ofCase(focused: FocusedCase): CaseAnnotations {
		const document = this.documents.get(focused.file);
		const result = this.store.get(focused.file, focused.key);
		if (document === undefined || result === undefined) {
			return NO_ANNOTATIONS;
		}
		if (document.problem !== undefined) {
			return { ...NO_ANNOTATIONS, problem: document.problem };
		}
		const known = this.placed.get(document) ?? new Map<CaseResult, CaseAnnotations>();
		const annotations = known.get(result) ?? caseAnnotations(document.file, result);
		this.placed.set(document, known.set(result, annotations));
		return annotations;
	}

	of(focused: FocusedCase): readonly ShownAnnotation[] {
		const text = this.store.get(focused.file, focused.key)?.text;
		return this.ofCase(focused).annotations.map(({ id, label, target, note, by, at, place }) => ({
			id,
			label,
			exact: target.exact === text ? '' : target.exact,
			note,
			by,
			at,
			anchored: place.kind === 'anchored',
		}));
	}

	reviewOf(focused: FocusedCase): Review['state'] | undefined {
		return this.ofCase(focused).reviews.at(-1)?.state;
	}

	addNote(focused: FocusedCase, note: string): Promise<boolean> {
		const end = this.store.get(focused.file, focused.key)?.text.length ?? 0;
		return this.add(focused, { range: { start: 0, end }, label: 'note', note });
	}

	add(focused: FocusedCase, draft: AnnotationDraft): Promise<boolean> {
		return this.change(focused, { kind: 'add', draft });
	}

	remove(focused: FocusedCase, id: string): Promise<boolean> {
		return this.change(focused, { kind: 'remove', id });
	}

	review(focused: FocusedCase, state: Review['state']): Promise<boolean> {
		return this.change(focused, { kind: 'review', state });
	}

	rate(focused: FocusedCase, draft: RatingDraft): Promise<boolean> {
		return this.change(focused, { kind: 'rate', draft });
	}

	dispose(): void {
		this.documents.dispose();
	}

	private change(focused: FocusedCase, change: AnnotationChange): Promise<boolean> {
		const done = this.last.then(() => this.write(focused, change));
		this.last = done.catch(() => undefined);
		return done;
	}

	private async write(focused: FocusedCase, change: AnnotationChange): Promise<boolean> {
		const refusal = (words: string): false => {
			void vscode.window.showWarningMessage(words);
			return false;
		};
		if (!vscode.workspace.isTrusted) {
			return refusal(vscode.l10n.t('This folder is not trusted: annotations are not written. Trust the folder first.'));
		}
		const { start, answer, text } = this.store.get(focused.file, focused.key) ?? {};
		if (start === undefined || answer === undefined || text === undefined) {
			return refusal(vscode.l10n.t('The answer is not complete yet: annotate it once it is.'));
		}
		const document = await this.documents.read(focused.file);
		if (document.problem !== undefined) {
			const open = vscode.l10n.t('Open File');
			void vscode.window
				.showErrorMessage(vscode.l10n.t('Nothing was written. {0}', document.problem), open)
				.then(chosen => (chosen === open ? vscode.window.showTextDocument(document.uri) : undefined));
			return false;
		}
		const name = setting<string>(SETTINGS.reviewerName, '', focused.file).trim();
		const annotated: AnnotatedCase = {
			answer: { hash: answer.hash, question: start.question, model: start.model, prompt: start.prompt, text },
			by: name === '' ? undefined : name,
			at: today(),
		};
		const { serializeAnnotations } = await import('../../core/documents/serialize-annotations.ts');
		const after = changeAnnotations(document.file, change, annotated);
		const written = await this.documents.write(document, serializeAnnotations(after, document.text));
		return written || refusal(vscode.l10n.t('{0} could not be written.', document.uri.path));
	}
}

/** The day where the person is. */
function today(): string {
	const now = new Date();
	const two = (value: number): string => String(value).padStart(2, '0');
	return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
