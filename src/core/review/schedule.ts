import type { Attention } from './attention.ts';
import type { Case } from './case.ts';

export interface ScheduleOptions {
	/** Of the cases of one answer source: how many are in work at once, and of how many the answer is being asked for. */
	readonly perSource: (item: Case) => { readonly open: number; readonly answering: number };
	readonly signal: AbortSignal;
	/** Resolves once more may start: those who read the events have kept up. */
	readonly ready: () => Promise<void>;
	readonly attention?: Attention | undefined;
	/** Told of the keys of cases that come from a stream, as they come. */
	readonly onLoaded?: (keys: readonly string[]) => void;
}

/** Cases that are taken from a stream before they can start, so that no model waits for another one's cases to pass. */
const AHEAD = 1000;

/**
 * Works on the cases as far as the bounds allow: what the person looks at first, an earlier turn before those that follow it,
 * and a case of an idle model before a further one of a busy model. In a stream an earlier turn has to come first. `work` calls
 * `answered` when it no longer needs the answering model. Resolves when all have ended; after a cancellation no further case
 * starts. Rejects only if `work` or the stream does.
 */
export function runAll(
	cases: Iterable<Case> | AsyncIterable<Case>,
	work: (item: Case, answered: () => void) => Promise<void>,
	options: ScheduleOptions,
): Promise<void> {
	return new Promise((resolve, reject) => {
		const schedule = new Schedule(work, { ...options, resolve, reject });
		if (Array.isArray(cases)) {
			schedule.addAll(cases);
		} else {
			schedule.stream(Symbol.asyncIterator in cases ? cases[Symbol.asyncIterator]() : cases[Symbol.iterator]());
		}
		schedule.advance();
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
	/** Keys of cases that are known and have no answer yet; of a list only those that others follow. */
	private readonly unanswered = new Set<string>();
	private source: AsyncIterator<Case> | Iterator<Case> | undefined;
	private pulling = false;
	/** Cases that were taken and have not started. */
	private waiting = 0;
	private active = 0;
	private settled = false;
	/** What the person looks at, where none of its cases waits. */
	private fruitless: string | undefined;

	constructor(work: Schedule['work'], options: Settling) {
		this.work = work;
		this.options = options;
		options.signal.addEventListener('abort', () => this.advance(), { once: true });
	}

	addAll(cases: readonly Case[]): void {
		const followed = new Set(cases.flatMap(({ follows }) => follows ?? []));
		for (const item of followed.size === 0 ? [] : cases) {
			if (followed.has(item.key)) {
				this.unanswered.add(item.key);
			}
		}
		for (const item of cases) {
			this.add(item);
		}
	}

	stream(source: AsyncIterator<Case> | Iterator<Case>): void {
		this.source = source;
	}

	advance(): void {
		const { signal } = this.options;
		for (let next = this.next(); next !== undefined && !signal.aborted; next = this.next()) {
			this.waiting--;
			this.active++;
			this.start(next);
		}
		if (this.source !== undefined && (signal.aborted || this.settled)) {
			this.endSource();
		}
		if (this.source !== undefined && this.waiting <= AHEAD / 2 && !this.pulling) {
			this.pulling = true;
			this.pull().catch((error: unknown) => this.fail(error));
		}
		if (this.active === 0 && this.source === undefined) {
			this.settle(this.options.resolve);
		}
	}

	/** Takes cases from the stream until enough of them wait. */
	private async pull(): Promise<void> {
		const loaded: string[] = [];
		while (this.source !== undefined && this.waiting < AHEAD) {
			const next = this.source.next();
			const { done, value } = next instanceof Promise ? await next : next;
			if (done === true) {
				this.source = undefined;
				break;
			}
			if (this.options.signal.aborted) {
				break;
			}
			loaded.push(value.key);
			this.unanswered.add(value.key);
			this.add(value);
			if (next instanceof Promise) {
				this.advance(); // The stream may be slow: what has come can start.
			}
		}
		this.pulling = false;
		if (loaded.length > 0) {
			this.options.onLoaded?.(loaded);
		}
		this.advance();
	}

	private endSource(): void {
		const { source } = this;
		this.source = undefined;
		void Promise.resolve(source?.return?.()).catch(() => {}); // The run is over: nobody is left to be told.
	}

	private add(item: Case): void {
		this.waiting++;
		this.options.attention?.add(item);
		if (item.follows !== undefined && this.unanswered.has(item.follows)) {
			const waiting = this.followers.get(item.follows) ?? [];
			waiting.push(item);
			this.followers.set(item.follows, waiting);
		} else {
			this.enqueue(item);
		}
	}

	private start(item: Case): void {
		const line = this.lineOf(item);
		line.busy++;
		line.open++;
		let answering = true;
		const answered = () => {
			if (answering) {
				answering = false;
				line.busy--;
				this.unanswered.delete(item.key);
				this.release(item);
				this.advance();
			}
		};
		const end = () => {
			this.active--;
			line.open--;
			answered();
			this.advance();
		};
		// No function waits: it would be in memory once for each case that is open.
		this.options.ready().then(() => void this.work(item, answered).then(end, this.onBug), this.onBug);
	}

	private readonly onBug = (error: unknown): void => this.fail(error);

	private release(item: Case): void {
		for (const follower of this.followers.get(item.key) ?? []) {
			this.enqueue(follower);
		}
		this.followers.delete(item.key);
	}

	private next(): Case | undefined {
		if (this.options.signal.aborted) {
			return undefined;
		}
		const { attention } = this.options;
		const urgent = attention?.urgent();
		if (urgent === undefined || attention!.name === this.fruitless) {
			return this.nextOf(line => line.head);
		}
		let searched = 0;
		const first = this.nextOf(line => {
			searched++;
			return line.waiting.findIndex((item, i) => i >= line.head && item !== undefined && urgent(item));
		});
		if (first === undefined && searched === this.lines.size) {
			this.fruitless = attention!.name; // Not searched for again before there is something new.
		}
		return first ?? this.nextOf(line => line.head);
	}

	/** The case at a place of the first line that has one there and room for it. */
	private nextOf(place: (line: Line) => number): Case | undefined {
		for (const [name, line] of this.lines) {
			while (line.head < line.waiting.length && line.waiting[line.head] === undefined) {
				line.head++;
			}
			const at = hasRoom(line, this.options.perSource) ? place(line) : -1;
			const item = line.waiting[at];
			if (item !== undefined) {
				line.waiting[at] = undefined;
				this.lines.delete(name);
				this.lines.set(name, line);
				return item;
			}
		}
		return undefined;
	}

	private enqueue(item: Case): void {
		const line = this.lineOf(item);
		if (line.head > AHEAD && line.head * 2 > line.waiting.length) {
			line.waiting.splice(0, line.head); // What has started is forgotten.
			line.head = 0;
		}
		line.waiting.push(item);
		this.fruitless = undefined;
	}

	private lineOf(item: Case): Line {
		const name = `${item.source.kind} ${item.source.name}`;
		let line = this.lines.get(name);
		if (line === undefined) {
			line = { waiting: [], head: 0, busy: 0, open: 0 };
			this.lines.set(name, line);
		}
		return line;
	}

	private fail(error: unknown): void {
		this.endSource();
		this.settle(() => this.options.reject(error));
	}

	private settle(how: () => void): void {
		if (!this.settled) {
			this.settled = true;
			how();
		}
	}
}

interface Line {
	/** Those that have started leave a gap. */
	readonly waiting: (Case | undefined)[];
	head: number;
	/** Cases that are being answered, and all that are in work. */
	busy: number;
	open: number;
}

function hasRoom(line: Line, perSource: ScheduleOptions['perSource']): boolean {
	const any = line.waiting[line.head];
	if (any === undefined) {
		return false;
	}
	const { open, answering } = perSource(any);
	return line.busy < answering && line.open < open;
}
