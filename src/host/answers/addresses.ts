/**
 * The addresses of documents that the extension serves. The path is what a person reads in the tab; the query holds what the
 * extension needs to find the text again, also after a reload of the window.
 */
export type ServedDocument =
	/** The answer to a case, of its newest run or of a named one. */
	| { readonly kind: 'answer'; readonly file: string; readonly key: string; readonly run?: string }
	/** The answer of a prompt that was run on its own. */
	| { readonly kind: 'prompt-answer'; readonly prompt: string }
	/** What such a prompt sent. */
	| { readonly kind: 'prompt-sent'; readonly prompt: string }
	/** What was sent and what came back, word for word. */
	| { readonly kind: RecordKind; readonly file: string; readonly key: string; readonly run?: string };

export type RecordKind = 'prompt' | 'judge-prompt' | 'raw-reply';

/** Path and query of a served document. Answers lie in a folder of their own, by which the editor knows their language. */
export function addressOf(served: ServedDocument, title: string): { readonly path: string; readonly query: string } {
	const folder = served.kind === 'answer' || served.kind === 'prompt-answer' ? ANSWER_FOLDER : RECORD_FOLDER;
	return { path: `${folder}/${title.replaceAll('/', '∕')}`, query: JSON.stringify(served) };
}

export const ANSWER_FOLDER = '/groundline-answers';
export const RECORD_FOLDER = '/groundline-records';

/** What the query of an address names; `undefined` for any other text. */
export function servedDocument(query: string): ServedDocument | undefined {
	let value: unknown;
	try {
		value = JSON.parse(query);
	} catch {
		return undefined;
	}
	if (typeof value !== 'object' || value === null) {
		return undefined;
	}
	const { kind, file, key, prompt, run } = value as Record<string, unknown>;
	if (kind === 'prompt-answer' || kind === 'prompt-sent') {
		return typeof prompt === 'string' ? { kind, prompt } : undefined;
	}
	if ((kind !== 'answer' && !isRecordKind(kind)) || typeof file !== 'string' || typeof key !== 'string') {
		return undefined;
	}
	return { kind, file, key, ...(typeof run === 'string' ? { run } : {}) };
}

/** "attachment-size · local": the question and the model of a case key, for titles. */
export function titleOfKey(key: string): string {
	const [question = key, , model = ''] = key.slice(key.indexOf('#') + 1).split('@');
	return `${question} · ${model}`;
}

function isRecordKind(kind: unknown): kind is RecordKind {
	return kind === 'prompt' || kind === 'judge-prompt' || kind === 'raw-reply';
}
