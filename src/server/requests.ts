import { type CancellationToken, LSPErrorCodes, ResponseError } from 'vscode-languageserver';

/**
 * Gives a request its answer: the outcome of `work`, or *cancelled* as soon as the client no longer wants it, even while
 * `work` still waits for a file. Rejects with what `work` throws, which the connection sends as an error.
 */
export function settle<T>(token: CancellationToken, work: () => Promise<T>): Promise<T> {
	return new Promise((resolve, reject) => {
		const cancel = () => reject(new ResponseError(LSPErrorCodes.RequestCancelled, 'The request was cancelled.'));
		if (token.isCancellationRequested) {
			cancel();
			return;
		}
		const listening = token.onCancellationRequested(cancel);
		work()
			.then(resolve, reject)
			.finally(() => listening.dispose());
	});
}
