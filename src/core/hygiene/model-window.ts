import type { ReviewSet } from '../documents/review-set.ts';
import { findModel } from '../documents/wire-name.ts';
import type { ModelWindow } from './find-beyond-window.ts';

/** The model of a question file that leaves a context the least room; `undefined` where no `contextWindow` is known. */
export function tightestWindow({ file, project }: Pick<ReviewSet, 'file' | 'project'>): ModelWindow | undefined {
	const names = file.models?.map(({ value }) => value) ?? project?.defaults.models.map(({ value }) => value) ?? [];
	const windows = names.flatMap((model): ModelWindow[] => {
		const entry = findModel(project, model);
		return entry?.contextWindow === undefined
			? []
			: [{ model, window: entry.contextWindow, reply: file.parameters.maxTokens ?? entry.parameters.maxTokens ?? 0 }];
	});
	return windows.reduce<ModelWindow | undefined>(
		(least, one) => (least === undefined || one.window - one.reply < least.window - least.reply ? one : least),
		undefined,
	);
}
