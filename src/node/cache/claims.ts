import { closeSync, fstatSync, openSync, readSync, statSync, unlinkSync, writeSync } from 'node:fs';
import { hasEnded, type ProcessOwner, thisProcess } from '../process-owner.ts';

/** Time between two looks at what others have done. */
const LOOK_EVERY = 20;
/** Time between two signs of life, while something is claimed. */
const BEAT_EVERY = 2000;
/** A process on another machine, or one that is stopped, has given up its claims after such a silence. */
const SILENCE = 15_000;
/** Time between two questions whether a process still runs. */
const ALIVE_EVERY = 250;
/** After such a silence the log is nobody's, whatever it says. */
const LONGEST_SILENCE = 24 * 60 * 60 * 1000;
/** A longer log starts anew when nobody else is at work. */
const LONGEST_LOG = 1024 * 1024;

/**
 * Says who asks for which reply, among all processes that share a folder: one log to which everyone appends. Its order is
 * the same for all, so the first living process that claimed a key has it, and when that one is done, or dead, the next one.
 * Nothing of it outlives the processes. Where the log cannot be written, everyone has every key: at worst a reply is asked for twice.
 */
export class Claims {
	/** Why nothing is claimed any more. */
	failure: string | undefined;
	private readonly path: string;
	private readonly own: ProcessOwner = thisProcess();
	private file: number | undefined;
	private inode = 0;
	private read = 0;
	private rest = '';
	private readonly bytes = Buffer.allocUnsafe(16 * 1024);
	private readonly owners = new Map<string, Known>();
	/** Key → those who claimed it and are not done, first come first. */
	private readonly queues = new Map<string, string[]>();
	/** What this process holds or waits for. */
	private readonly wanted = new Map<string, Wanted[]>();
	private looking: NodeJS.Timeout | undefined;
	private beating: NodeJS.Timeout | undefined;

	constructor(path: string) {
		this.path = path;
	}

	/** Resolves to true once this process may ask for the key, to false once the signal is aborted. Then {@link release} it. */
	async acquire(key: string, signal: AbortSignal): Promise<boolean> {
		const others = this.wanted.get(key);
		const mine: Wanted = { wake: nobody, granted: false };
		if (others === undefined) {
			this.wanted.set(key, [mine]);
			this.append(`+ ${key} ${this.own.id}`);
			this.beating ??= setInterval(() => this.append(`* ${this.own.id}`), BEAT_EVERY).unref();
		} else {
			others.push(mine); // Somebody in this process asks already.
		}
		if (this.mayHave(key, mine)) {
			mine.granted = true;
			return true;
		}
		const granted = new Promise<boolean>(resolve => {
			const give = (up: boolean) => {
				signal.removeEventListener('abort', onAbort);
				resolve(up);
			};
			const onAbort = () => give(false);
			mine.wake = () => give(true);
			signal.addEventListener('abort', onAbort, { once: true });
		});
		this.looking ??= setInterval(() => this.look(), LOOK_EVERY);
		if (signal.aborted || !(await granted)) {
			this.leave(key, mine);
			return false;
		}
		return true;
	}

	/** Gives a key back that {@link acquire} granted, whatever came of it. */
	release(key: string): void {
		const granted = this.wanted.get(key)?.find(one => one.granted);
		if (granted !== undefined) {
			this.leave(key, granted);
		}
	}

	close(): void {
		clearInterval(this.looking);
		clearInterval(this.beating);
		this.looking = undefined;
		this.beating = undefined;
		if (this.file !== undefined) {
			closeSync(this.file);
			this.file = undefined;
		}
	}

	private leave(key: string, one: Wanted): void {
		const left = (this.wanted.get(key) ?? []).filter(other => other !== one);
		if (left.length > 0) {
			this.wanted.set(key, left);
			this.look();
			return;
		}
		this.wanted.delete(key);
		this.append(`- ${key} ${this.own.id}`);
		if (this.wanted.size === 0) {
			clearInterval(this.beating);
			this.beating = undefined;
		}
	}

	/** Wakes those whose turn has come. */
	private look(): void {
		this.catchUp();
		let waiting = 0;
		for (const [key, all] of this.wanted) {
			for (const one of all) {
				if (!one.granted && this.mayHave(key, one)) {
					one.granted = true;
					one.wake();
				}
				waiting += one.granted ? 0 : 1;
			}
		}
		if (waiting === 0) {
			clearInterval(this.looking);
			this.looking = undefined;
		}
	}

