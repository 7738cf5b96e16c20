import * as vscode from 'vscode';
import type { CaseResult } from '../../core/review/result.ts';
import type { Annotations } from '../annotating/annotations.ts';
import type { LiveResults } from '../results/live-results.ts';
import { allResults } from './judged-results.ts';

/** How far each judge of a question file agrees with people, in few words; worked out when it is asked for and again when either changes. */
export class AgreementBriefs implements vscode.Disposable {
	private readonly parts: { readonly store: LiveResults; readonly annotations: Annotations };
	/** Question file → judge and setup → words. */
	private readonly known = new Map<string, ReadonlyMap<string, string>>();
	private readonly busy = new Set<string>();
	private readonly changed = new vscode.EventEmitter<vscode.Uri>();
	private readonly timers = new Map<string, NodeJS.Timeout>();
	private readonly subscription: vscode.Disposable;
	/** Fires with the question file. */
	readonly onDidChange = this.changed.event;

	constructor(parts: { readonly store: LiveResults; readonly annotations: Annotations }) {
		this.parts = parts;
		this.subscription = vscode.Disposable.from(
			this.changed,
			parts.annotations.onDidChange(file => this.renewSoon(file)),
			parts.store.onDidChange(({ file, kind }) => kind === 'result' && this.renewSoon(file)),
		);
	}

	/** `κ 0.62 [0.40, 0.80] over 34 reviews`; `undefined` while it is worked out, and where people said nothing that counts. */
	of(file: vscode.Uri, { verdicts, start }: CaseResult): string | undefined {
		const judge = verdicts[0]?.judge;
		if (judge === undefined || start === undefined) {
			return undefined;
		}
		const known = this.known.get(file.toString());
		if (known === undefined && !this.busy.has(file.toString())) {
			void this.renew(file);
		}
		return known?.get(nameOf(judge, `${start.inputs.judge} ${start.inputs.rubric}`));
	}

	dispose(): void {
		for (const timer of this.timers.values()) {
			clearTimeout(timer);
		}
		this.subscription.dispose();
	}

	private renewSoon(file: vscode.Uri): void {
		const id = file.toString();
		if (this.known.has(id)) {
			clearTimeout(this.timers.get(id));
			this.timers.set(
				id,
				setTimeout(() => void this.renew(file), SETTLE),
			);
		}
	}

	private async renew(file: vscode.Uri): Promise<void> {
		const id = file.toString();
		this.busy.add(id);
		try {
			const { store, annotations } = this.parts;
			const people = await annotations.fileOf(file);
			const words = new Map<string, string>();
			if (people.reviews.length + people.ratings.length > 0) {
				const { agreementReport } = await import('../../core/agreement/agreement.ts');
				const { agreementBrief } = await import('../../core/agreement/agreement-text.ts');
				const { judgedAnswersOf } = await import('../../core/agreement/judged-answer.ts');
				const judged = judgedAnswersOf(allResults(store, file));
				for (const judge of agreementReport({ file: people, judged, resamples: 400 }).judges) {
					const brief = agreementBrief(judge);
					if (brief !== undefined) {
						words.set(nameOf(judge.judge, judge.setup), brief);
					}
				}
			}
			this.known.set(id, words);
			this.changed.fire(file);
		} finally {
			this.busy.delete(id);
		}
	}
}

/** Milliseconds. */
const SETTLE = 300;

function nameOf(judge: string, setup: string): string {
	return JSON.stringify([judge, setup]);
}
