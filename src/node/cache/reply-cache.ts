import {
	closeSync,
	existsSync,
	fstatSync,
	openSync,
	readdirSync,
	readFileSync,
	readSync,
	renameSync,
	rmSync,
	statSync,
	writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Grounding } from '../../core/grounding/grounding.ts';
import { prepareStateFolder, refuseLinks } from '../prepare-state-folder.ts';
import { Claims } from './claims.ts';
import { entriesOf, type Found, lineOf, Shard, type StoredReply } from './shard.ts';

/** Answers and verdicts are kept apart, so that one can be thrown away without the other. */
export type ReplyKind = 'answers' | 'verdicts';

/** What the cache keeps: replies, which cost money, and groundings, which cost only time. */
export type CacheKind = ReplyKind | 'groundings';

export const CACHE_KINDS: readonly CacheKind[] = ['answers', 'verdicts', 'groundings'];

/** Below `.groundline`. */
const CACHE_FOLDERS = ['cache', ...CACHE_KINDS.map(kind => `cache/${kind}`)];

export interface CacheLimits {
	/** Of all files together; default 200 MB. The oldest replies go first. */
	readonly bytes?: number;
	/** An older reply is not used; default 30 days. */
	readonly milliseconds?: number;
}

const DAY = 24 * 60 * 60 * 1000;

export const DEFAULT_CACHE_BYTES = 200 * 1024 * 1024;
export const DEFAULT_CACHE_AGE = 30 * DAY;

/** UTF-16 units of the groundings that wait to be written. */
const MOST_UNWRITTEN = 2 * 1024 * 1024;

/** Longer replies are not worth their place. */
const LONGEST_REPLY = 1024 * 1024;

export interface ReplyCacheOptions extends CacheLimits {
	/** Absolute path of `.groundline`; the cache is its folder `cache`. */
	readonly stateFolder: string;
	/** Takes keys out of what is written. */
	readonly clean?: (text: string) => string;
	readonly now?: () => number;
}

/**
 * Replies by their address, on disk, shared by all processes that use the folder. Nothing here ever throws: where the disk fails, there
 * is nothing to find, and `failure` says why.
 */
export class ReplyCache {
	/** One sentence on what could not be written or read; `undefined` while all is well. */
	failure: string | undefined;
	readonly claims: Claims;
	private readonly options: ReplyCacheOptions;
	private readonly folder: string;
	/** By the first digits of the keys. */
	private readonly shards: Readonly<Record<CacheKind, Map<string, Shard>>> = {
		answers: new Map(),
		verdicts: new Map(),
		groundings: new Map(),
	};
	private prepared = false;
	/** Groundings by their key, as lines. */
	private readonly unwritten = new Map<string, string>();
	private unwrittenLength = 0;

	constructor(options: ReplyCacheOptions) {
		this.options = options;
		this.folder = cacheFolder(options.stateFolder);
		this.claims = new Claims(join(this.folder, 'claims.log'));
	}

	find(kind: ReplyKind, key: string): Found<StoredReply> | undefined {
		const found = this.fresh(kind, key);
		return found !== undefined && isReply(found.value) ? { ...found, value: found.value } : undefined;
	}

	put(kind: ReplyKind, key: string, reply: StoredReply): void {
		if (reply.text.length + (reply.thinking?.length ?? 0) <= LONGEST_REPLY) {
			this.attempt(() => {
				this.prepare();
				this.shardOf(kind, key).append(this.line(key, reply));
			});
		}
	}

	/** True where there may be any. */
	get hasGroundings(): boolean {
		return existsSync(join(this.folder, 'groundings'));
	}

	/** Its key holds the version of what grounds, so that what is found has the form of today. */
	findGrounding(key: string): Grounding | undefined {
		return this.fresh('groundings', key)?.value as Grounding | undefined;
	}

	/** Written together with others, at the latest when the cache is closed: it costs little to make it again. */
	putGrounding(key: string, grounding: Grounding): void {
		const line = this.line(key, grounding);
		this.unwritten.set(key, line);
		this.unwrittenLength += line.length;
		if (this.unwrittenLength > MOST_UNWRITTEN) {
			this.flush();
		}
	}

	private fresh(kind: CacheKind, key: string): Found<object> | undefined {
		const found = this.attempt(() => this.shardOf(kind, key).find(key));
		return found === undefined || this.now() - found.t > (this.options.milliseconds ?? DEFAULT_CACHE_AGE)
			? undefined
			: found;
	}

