import type { RunEvent } from './events.ts';

/**
 * What the calls that a run file records have cost. A case that goes on later tells its replies again: each costs once. A reply
 * of the same text after exactly the same time is taken for the same one.
 */
export class RecordedCost {
	private readonly told = new Set<string>();
	/** USD that are known to be spent. */
	known = 0;
	/** True once a call has cost nobody knows how much. */
	hasUnknown = false;

	add(event: RunEvent): void {
		if (event.type !== 'answer-end' && event.type !== 'verdict-end') {
			return;
		}
		const cost = event.type === 'answer-end' && event.cached ? 0 : event.cost;
		if (cost === 0 || !this.isNew(event)) {
			return;
		}
		if (cost === undefined || cost === null) {
			this.hasUnknown = true;
		} else {
			this.known += cost;
		}
	}

	private isNew(event: Extract<RunEvent, { readonly type: 'answer-end' | 'verdict-end' }>): boolean {
		const identity =
			event.type === 'answer-end'
				? `${event.key} ${event.hash} ${event.latencyMs}`
				: `${event.key} ${event.judge} ${event.sample} ${event.latencyMs}`;
		const { size } = this.told;
		return this.told.add(identity).size > size;
	}
}
