import type { ChatMessage } from '../../core/review/ports.ts';
import type { CaseResult } from '../../core/review/result.ts';
import type { RecordKind } from './addresses.ts';

/** What was sent, or what came back, word for word, with a line above each part that says what it is. */
export function recordText(result: CaseResult, kind: RecordKind): string {
	switch (kind) {
		case 'prompt':
			return result.answer === undefined || result.answer.messages.length === 0
				? 'Nothing was sent: this answer is recorded in the question file.\n'
				: messagesText(result.answer.messages);
		case 'judge-prompt':
			return perVerdict(result, verdict => messagesText(verdict.messages));
		case 'raw-reply':
			return perVerdict(result, verdict =>
				verdict.firstReply === undefined
					? `${verdict.reply}\n`
					: `${rule('first reply, which could not be read')}\n${verdict.firstReply}\n\n${rule('reply after the repair request')}\n${verdict.reply}\n`,
			);
	}
}

function perVerdict({ verdicts }: CaseResult, text: (verdict: CaseResult['verdicts'][number]) => string): string {
	if (verdicts.length === 0) {
		return 'This answer was not judged.\n';
	}
	return verdicts.length === 1
		? text(verdicts[0]!)
		: verdicts
				.map(verdict => `${rule(`verdict ${verdict.sample + 1} of ${verdicts.length}`)}\n${text(verdict)}`)
				.join('\n');
}

export function messagesText(messages: readonly ChatMessage[]): string {
	return messages.length === 0
		? 'Nothing was sent: this judge reads no prompt.\n'
		: messages.map(({ role, content }) => `${rule(role)}\n${content}\n`).join('\n');
}

function rule(title: string): string {
	return `──── ${title} ${'─'.repeat(Math.max(4, 60 - title.length))}`;
}
