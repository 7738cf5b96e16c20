import type { Case } from '../../core/review/case.ts';
import { UNDONE_REASONS } from '../../core/review/recovery.ts';
import type { CaseResult } from '../../core/review/result.ts';

/** What a person wants to have run of a question file. */
export type Selection =
	| { readonly kind: 'all' }
	| { readonly kind: 'questions'; readonly ids: ReadonlySet<string> }
	| { readonly kind: 'cases'; readonly keys: ReadonlySet<string> }
	/** Failed or unscored when last run. */
	| { readonly kind: 'failed' }
	/** Never done, or no longer fitting its documents; without what was seen to already. */
	| { readonly kind: 'stale'; readonly except?: ReadonlySet<string> };

export interface KnownResults {
	resultOf(key: string): CaseResult | undefined;
	isStale(key: string): boolean;
}

/**
 * The cases that a selection stands for, in the order of the plan, together with the earlier turns whose answers they need
 * and that nobody has answered yet.
 */
export function selectCases(cases: readonly Case[], selection: Selection, known: KnownResults): readonly Case[] {
	const byKey = new Map(cases.map(item => [item.key, item]));
	const chosen = new Set(cases.filter(item => isSelected(item, selection, known)).map(item => item.key));
	for (const key of [...chosen]) {
		for (let turn = byKey.get(key)?.follows; turn !== undefined; turn = byKey.get(turn)?.follows) {
			if (chosen.has(turn) || (hasAnswer(known.resultOf(turn)) && !known.isStale(turn))) {
				break;
			}
			chosen.add(turn);
		}
	}
	return cases.filter(item => chosen.has(item.key));
}

/** True for a result whose answer can be judged, or be an earlier turn. */
export function hasAnswer(result: CaseResult | undefined): result is CaseResult {
	return result?.answer !== undefined && result.answer.failure === undefined;
}

/** True for a case that was never run to its end: its run was cancelled, or had no money left. */
export function isUndone(result: CaseResult | undefined): boolean {
	return result?.end === undefined || UNDONE_REASONS.has(result.end.reason);
}

function isSelected(item: Case, selection: Selection, known: KnownResults): boolean {
	switch (selection.kind) {
		case 'all':
			return true;
		case 'questions':
			return selection.ids.has(item.question.id);
		case 'cases':
			return selection.keys.has(item.key);
		case 'failed': {
			const state = known.resultOf(item.key)?.end?.state;
			return state === 'failed' || state === 'unscored';
		}
		case 'stale':
			return !selection.except?.has(item.key) && (isUndone(known.resultOf(item.key)) || known.isStale(item.key));
	}
}
