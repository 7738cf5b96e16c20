import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { GroundingUnit } from '../../src/core/grounding/grounding.ts';
import { unitsOfText } from '../../src/core/grounding/record.ts';
import type { TextRange } from '../../src/core/text/range.ts';

/** A record of an attribution file: which units people say an answer rests on. */
export interface AttributionRecord {
	readonly id: string;
	readonly question: string;
	readonly context: readonly GroundingUnit[];
	readonly answer: string;
	readonly used: readonly string[];
	/** Sets that are each enough. */
	readonly used_alternatives?: readonly (readonly string[])[];
	readonly meta?: { readonly title?: string };
	readonly source: string;
}

/** A record of a faithfulness file. */
export interface FaithfulnessRecord {
	readonly id: string;
	readonly question: string;
	readonly history?: unknown;
	readonly context: string;
	readonly answer: string;
	readonly label: 'faithful' | 'unfaithful';
	/** What people marked in the answer. */
	readonly unsupported?: readonly TextRange[];
	/** Where a summary was changed on purpose. */
	readonly meta?: { readonly edit_spans_from_diff?: readonly TextRange[] };
	readonly source: string;
}

/** The records of one file of the benchmarks, packed or not; `undefined` where it is absent. */
export function readBenchmark<T>(directory: string, name: string): readonly T[] | undefined {
	const path = join(directory, `${name}.jsonl`);
	const text = existsSync(path)
		? readFileSync(path, 'utf8')
		: existsSync(`${path}.gz`)
			? gunzipSync(readFileSync(`${path}.gz`)).toString('utf8')
			: undefined;
	return text
		?.split('\n')
		.filter(line => line.trim() !== '')
		.map(line => JSON.parse(line) as T);
}

export const FOLDS = 5;

/**
 * Which of the {@link FOLDS} a record belongs to. Records of one document share their fold, over all files: by the
 * beginning of their context, where passages have titles by the first passage that the answer rests on.
 */
export function foldOf(record: {
	readonly context: string | readonly GroundingUnit[];
	readonly used?: readonly string[];
}): number {
	const { context, used = [] } = record;
	const units = typeof context === 'string' ? unitsOfText(context) : context;
	const title = units.find(({ id }) => used.includes(id))?.title;
	const text = units
		.slice(0, 40)
		.map(unit => unit.text)
		.join('');
	return hashOf(title ?? text.replace(/[^\p{L}\p{N}]+/gu, '').slice(0, 200)) % FOLDS;
}

/** FNV-1a over UTF-16 units, its high bits mixed in. */
function hashOf(text: string): number {
	let hash = 0x811c9dc5;
	for (let at = 0; at < text.length; at++) {
		hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
	}
	return (hash ^ (hash >>> 15)) >>> 0;
}

/** Numbers in [0, 1) that are the same in each run (mulberry32). */
export function randomNumbers(seed: number): () => number {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = state;
		mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}
