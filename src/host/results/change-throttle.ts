import type * as vscode from 'vscode';
import type { ResultChange } from './store.ts';

/**
 * Gathers changes and lets them out at most once in `interval` milliseconds: the first at once, the rest joined by file.
 * Where a file has both streamed text and results, they count as results.
 */
export class ChangeThrottle implements vscode.Disposable {
	private readonly interval: number;
	private readonly fire: (change: ResultChange) => void;
	private readonly waiting = new Map<string, { change: ResultChange; keys: Set<string> }>();
	private timer: NodeJS.Timeout | undefined;

	constructor(interval: number, fire: (change: ResultChange) => void) {
		this.interval = interval;
		this.fire = fire;
	}

	add(change: ResultChange): void {
		const id = `${change.kind === 'staleness' ? 'staleness' : 'result'} ${change.file.toString()}`;
		const known = this.waiting.get(id);
		if (known === undefined) {
			this.waiting.set(id, { change, keys: new Set(change.keys) });
		} else {
			for (const key of change.keys) {
				known.keys.add(key);
			}
			known.change = change.kind === 'piece' ? known.change : change;
		}
		if (this.timer === undefined) {
			this.flush();
			this.timer = setTimeout(() => this.tick(), this.interval);
		}
	}

	dispose(): void {
		clearTimeout(this.timer);
		this.timer = undefined;
		this.waiting.clear();
	}

	private tick(): void {
		this.timer = undefined;
		if (this.waiting.size > 0) {
			this.flush();
			this.timer = setTimeout(() => this.tick(), this.interval);
		}
	}

	private flush(): void {
		const changes = [...this.waiting.values()];
		this.waiting.clear();
		for (const { change, keys } of changes) {
			this.fire({ ...change, keys: [...keys] });
		}
	}
}