	private line(key: string, value: object): string {
		const { clean = text => text } = this.options;
		return lineOf({ key, t: this.now(), value, clean });
	}

	private flush(): void {
		const byShard = new Map<Shard, string[]>();
		for (const [key, line] of this.unwritten) {
			const shard = this.shardOf('groundings', key);
			const lines = byShard.get(shard) ?? [];
			lines.push(line);
			byShard.set(shard, lines);
		}
		this.unwritten.clear();
		this.unwrittenLength = 0;
		if (byShard.size === 0) {
			return;
		}
		this.attempt(() => {
			this.prepare();
			for (const [shard, lines] of byShard) {
				shard.append(lines.join('\n'));
			}
		});
	}

	/** Resolves to true once nobody else asks for the key, see {@link Claims.acquire}. */
	async acquire(key: string, signal: AbortSignal): Promise<boolean> {
		this.attempt(() => this.prepare());
		return this.failure !== undefined || this.claims.acquire(key, signal);
	}

	release(key: string): void {
		this.claims.release(key);
	}

	/** Writes what is left, closes the claims and, where the cache has outgrown its limit, throws away the oldest replies. */
	close(): void {
		this.flush();
		this.claims.close();
		this.attempt(() => {
			const most = this.options.bytes ?? DEFAULT_CACHE_BYTES;
			if (this.prepared && cacheFiles(this.options.stateFolder).reduce((sum, file) => sum + file.bytes, 0) > most) {
				pruneCache(this.options.stateFolder, { ...this.options, now: this.now() });
			}
		});
	}

	private prepare(): void {
		if (!this.prepared) {
			prepareStateFolder(this.options.stateFolder, CACHE_FOLDERS);
			this.prepared = true;
		}
	}

	private shardOf(kind: CacheKind, key: string): Shard {
		const name = key.slice(0, 2);
		let shard = this.shards[kind].get(name);
		if (shard === undefined) {
			shard = new Shard(join(this.folder, kind, `${name}.jsonl`));
			this.shards[kind].set(name, shard);
		}
		return shard;
	}

	private now(): number {
		return this.options.now?.() ?? Date.now();
	}

	private attempt<T>(action: () => T): T | undefined {
		if (this.failure !== undefined) {
			return undefined;
		}
		try {
			return action();
		} catch (error) {
			const code = (error as NodeJS.ErrnoException).code ?? String(error);
			this.failure = `The cache ${this.folder} cannot be used (${code}): every reply is asked for.`;
			return undefined;
		}
	}
}

function isReply(value: object): value is StoredReply {
	return typeof (value as Partial<StoredReply>).text === 'string';
}

export interface CacheStats {
	readonly kind: CacheKind;
	readonly replies: number;
	readonly bytes: number;
	/** Milliseconds since the epoch; `undefined` where there is none. */
	readonly oldest: number | undefined;
	readonly newest: number | undefined;
}

/** What the cache holds, read in full. */
export function cacheStats(stateFolder: string): readonly CacheStats[] {
	return CACHE_KINDS.map(kind => {
		let replies = 0;
		let bytes = 0;
		let oldest: number | undefined;
		let newest: number | undefined;
		for (const file of cacheFiles(stateFolder).filter(one => one.kind === kind)) {
			const ages = new Map([...entriesOf(readFileSync(file.path))].map(({ key, t }) => [key, t]));
			bytes += file.bytes;
			replies += ages.size;
			for (const t of ages.values()) {
				oldest = Math.min(t, oldest ?? t);
				newest = Math.max(t, newest ?? t);
			}
		}
		return { kind, replies, bytes, oldest, newest };
	});
}

/** What pruning threw away. */
export interface CachePruned {
	readonly replies: number;
	readonly bytes: number;
}

/**
 * Rewrites the cache without what is too old, replaced or corrupt, and, where it is still above its limit, without the
 * oldest groundings, and then the oldest replies. Others may go on using it: each file is replaced whole, and what was appended meanwhile goes along.
 * Throws what the disk says, and where a folder is a link.
 */
