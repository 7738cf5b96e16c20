import type { Case } from '../../core/review/case.ts';
import type { JudgePreview } from '../../core/review/judge-preview.ts';
import type { CaseResult } from '../../core/review/result.ts';
import { messagesText } from '../answers/record-text.ts';
import type { Translate } from '../results/wording.ts';

export interface PreviewParts {
	/** `undefined` where the documents do not ask for the case any more. */
	readonly item: Case | undefined;
	readonly result: CaseResult | undefined;
	readonly previews: readonly JudgePreview[] | undefined;
	readonly t: Translate;
}

/** The page of a preview: which answer it is about, then each message word for word, with a line above that says what it is. */
export function previewText({ item, result, previews, t }: PreviewParts): string {
	if (item === undefined || previews === undefined) {
		return `${t('The question file does not ask for this case any more.')}\n`;
	}
	const head = `${t('What the judge would be sent now: nothing has been sent.')}\n${answerWords({ item, result, t })}`;
	if (previews.length === 0) {
		return `${head}\n\n${t('Nobody judges this case: code decides all criteria, or judging is off.')}\n`;
	}
	const several = previews.length > 1;
	const pages = previews.map(({ judge, criteria, messages }) => {
		const asked = item.judge !== undefined && item.judge.samples > 1 ? t(', asked {0} times', item.judge.samples) : '';
		const name = several ? `${judge}: ${criteria.join(', ')}` : judge;
		const body =
			messages.length === 0 ? `${t('This judge compares words. It is sent nothing.')}\n` : messagesText(messages);
		return `${t('To {0}', name)}${asked}:\n\n${body}`;
	});
	return `${head}\n\n${pages.join('\n')}`;
}

function answerWords({ item, result, t }: Pick<PreviewParts, 'result' | 't'> & { readonly item: Case }): string {
	if (result?.answer !== undefined) {
		return result.answer.failure === undefined
			? t('It is about the answer that is recorded.')
			: t('The recorded answer has failed, and would not be judged: {0}', result.answer.failure.message);
	}
	return item.source.kind === 'recorded'
		? t('It is about the answer that the question file records.')
		: t('There is no answer yet: its place is marked. Run the question to see the rest.');
}
