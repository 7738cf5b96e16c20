import type { GeneratedProbe, ProbeSource } from './probe.ts';
import { sentencesOf } from './sentences-of.ts';
import { namesIn } from './swapped-name.ts';

/**
 * What code can check of a probe that a model made, before another model is asked. A paraphrase and both tones hold every number and name of
 * what they say, no others, and are about as long; an insertion is one sentence that stands neither in the context nor in the answer.
 */
export function checkMade(probe: GeneratedProbe, source: ProbeSource): boolean {
	const { kind, base, answer, replaced, by } = probe;
	if (normal(answer) === normal(base) || answer.trim() === '' || base.trim() === '') {
		return false;
	}
	if (kind === 'insertion') {
		const sentence = by.trim();
		return (
			answer === base.slice(0, replaced.start) + by + base.slice(replaced.end) &&
			replaced.start === replaced.end &&
			sentencesOf(sentence).length === 1 &&
			!/[\r\n]/.test(sentence) &&
			sentence.length <= LONGEST_SENTENCE &&
			!normal(`${source.context} ${base}`).includes(normal(sentence).replace(/[.!?]$/, ''))
		);
	}
	return kind === 'tone'
		? saysAsMuch(source.reference, base, LOOSE) && saysAsMuch(source.reference, answer, LOOSE)
		: saysAsMuch(base, answer, TIGHT);
}

const LONGEST_SENTENCE = 400;
/** How many times as long one wording of the same may be. */
const TIGHT = 2;
const LOOSE = 3;

function saysAsMuch(text: string, other: string, longest: number): boolean {
	const ratio = other.length / text.length;
	const names = (of: string) => namesIn(of).filter(name => text.includes(name.text) !== other.includes(name.text));
	return (
		ratio <= longest &&
		ratio >= 1 / longest &&
		numbers(text) === numbers(other) &&
		names(text).length === 0 &&
		names(other).length === 0
	);
}

/** All numbers, sorted: another order is no other fact. */
function numbers(text: string): string {
	return (text.match(/\d+(?:[.,]\d+)*/g) ?? []).sort().join(' ');
}

function normal(text: string): string {
	return text.replace(/\s+/g, ' ').trim().toLowerCase();
}