export function pruneCache(stateFolder: string, limits: CacheLimits & { readonly now?: number } = {}): CachePruned {
	const { bytes: most = DEFAULT_CACHE_BYTES, milliseconds = DEFAULT_CACHE_AGE, now = Date.now() } = limits;
	refuseLinks(stateFolder, CACHE_FOLDERS);
	const files = cacheFiles(stateFolder);
	const sizes = files.flatMap(({ kind, path }) => {
		const newest = newestEntries(readFileSync(path));
		return [...newest.values()].map(({ t, line }) => ({ kind, t, bytes: line.length + 2 }));
	});
	const oldestKept = { replies: now - milliseconds, groundings: now - milliseconds };
	let size = 0;
	// A grounding is soon made again; a reply would have to be paid for.
	for (const group of ['replies', 'groundings'] as const) {
		const own = sizes.filter(one => groupOf(one.kind) === group).sort((a, b) => b.t - a.t);
		for (const { t, bytes } of own) {
			size += bytes;
			if (size > most) {
				oldestKept[group] = Math.max(oldestKept[group], t + 1);
				break;
			}
		}
	}
	const pruned = { replies: 0, bytes: 0 };
	for (const { kind, path, bytes } of files) {
		const after = rewrite(path, oldestKept[groupOf(kind)]);
		pruned.replies += after.dropped;
		pruned.bytes += Math.max(0, bytes - after.bytes);
	}
	return pruned;
}

function groupOf(kind: CacheKind): 'replies' | 'groundings' {
	return kind === 'groundings' ? 'groundings' : 'replies';
}

/** Throws the whole cache away. Throws what the disk says, and where a folder is a link. */
export function clearCache(stateFolder: string, kinds: readonly CacheKind[] = CACHE_KINDS): CachePruned {
	refuseLinks(stateFolder, CACHE_FOLDERS);
	let bytes = 0;
	let replies = 0;
	for (const stats of cacheStats(stateFolder).filter(one => kinds.includes(one.kind))) {
		bytes += stats.bytes;
		replies += stats.replies;
	}
	for (const { path } of cacheFiles(stateFolder).filter(one => kinds.includes(one.kind))) {
		rmSync(path, { force: true });
	}
	return { replies, bytes };
}

function rewrite(path: string, oldestKept: number): { readonly dropped: number; readonly bytes: number } {
	const before = readFileSync(path);
	const entries = newestEntries(before);
	const kept = [...entries.values()].filter(({ t }) => t >= oldestKept);
	const all = [...entriesOf(before)].length;
	if (kept.length === all) {
		return { dropped: 0, bytes: before.length };
	}
	const text = Buffer.concat(kept.flatMap(({ line }) => [line, LINE_BREAK]));
	const fresh = `${path}.${process.pid}.new`;
	writeFileSync(fresh, text, { mode: 0o600 });
	const late = replaceAndReadLate({ path, fresh, from: before.length });
	if (late.length > 0) {
		writeFileSync(path, late, { flag: 'a' });
	}
	return { dropped: all - kept.length, bytes: text.length + late.length };
}

const LINE_BREAK = Buffer.from('\n');

/** Puts one file in the place of another; gives what was appended to the old one since it was read. */
function replaceAndReadLate({ path, fresh, from }: { path: string; fresh: string; from: number }): Buffer {
	const old = openSync(path, 'r');
	try {
		renameSync(fresh, path);
		const late = Buffer.alloc(Math.max(0, fstatSync(old).size - from));
		return late.subarray(0, readSync(old, late, 0, late.length, from));
	} finally {
		closeSync(old);
	}
}

function newestEntries(bytes: Buffer): ReadonlyMap<string, { readonly t: number; readonly line: Buffer }> {
	const newest = new Map<string, { readonly t: number; readonly line: Buffer }>();
	for (const { key, t, line } of entriesOf(bytes)) {
		newest.set(key, { t, line });
	}
	return newest;
}

interface CacheFile {
	readonly kind: CacheKind;
	/** Absolute. */
	readonly path: string;
	readonly bytes: number;
}

function cacheFiles(stateFolder: string): readonly CacheFile[] {
	return CACHE_KINDS.flatMap(kind => {
		const folder = join(cacheFolder(stateFolder), kind);
		return namesIn(folder).flatMap(name => {
			const path = join(folder, name);
			const status = /^[0-9a-f]{2}\.jsonl$/.test(name) ? statSync(path, { throwIfNoEntry: false }) : undefined;
			return status?.isFile() === true ? [{ kind, path, bytes: status.size }] : [];
		});
	});
}

function namesIn(folder: string): readonly string[] {
	try {
		return readdirSync(folder);
	} catch {
		return []; // No folder, no replies.
	}
}

/** Where the cache of a `.groundline` lies. */
export function cacheFolder(stateFolder: string): string {
	return join(stateFolder, 'cache');
}
