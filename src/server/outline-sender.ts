import type { Connection } from 'vscode-languageserver';
import type { LanguageDocument } from '../core/language/document.ts';
import { questionList } from '../core/language/question-list.ts';
import {
	OUTLINE_CHANGE_NOTIFICATION,
	OUTLINE_NOTIFICATION,
	type OutlineParams,
	outlineChange,
} from '../shared/outline.ts';
import { toRange } from './convert.ts';

/**
 * Tells the client which questions an open question file has, so that it need not parse the file itself: the first time
 * all of them, then what became different.
 */
export class OutlineSender {
	private readonly connection: Connection;
	private readonly sent = new Map<string, OutlineParams>();

	constructor(connection: Connection) {
		this.connection = connection;
	}

	/** Sends the outline of a version of a document. */
	send(document: LanguageDocument, { uri, version }: { readonly uri: string; readonly version: number }): void {
		if (document.kind !== 'questions') {
			return;
		}
		const outline: OutlineParams = {
			uri,
			version,
			questions: questionList(document).map(question => ({
				id: question.id,
				range: toRange(document.lines, question.keyRange),
				item: toRange(document.lines, question.range),
				hash: question.hash,
				title: question.title,
			})),
		};
		const before = this.sent.get(uri);
		this.sent.set(uri, outline);
		void (before === undefined
			? this.connection.sendNotification(OUTLINE_NOTIFICATION, outline)
			: this.connection.sendNotification(OUTLINE_CHANGE_NOTIFICATION, outlineChange(before, outline)));
	}

	/** To be called for a document that was closed: the client forgets its outline too. */
	forget(uri: string): void {
		this.sent.delete(uri);
	}
}