	private mayHave(key: string, one: Wanted): boolean {
		if (this.wanted.get(key)?.[0] !== one) {
			return false;
		}
		if (this.failure !== undefined) {
			return true;
		}
		this.catchUp();
		const first = this.queues.get(key)?.find(owner => owner === this.own.id || this.isAlive(owner));
		return first === undefined || first === this.own.id;
	}

	private isAlive(id: string): boolean {
		const known = this.owners.get(id);
		if (known === undefined) {
			return false;
		}
		const now = performance.now();
		if (!known.ended && now - known.lookedAt > ALIVE_EVERY) {
			known.lookedAt = now;
			known.ended = known.owner !== undefined && hasEnded(known.owner);
		}
		return !known.ended && now - known.heardAt < SILENCE;
	}

	private append(line: string): void {
		if (this.failure !== undefined) {
			return;
		}
		try {
			if (this.file === undefined) {
				this.open();
			} else if (statSync(this.path, { throwIfNoEntry: false })?.ino !== this.inode) {
				this.close();
				this.open(); // Somebody started the log anew: what is claimed here is claimed there again.
				for (const key of this.wanted.keys()) {
					writeSync(this.file!, `\n+ ${key} ${this.own.id}\n`);
				}
			}
			// A line break in front, too: the line before it may be torn.
			writeSync(this.file!, `\n${line}\n`);
		} catch (error) {
			this.fail(error);
		}
	}

	private open(): void {
		this.startAnew();
		this.file = openSync(this.path, 'a+', 0o600);
		this.inode = fstatSync(this.file).ino;
		this.read = 0;
		this.rest = '';
		this.owners.clear();
		this.queues.clear();
		const { id, pid, machine, started } = this.own;
		writeSync(this.file, `\n@ ${id} ${pid} ${machine} ${started === '' ? '?' : started}\n`);
	}

	/** Removes a long log whose writers have all ended. */
	private startAnew(): void {
		const status = statSync(this.path, { throwIfNoEntry: false });
		if (status === undefined || status.size < LONGEST_LOG) {
			return;
		}
		this.file = openSync(this.path, 'r');
		this.catchUp();
		closeSync(this.file);
		this.file = undefined;
		const isOld = Date.now() - status.mtimeMs > LONGEST_SILENCE;
		if (isOld || [...this.owners.values()].every(({ owner }) => owner !== undefined && hasEnded(owner))) {
			unlinkSync(this.path);
		}
	}

	/** Reads what was appended since, by whomever. */
	private catchUp(): void {
		const { file } = this;
		if (file === undefined || this.failure !== undefined) {
			return;
		}
		try {
			for (;;) {
				const count = readSync(file, this.bytes, 0, this.bytes.length, this.read);
				if (count === 0) {
					return;
				}
				this.read += count;
				const lines = (this.rest + this.bytes.toString('latin1', 0, count)).split('\n');
				this.rest = lines.pop()!;
				for (const line of lines) {
					this.take(line);
				}
			}
		} catch (error) {
			this.fail(error);
		}
	}

	private take(line: string): void {
		const [kind, first = '', second = '', machine = '', started = ''] = line.split(' ');
		const heard = kind === '+' || kind === '-' ? second : first;
		const known = this.owners.get(heard);
		if (known !== undefined) {
			known.heardAt = performance.now();
		}
		if (kind === '@') {
			const owner = { id: first, pid: Number(second), machine, started: started === '?' ? '' : started };
			const isOwner = Number.isSafeInteger(owner.pid) && owner.pid > 0;
			this.owners.set(first, {
				owner: isOwner ? owner : undefined,
				heardAt: performance.now(),
				lookedAt: Number.NEGATIVE_INFINITY,
				ended: false,
			});
		} else if (kind === '+') {
			const queue = this.queues.get(first);
			if (queue?.includes(second) !== true) {
				this.queues.set(first, queue === undefined ? [second] : [...queue, second]);
			}
		} else if (kind === '-') {
			const left = (this.queues.get(first) ?? []).filter(owner => owner !== second);
			if (left.length > 0) {
				this.queues.set(first, left);
			} else {
				this.queues.delete(first);
			}
		}
	}

	private fail(error: unknown): void {
		this.failure ??= (error as NodeJS.ErrnoException).code ?? String(error);
	}
}

interface Known {
	/** `undefined` where its line cannot be read. */
	readonly owner: ProcessOwner | undefined;
	/** By the clock that never goes back. */
	heardAt: number;
	lookedAt: number;
	ended: boolean;
}

/** Who is not asleep need not be woken. */
function nobody(): void {}

interface Wanted {
	wake: () => void;
	granted: boolean;
}
