import { indexContext } from '../../core/grounding/context-index.ts';
import { groundAnswer } from '../../core/grounding/ground.ts';
import { UNITS_TO_WARM_UP, WARM_UP_ANSWERS } from './warm-up-text.ts';

/** Milliseconds. By then the machine knows what is hot. */
const LONGEST = 400;

/**
 * Grounds answers of no interest while nobody asks for others: what runs for the first time takes three times as long. Ends as soon as
 * `isNeeded` says so. The results are thrown away.
 */
export function warmUp(isNeeded: () => boolean): void {
	const started = performance.now();
	const index = indexContext(UNITS_TO_WARM_UP);
	let at = 0;
	const next = () => {
		if (!isNeeded() && performance.now() - started < LONGEST) {
			JSON.stringify(groundAnswer(index, WARM_UP_ANSWERS[at++ % WARM_UP_ANSWERS.length]!));
			setImmediate(next).unref();
		}
	};
	setImmediate(next).unref();
}
