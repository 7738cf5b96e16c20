import * as vscode from 'vscode';
import type { CaseResult } from '../../core/review/result.ts';
import type { Annotations, ShownAnnotation } from '../annotating/annotations.ts';
import { CONTROLLERS, SETTINGS } from '../ids.ts';
import type { Outlines } from '../language/outlines.ts';
import type { JudgeMeasurements, KnownMeasurement } from '../panel/judge-measurements.ts';
import { trustOf } from '../panel/trust-words.ts';
import type { FocusedCase } from '../results/focus.ts';
import type { LiveResults } from '../results/live-results.ts';
import { showHidden, stateLine } from '../results/wording.ts';
import type { Runs } from '../runs/runs.ts';
import { hasAnswer } from '../runs/select-cases.ts';
import { onSettingChange, setting } from '../settings.ts';
import { answerHead, verdictWords } from './thread-words.ts';

/**
 * One comment thread for each case that was run or opened in this window, under its question: the model says the answer, the
 * judge says what it is worth, people add notes. The thread is for reading; the answer document is where one selects.
 */
export class Threads implements vscode.Disposable {
	private readonly parts: ThreadParts;
	private readonly controller = vscode.comments.createCommentController(CONTROLLERS.comments, 'Groundline');
	private readonly shown = new Map<string, ShownThread>();
	private readonly waiting = new Set<string>();
	private readonly subscriptions: readonly vscode.Disposable[];
	private timer: NodeJS.Timeout | undefined;

	constructor(parts: ThreadParts) {
		this.parts = parts;
		this.controller.options = {
			prompt: vscode.l10n.t('Add a note…'),
			placeHolder: vscode.l10n.t('What is wrong, or right, with this answer?'),
		};
		this.subscriptions = [
			this.controller,
			parts.runs.onDidStart(run => {
				const folded = run.cases.length > MOST_UNFOLDED ? 'folded' : 'unfolded';
				for (const { key } of run.cases.slice(0, MOST_THREADS)) {
					this.show({ file: run.request.file, key }, folded);
				}
			}),
			parts.store.onDidChange(({ file, keys }) =>
				this.refresh(shown => keys.includes(shown.key) && same(shown.file, file)),
			),
			parts.measurements.onDidChange(() => this.refresh(() => true)),
			parts.annotations.onDidChange(file => this.refresh(shown => same(shown.file, file))),
			parts.outlines.onDidChange(({ uri }) => this.refresh(shown => shown.file.toString() === uri)),
			onSettingChange([SETTINGS.threadsEnabled], () => this.hideWhereOff()),
		];
	}

	/** Opens the thread of a case; it appears once the place of its question is known. */
	show(focused: FocusedCase, folded: 'folded' | 'unfolded' = 'unfolded'): void {
		const id = idOf(focused);
		if (!this.shown.has(id) && setting(SETTINGS.threadsEnabled, true, focused.file)) {
			this.shown.set(id, { file: focused.file, key: focused.key, folded, thread: undefined, comments: '' });
		}
		this.refresh(shown => idOf(shown) === id);
	}

	/** Opens the thread of a case and unfolds it, because the person asked for it. */
	unfold(focused: FocusedCase): void {
		this.show(focused);
		const thread = this.shown.get(idOf(focused))?.thread;
		if (thread !== undefined) {
			thread.collapsibleState = vscode.CommentThreadCollapsibleState.Expanded;
		}
	}

	/** The case of a thread, of one of its comments, or of a reply to it. */
	caseOf(argument: unknown): FocusedCase | undefined {
		const { thread } = (argument ?? {}) as { thread?: unknown };
		for (const shown of this.shown.values()) {
			const own = shown.thread;
			if (
				own !== undefined &&
				(own === argument || own === thread || own.comments.some(comment => comment === argument))
			) {
				return shown;
			}
		}
		return undefined;
	}

	/** The annotation that a comment stands for. */
	annotationOf(argument: unknown): { readonly focused: FocusedCase; readonly id: string } | undefined {
		const focused = this.caseOf(argument);
		const id = argument instanceof Said ? argument.annotation : undefined;
		return focused === undefined || id === undefined ? undefined : { focused, id };
	}

	dispose(): void {
		clearTimeout(this.timer);
		for (const { thread } of this.shown.values()) {
			thread?.dispose();
		}
		for (const subscription of this.subscriptions) {
			subscription.dispose();
		}
	}

	private refresh(concerns: (shown: ShownThread) => boolean): void {
		for (const [id, shown] of this.shown) {
			if (concerns(shown)) {
				this.waiting.add(id);
			}
		}
		if (this.waiting.size > 0) {
			this.timer ??= setTimeout(() => {
				this.timer = undefined;
				const due = [...this.waiting];
				this.waiting.clear();
				for (const id of due) {
					const shown = this.shown.get(id);
					if (shown !== undefined) {
						this.paint(shown);
					}
				}
			}, UPDATE_INTERVAL);
		}
	}

