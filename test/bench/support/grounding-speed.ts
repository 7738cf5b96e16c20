import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { indexContext } from '../../../src/core/grounding/context-index.ts';
import { groundAnswer } from '../../../src/core/grounding/ground.ts';

/** Prints how long a context of 10,000 lines takes to index, and an answer of 30 claims to ground against it. */
export function printSpeed(): void {
	const random = randomNumbers(7);
	const units = Array.from({ length: 10_000 }, (_, line) => ({ id: `L${line + 1}`, text: sentence(random) }));
	const answer = Array.from({ length: 30 }, (_, claim) =>
		claim % 3 === 2 ? `${sentence(random)}.` : `${units[Math.floor(random() * units.length)]!.text}.`,
	).join(' ');
	const question = `Which ${word(random)} does ${word(random)} reduce?`;
	const indexing = times(12, () => indexContext(units));
	const before = heldBytes();
	const index = indexContext(units);
	groundAnswer(index, { question, answer });
	const held = heldBytes() - before;
	const grounding = times(12, () => groundAnswer(index, { question, answer }));
	console.log(`index of 10,000 lines (${index.words.length} words, ${index.terms.size} terms): ${shown(indexing)}`);
	console.log(`answer of ${groundAnswer(index, { question, answer }).claims.length} claims: ${shown(grounding)}`);
	console.log(`held by index and answer: ${(held / 2 ** 20).toFixed(1)} MB`);
}

/** Bytes in use once what nobody needs is gone. */
function heldBytes(): number {
	setFlagsFromString('--expose-gc');
	const collect = runInNewContext('gc') as () => void;
	collect();
	collect();
	const { heapUsed, arrayBuffers } = process.memoryUsage();
	return heapUsed + arrayBuffers;
}

/** Zipf-like words, so that common ones stand in thousands of lines as in real text. */
function sentence(random: () => number): string {
	const text = Array.from({ length: 9 + Math.floor(random() * 10) }, () => word(random)).join(' ');
	return text[0]!.toUpperCase() + text.slice(1);
}

function word(random: () => number): string {
	const rank = Math.floor(8000 ** random());
	return rank < COMMON.length
		? COMMON[rank]!
		: rank % 17 === 0
			? String(rank)
			: `${SYLLABLES[rank % 20]}${SYLLABLES[Math.floor(rank / 20) % 20]}${SYLLABLES[Math.floor(rank / 400)]}`;
}

const COMMON = ['of', 'the', 'the', 'and', 'in', 'to', 'is', 'a', 'with', 'for', 'model', 'data', 'on', 'by', 'rank'];
const SYLLABLES = [
	'ba',
	'ker',
	'mi',
	'lon',
	'tra',
	'vis',
	'do',
	'rem',
	'sul',
	'pa',
	'qui',
	'fen',
	'gor',
	'hal',
	'jet',
	'nox',
	'wu',
	'zir',
	'clo',
	'yam',
] as const;

function randomNumbers(seed: number): () => number {
	let state = seed >>> 0;
	return () => {
		state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
		return state / 2 ** 32;
	};
}

function times(runs: number, work: () => unknown): number[] {
	return Array.from({ length: runs }, () => {
		const start = performance.now();
		work();
		return performance.now() - start;
	});
}

function shown(milliseconds: readonly number[]): string {
	const sorted = [...milliseconds].sort((a, b) => a - b);
	return `best ${sorted[0]!.toFixed(1)} ms, median ${sorted[sorted.length >> 1]!.toFixed(1)} ms`;
}
