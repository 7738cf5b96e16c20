import type { Case } from './case.ts';

export interface ScheduleOptions {
	/** Cases in work at once. */
	readonly cases: number;
	/** Cases whose answer is being asked for at once, per answer source. */
	readonly perSource: (item: Case) => number;
	readonly signal: AbortSignal;
	/** Resolves once more may start: those who read the events have kept up. */
	readonly ready: () => Promise<void>;
}

/**
 * Works on the cases as far as the bounds allow: an earlier turn before those that follow it, and a case of an idle model
 * before a further one of a busy model. `work` calls `answered` when it no longer needs the answering model. Resolves when
 * all have ended; after a cancellation no further case starts. Rejects only if `work` does.
 */
export function runAll(
	cases: readonly Case[],
	work: (item: Case, answered: () => void) => Promise<void>,
	options: ScheduleOptions,
): Promise<void> {
	return new Promise((resolve, reject) => {
		new Schedule(cases, work, { ...options, resolve, reject }).advance();
	});
}

interface Settling extends ScheduleOptions {
	readonly resolve: () => void;
	readonly reject: (error: unknown) => void;
}

class Schedule {
	private readonly work: (item: Case, answered: () => void) => Promise<void>;
	private readonly options: Settling;
	/** Ready cases by answer source; the one served longest ago comes first. */
	private readonly lines = new Map<string, Line>();
	private readonly followers = new Map<string, Case[]>();
	private active = 0;
	private settled = false;

	constructor(cases: readonly Case[], work: Schedule['work'], options: Settling) {
		this.work = work;
		this.options = options;
		const keys = new Set(cases.map(item => item.key));
		for (const item of cases) {
			if (item.follows !== undefined && keys.has(item.follows)) {
				const waiting = this.followers.get(item.follows) ?? [];
				waiting.push(item);
				this.followers.set(item.follows, waiting);
			} else {
				this.enqueue(item);
			}
		}
	}

	advance(): void {
		while (!this.options.signal.aborted && this.active < this.options.cases) {
			const next = this.next();
			if (next === undefined) {
				break;
			}
			this.active++;
			this.start(next).then(
				() => this.advance(),
				(error: unknown) => this.settle(() => this.options.reject(error)),
			);
		}
		if (this.active === 0) {
			this.settle(this.options.resolve);
		}
	}

	private async start(item: Case): Promise<void> {
		const line = this.lineOf(item);
		line.busy++;
		let answering = true;
		const answered = () => {
			if (answering) {
				answering = false;
				line.busy--;
				this.release(item);
				this.advance();
			}
		};
		await this.options.ready();
		await this.work(item, answered);
		this.active--;
		answered();
	}

	private release(item: Case): void {
		for (const follower of this.followers.get(item.key) ?? []) {
			this.enqueue(follower);
		}
		this.followers.delete(item.key);
	}

	private next(): Case | undefined {
		for (const [name, line] of this.lines) {
			const item = line.waiting[line.head];
			if (item !== undefined && line.busy < this.options.perSource(item)) {
				line.head++;
				this.lines.delete(name);
				this.lines.set(name, line);
				return item;
			}
		}
		return undefined;
	}

	private enqueue(item: Case): void {
		this.lineOf(item).waiting.push(item);
	}

	private lineOf(item: Case): Line {
		const name = `${item.source.kind} ${item.source.name}`;
		let line = this.lines.get(name);
		if (line === undefined) {
			line = { waiting: [], head: 0, busy: 0 };
			this.lines.set(name, line);
		}
		return line;
	}

	private settle(how: () => void): void {
		if (!this.settled) {
			this.settled = true;
			how();
		}
	}
}

interface Line {
	readonly waiting: Case[];
	head: number;
	busy: number;
}
