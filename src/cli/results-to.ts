import { once } from 'node:events';
import type { Writable } from 'node:stream';

/**
 * Writes results to a stream whose reader may have seen enough (`| head`). `onError` hears of that once, as `EPIPE`, and of
 * whatever else goes wrong; what is written from then on goes nowhere. Nothing that is returned ever rejects.
 */
export function resultsTo(
	stream: Writable,
	onError: (error: NodeJS.ErrnoException) => void,
): (text: string) => Promise<void> {
	let open = true;
	stream.on('error', (error: NodeJS.ErrnoException) => {
		if (open) {
			open = false;
			onError(error);
		}
	});
	return async text => {
		if (open && !stream.write(text)) {
			await once(stream, 'drain').catch(() => {}); // The error is heard above.
		}
	};
}