	private paint(shown: ShownThread): void {
		const { store, outlines, annotations, runs } = this.parts;
		const { file, key } = shown;
		const result = store.get(file, key);
		const question = result?.start?.question;
		const place = outlines.get(file)?.questions.find(({ id }) => id === question)?.range.start.line;
		if (result === undefined || place === undefined) {
			return; // It has not begun, or its file is not open: the thread stays as it is.
		}
		const comments = commentsOf(result, {
			annotations: annotations.of(shown),
			measurement: this.parts.measurements.of(shown.file, result),
		});
		const range = new vscode.Range(place, 0, place, 0);
		const said = JSON.stringify(comments);
		const thread = shown.thread ?? this.create(shown, range, comments);
		if (shown.thread !== undefined && said !== shown.comments) {
			thread.comments = comments;
		}
		shown.thread = thread;
		shown.comments = said;
		if (thread.range?.start.line !== place) {
			thread.range = range;
		}
		const running = runs.isRunning(file, key);
		const label = labelOf(result, store.staleness(file, key));
		if (thread.label !== label) {
			thread.label = label;
		}
		// A reply is about a whole answer, so none is taken while it grows; nor where notes cannot be written.
		const canReply = result.phase === 'done' && result.answer !== undefined && vscode.workspace.isTrusted;
		if (thread.canReply !== canReply) {
			thread.canReply = canReply;
		}
		const review = annotations.reviewOf(shown);
		thread.state = review === 'accepted' ? vscode.CommentThreadState.Resolved : vscode.CommentThreadState.Unresolved;
		thread.contextValue = [running ? 'running' : '', !running && hasAnswer(result) ? 'answered' : '', review ?? '']
			.filter(word => word !== '')
			.join(' ');
	}

	private create(
		{ file, folded }: ShownThread,
		range: vscode.Range,
		comments: readonly vscode.Comment[],
	): vscode.CommentThread {
		// With its comments from the start: the editor unfolds the reply box of a thread that begins empty.
		const thread = this.controller.createCommentThread(file, range, comments);
		thread.canReply = false;
		// Only here: afterwards it is the person who folds and unfolds it.
		thread.collapsibleState = vscode.CommentThreadCollapsibleState[folded === 'folded' ? 'Collapsed' : 'Expanded'];
		return thread;
	}

	private hideWhereOff(): void {
		for (const [id, { file, thread }] of this.shown) {
			if (!setting(SETTINGS.threadsEnabled, true, file)) {
				thread?.dispose();
				this.shown.delete(id);
			}
		}
	}
}

interface ThreadParts {
	readonly store: LiveResults;
	readonly outlines: Outlines;
	readonly annotations: Annotations;
	readonly runs: Runs;
	readonly measurements: JudgeMeasurements;
}

interface ShownThread extends FocusedCase {
	/** How it first appears. */
	readonly folded: 'folded' | 'unfolded';
	thread: vscode.CommentThread | undefined;
	/** What the thread says, to leave it alone where nothing changed. */
	comments: string;
}

/** Milliseconds between two updates of a thread. */
const UPDATE_INTERVAL = 200;
/** Where more answers come at once, unfolded threads would hide the file. */
const MOST_UNFOLDED = 3;
/** A run of a thousand cases opens no thousand threads. */
const MOST_THREADS = 30;

/** One comment. Its body is a plain string: never Markdown, because a model wrote it. */
class Said implements vscode.Comment {
	readonly body: string;
	readonly mode = vscode.CommentMode.Preview;
	readonly author: vscode.CommentAuthorInformation;
	readonly label: string | undefined;
	readonly annotation: string | undefined;
	readonly contextValue: string;

	constructor(author: string, body: string, more: { readonly label?: string; readonly annotation?: string } = {}) {
		this.author = { name: author };
		this.body = body;
		this.label = more.label;
		this.annotation = more.annotation;
		this.contextValue = more.annotation === undefined ? '' : 'annotation';
	}
}

interface SaidBeside {
	readonly annotations: readonly ShownAnnotation[];
	/** What is known of the error of the judge. */
	readonly measurement: KnownMeasurement;
}

function commentsOf(result: CaseResult, { annotations, measurement }: SaidBeside): readonly Said[] {
	const { t } = vscode.l10n;
	const verdict = verdictWords(result, t);
	const judge = result.verdicts[0]?.judge;
	return [
		new Said(result.start?.model ?? '', answerHead(result, t), result.start?.recorded ? { label: t('recorded') } : {}),
		...(verdict === undefined
			? []
			: [
					new Said(judge === undefined ? 'Groundline' : t('Judge {0}', judge), verdict, trustLabel(judge, measurement)),
				]),
		...annotations.map(
			annotation =>
				new Said(annotation.by ?? t('Reviewer'), annotationWords(annotation), { annotation: annotation.id }),
		),
	];
}

/** How far the judge can be trusted, beside its name. */
function trustLabel(judge: string | undefined, measurement: KnownMeasurement): { readonly label?: string } {
	if (judge === undefined || measurement === undefined) {
		return {};
	}
	const { words, state } = trustOf(measurement, vscode.l10n.t);
	return { label: state === 'below-limit' ? `${words}, ${vscode.l10n.t('below limit')}` : words };
}

function annotationWords({ label, exact, note, anchored }: ShownAnnotation): string {
	const { t } = vscode.l10n;
	const word = {
		unsupported: t('Unsupported'),
		supported: t('Supported'),
		contradicted: t('Contradicted'),
		note: t('Note'),
	}[label];
	const about = exact === '' ? '' : `: “${showHidden(exact.length > 200 ? `${exact.slice(0, 200)}…` : exact)}”`;
	const lost = anchored ? '' : ` (${t('these words are no longer in the answer')})`;
	const head = label === 'note' && exact === '' ? '' : `${word}${about}${lost}`;
	return [head, note === undefined ? '' : showHidden(note)].filter(line => line !== '').join('\n');
}

function labelOf(result: CaseResult, stale: readonly string[]): string {
	const { t } = vscode.l10n;
	const head = `${result.start?.model ?? ''} · ${stateLine(result, t)}`;
	return stale.length === 0 ? head : t('{0} · stale: {1}', head, stale.join('; '));
}

function idOf({ file, key }: FocusedCase): string {
	return `${file.toString()} ${key}`;
}

function same(a: vscode.Uri, b: vscode.Uri): boolean {
	return a.toString() === b.toString();
}
