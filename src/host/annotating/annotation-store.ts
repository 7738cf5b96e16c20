import * as vscode from 'vscode';
import { setPreference } from '../../core/annotations/edit.ts';
import type { AnnotationFile, Review } from '../../core/documents/annotation-file.ts';
import type { CaseResult } from '../../core/review/result.ts';
import { SETTINGS } from '../ids.ts';
import type { FocusedCase } from '../results/focus.ts';
import type { ResultStore } from '../results/store.ts';
import { setting } from '../settings.ts';
import { type AnnotatedCase, type AnnotationChange, changeAnnotations } from './annotation-changes.ts';
import { type AnnotationDocument, AnnotationDocuments } from './annotation-documents.ts';
import type { AnnotationDraft, Annotations, PreferenceDraft, RatingDraft, ShownAnnotation } from './annotations.ts';
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

	async fileOf(questions: vscode.Uri): Promise<AnnotationFile> {
		// Asked for once, so that later changes of the file are heard of.
		this.documents.get(questions);
		return (await this.documents.read(questions)).file;
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

	prefer(questions: vscode.Uri, { a, b, ...preference }: PreferenceDraft): Promise<boolean> {
		return this.queued(() => {
			return this.write(questions, (file, said) => setPreference(file, { a, b }, { ...preference, ...said }));
		});
	}

	private change(focused: FocusedCase, change: AnnotationChange): Promise<boolean> {
		return this.queued(() => {
			const { start, answer, text } = this.store.get(focused.file, focused.key) ?? {};
			if (vscode.workspace.isTrusted && (start === undefined || answer === undefined || text === undefined)) {
				return this.refusal(vscode.l10n.t('The answer is not complete yet: annotate it once it is.'));
			}
			return this.write(focused.file, (file, said) => {
				const { question = '', model = '', prompt = '' } = start ?? {};
				const identified = { hash: answer?.hash ?? '', question, model, prompt, text: text ?? '' };
				return changeAnnotations(file, change, { answer: identified, ...said });
			});
		});
	}

	private queued(work: () => Promise<boolean> | boolean): Promise<boolean> {
		const done = this.last.then(work);
		this.last = done.catch(() => undefined);
		return done;
	}

	private refusal(words: string): false {
		void vscode.window.showWarningMessage(words);
		return false;
	}

	private async write(
		questions: vscode.Uri,
		change: (file: AnnotationFile, said: Pick<AnnotatedCase, 'by' | 'at'>) => AnnotationFile,
	): Promise<boolean> {
		if (!vscode.workspace.isTrusted) {
			return this.refusal(
				vscode.l10n.t('This folder is not trusted: annotations are not written. Trust the folder first.'),
			);
		}
		const document = await this.documents.read(questions);
		if (document.problem !== undefined) {
			const open = vscode.l10n.t('Open File');
			void vscode.window
				.showErrorMessage(vscode.l10n.t('Nothing was written. {0}', document.problem), open)
				.then(chosen => (chosen === open ? vscode.window.showTextDocument(document.uri) : undefined));
			return false;
		}
		const name = setting<string>(SETTINGS.reviewerName, '', questions).trim();
		const { serializeAnnotations } = await import('../../core/documents/serialize-annotations.ts');
		const after = change(document.file, { by: name === '' ? undefined : name, at: today() });
		const written = await this.documents.write(document, serializeAnnotations(after, document.text));
		return written || this.refusal(vscode.l10n.t('{0} could not be written.', document.uri.path));
	}
}

/** The day where the person is. */
function today(): string {
	const now = new Date();
	const two = (value: number): string => String(value).padStart(2, '0');
	return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
