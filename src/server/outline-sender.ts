import type { Connection } from 'vscode-languageserver';
import type { LanguageDocument } from '../core/language/document.ts';
import { questionList } from '../core/language/question-list.ts';
import { OUTLINE_NOTIFICATION, type OutlineParams } from '../shared/outline.ts';
import { toRange } from './convert.ts';
import type { OpenDocuments } from './open-documents.ts';
import type { Root } from './root.ts';

/** Tells the client which questions an open question file has, so that it need not parse the file itself. */
export function sendOutline(
	connection: Connection,
	from: { readonly root: Root; readonly document: LanguageDocument; readonly open: OpenDocuments },
): void {
	const { root, document, open } = from;
	const uri = root.uriOf(document.path);
	const version = open.texts.get(uri)?.version;
	if (document.kind !== 'questions' || version === undefined) {
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
	void connection.sendNotification(OUTLINE_NOTIFICATION, outline);
}
