import { appendFileSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ReplyCache } from '../../core/influence/asking.ts';
import { shortHash } from '../../core/text/hash.ts';
import { prepareStateFolder } from '../prepare-state-folder.ts';
import type { Redactor } from '../redactor.ts';
import type { ScoringMemory, ScoringWay } from './scoring-endpoints.ts';

/** Cases whose replies are kept; the oldest go. */
const MOST_FILES = 100;

/**
 * What calls for influence said, in a file a case below `.groundline/influence`. A file that cannot be read or written costs calls,
 * nothing else. A torn or foreign line is skipped.
 */
export class InfluenceReplies implements ReplyCache {
	private readonly path: string;
	private readonly known = new Map<string, string>();
	private readonly redactor: Redactor | undefined;
	private readonly canWrite: boolean;

	/** `stateFolder`: absolute path of `.groundline`. `name`: what the replies belong to, a case's key. */
	constructor(stateFolder: string, name: string, redactor?: Redactor) {
		this.redactor = redactor;
		this.path = join(stateFolder, FOLDER, `replies-${shortHash(name)}.jsonl`);
		this.canWrite = prepared(stateFolder);
		for (const line of readLines(this.path)) {
			const { key, text } = (parsed(line) ?? {}) as { readonly key?: unknown; readonly text?: unknown };
			if (typeof key === 'string' && typeof text === 'string') {
				this.known.set(key, text);
			}
		}
		if (this.canWrite && this.known.size === 0) {
			prune(join(stateFolder, FOLDER));
		}
	}

	get(key: string): string | undefined {
		return this.known.get(key);
	}

	put(key: string, text: string): void {
		this.known.set(key, text);
		const line = `${JSON.stringify({ key, text })}\n`;
		if (this.canWrite) {
			quietly(() => appendFileSync(this.path, this.redactor?.redact(line) ?? line, { mode: 0o600 }));
		}
	}
}

/** Remembers in `.groundline/influence/endpoints.json` which endpoints score texts. */
export class ScoringNotes implements ScoringMemory {
	private readonly path: string;
	private readonly known: Map<string, ScoringWay>;
	private readonly canWrite: boolean;

	constructor(stateFolder: string) {
		this.path = join(stateFolder, FOLDER, 'endpoints.json');
		this.canWrite = prepared(stateFolder);
		const value = parsed(readLines(this.path).join('\n'));
		const entries = typeof value === 'object' && value !== null ? Object.entries(value) : [];
		this.known = new Map(entries.filter((entry): entry is [string, ScoringWay] => WAYS.has(entry[1] as ScoringWay)));
	}

	get(endpoint: string): ScoringWay | undefined {
		return this.known.get(endpoint);
	}

	set(endpoint: string, way: ScoringWay): void {
		if (this.known.get(endpoint) === way) {
			return;
		}
		this.known.set(endpoint, way);
		if (this.canWrite) {
			quietly(() => {
				writeFileSync(`${this.path}.new`, `${JSON.stringify(Object.fromEntries(this.known), undefined, '\t')}\n`);
				renameSync(`${this.path}.new`, this.path);
			});
		}
	}
}

const FOLDER = 'influence';
const WAYS: ReadonlySet<ScoringWay> = new Set(['prompt-logprobs', 'echo', 'none']);

function prepared(stateFolder: string): boolean {
	return quietly(() => prepareStateFolder(stateFolder, [FOLDER]));
}

function readLines(path: string): readonly string[] {
	try {
		return readFileSync(path, 'utf8').split('\n');
	} catch {
		return [];
	}
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

function prune(folder: string): void {
	quietly(() => {
		const files = readdirSync(folder)
			.filter(name => /^replies-[0-9a-f]+\.jsonl$/.test(name))
			.map(name => ({ path: join(folder, name), at: statSync(join(folder, name)).mtimeMs }))
			.sort((a, b) => b.at - a.at);
		for (const { path } of files.slice(MOST_FILES)) {
			rmSync(path, { force: true });
		}
	});
}

function quietly(action: () => void): boolean {
	try {
		action();
		return true;
	} catch {
		return false;
	}
}
