import type { Clock } from '../core/review/ports.ts';

/** The real clock. Waiting ends early, without an error, when the signal is aborted; waiting for 0 ms lets others work. */
export const systemClock: Clock = {
	now: () => Date.now(),
	sleep: (milliseconds, signal) =>
		new Promise(resolve => {
			if (signal.aborted) {
				resolve();
				return;
			}
			if (milliseconds <= 0) {
				setImmediate(resolve);
				return;
			}
			const done = () => {
				clearTimeout(timer);
				signal.removeEventListener('abort', done);
				resolve();
			};
			const timer = setTimeout(done, milliseconds);
			signal.addEventListener('abort', done, { once: true });
		}),
};
