import { closeSync, fsyncSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { makeFolder } from '../make-folder.ts';
import { refuseLinks } from '../prepare-state-folder.ts';

/** Requests that are sent together: one file, one batch. */
export interface BatchPart {
	/** Names it at the endpoint, too: a batch that was made without our hearing of it is found by this. */
	readonly part: string;
	/** The group that asked: endpoint, model and key's owner. */
	readonly group: string;
	/** Ids of its requests. */
	readonly ids: readonly string[];
	/** The endpoint's id of the batch; `undefined` while nobody knows whether there is one. */
	readonly batch: string | undefined;
}

/**
 * Remembers which request went into which batch, so that a run that is killed and goes on takes the replies that are paid for. It is
 * written before anything is sent, one JSON object a line, and holds neither prompts nor keys. Without a path it remembers nothing.
 */
export class BatchJournal {
	private readonly path: string | undefined;
	private readonly parts = new Map<string, BatchPart>();
	private file: number | undefined;
	private failure: string | undefined;
	private told = false;

	/** `path`: absolute; read where it exists. Throws what the disk says. */
	constructor(path: string | undefined) {
		this.path = path;
		for (const line of path === undefined ? [] : linesOf(path)) {
			this.take(line);
		}
	}

	/** Those of a group, in the order in which they were made. */
	partsOf(group: string): readonly BatchPart[] {
		return [...this.parts.values()].filter(part => part.group === group);
	}

	/** How many batches are known. */
	get size(): number {
		return this.parts.size;
	}

	/** Has to be called before a part is sent. */
	begin(part: Omit<BatchPart, 'batch'>): void {
		this.append({ type: 'part', ...part });
	}

	made(part: string, batch: string): void {
		this.append({ type: 'batch', part, batch });
	}

	/** The part was never made: its requests are free again. */
	forget(part: string): void {
		this.append({ type: 'forget', part });
	}

	close(): void {
		if (this.file !== undefined) {
			closeSync(this.file);
			this.file = undefined;
		}
	}

	/** The run is over and every reply is in its file: nothing is left to be remembered. */
	remove(): void {
		this.close();
		if (this.path !== undefined) {
			rmSync(this.path, { force: true });
		}
	}

	private append(entry: JournalEntry): void {
		this.take(entry);
		if (this.path === undefined) {
			return;
		}
		try {
			if (this.file === undefined) {
				const folder = dirname(this.path);
				refuseLinks(dirname(folder), [basename(folder)]);
				makeFolder(folder);
				this.file = openSync(this.path, 'a', 0o600);
			}
			// A line break in front, too: the line before it may be torn.
			writeSync(this.file, `\n${JSON.stringify(entry)}\n`);
			fsyncSync(this.file);
		} catch (error) {
			this.failure ??= `${this.path} cannot be written (${(error as NodeJS.ErrnoException).code}): if this run is interrupted, its batches are asked for anew.`;
		}
	}

	/** What a person has to be told of it, once. */
	takeFailure(): string | undefined {
		const { failure } = this;
		if (failure === undefined || this.told) {
			return undefined;
		}
		this.told = true;
		return failure;
	}

	private take(entry: JournalEntry): void {
		if (entry.type === 'part') {
			const { part, group, ids } = entry;
			this.parts.set(part, { part, group, ids, batch: undefined });
			return;
		}
		const known = this.parts.get(entry.part);
		if (entry.type === 'forget') {
			this.parts.delete(entry.part);
		} else if (known !== undefined) {
			this.parts.set(entry.part, { ...known, batch: entry.batch });
		}
	}
}

type JournalEntry =
	| { readonly type: 'part'; readonly part: string; readonly group: string; readonly ids: readonly string[] }
	| { readonly type: 'batch'; readonly part: string; readonly batch: string }
	| { readonly type: 'forget'; readonly part: string };

/** Whole entries; a torn one was never acted upon, because it is written before. */
function* linesOf(path: string): Iterable<JournalEntry> {
	let text: string;
	try {
		text = readFileSync(path, 'utf8');
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
			return;
		}
		throw error;
	}
	for (const line of text.split('\n')) {
		const entry = entryOf(line);
		if (entry !== undefined) {
			yield entry;
		}
	}
}

function entryOf(line: string): JournalEntry | undefined {
	try {
		const value = JSON.parse(line) as Partial<Record<string, unknown>>;
		const isPart = value.type === 'part' && Array.isArray(value.ids) && typeof value.group === 'string';
		const isRest = (value.type === 'batch' && typeof value.batch === 'string') || value.type === 'forget';
		return typeof value.part === 'string' && (isPart || isRest) ? (value as JournalEntry) : undefined;
	} catch {
		return undefined;
	}
}
