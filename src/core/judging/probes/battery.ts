import { changedNumbers } from './changed-number.ts';
import { insertions } from './insertion.ts';
import { injections, paraphrases, tones } from './invariance.ts';
import { negations } from './negation.ts';
import { offTopics } from './off-topic.ts';
import { omissions } from './omission.ts';
import { paddings } from './padding.ts';
import { dontKnows, parrots, stuffings } from './parrot.ts';
import { GENERATED_KINDS, type GeneratedKind, type GeneratedProbe, type ProbeSource, probeOfFake } from './probe.ts';
import { quantifiers } from './quantifier.ts';
import { sentencesOf } from './sentences-of.ts';
import { swappedNames } from './swapped-name.ts';

export interface BatteryOptions {
	/** Probes of one kind at most for each good answer, taken evenly over what can be made; so that long answers do not rule. Default 2. */
	readonly perKind?: number;
	/** The best level of the rubric, which injections ask for. */
	readonly best: string;
}

/**
 * The probes that local code can make of one good answer, each verified: it differs from what it is compared with in the intended
 * range only, and its kind's own condition holds. The same source gives the same list.
 */
export function batteryOf(source: ProbeSource, { perKind = 2, best }: BatteryOptions): readonly GeneratedProbe[] {
	const { reference } = source;
	const made: Record<GeneratedKind, readonly GeneratedProbe[]> = {
		'changed-number': [...changedNumbers(source)].map(fake => probeOfFake(fake, reference)),
		'swapped-name': [...swappedNames(source)].map(fake => probeOfFake(fake, reference)),
		negation: [...negations(source)].map(fake => probeOfFake(fake, reference)),
		omission: [...omissions(source)].map(fake => probeOfFake(fake, reference)),
		'off-topic': [...offTopics(source)].map(fake => probeOfFake(fake, reference)),
		quantifier: [...quantifiers(source)],
		insertion: [...insertions(source)],
		parrot: [...parrots(source)],
		stuffing: [...stuffings(source)],
		padding: [...paddings(source)],
		'dont-know': [...dontKnows(source)],
		tone: [],
		injection: [],
		paraphrase: [...paraphrases(source)],
	};
	const wrong = (['changed-number', 'swapped-name', 'negation', 'quantifier'] as const).flatMap(kind =>
		evenly(evenly(made[kind], CANDIDATES).filter(isVerifiedProbe), 1),
	);
	const all = { ...made, tone: [...tones(wrong)], injection: [...injections(wrong, best)] };
	const seen = new Set<string>();
	return GENERATED_KINDS.flatMap(kind => {
		const verified = evenly(all[kind], CANDIDATES * perKind).filter(probe => {
			const fresh = isVerifiedProbe(probe) && !seen.has(probe.answer);
			seen.add(probe.answer);
			return fresh;
		});
		return evenly(verified, perKind);
	});
}

/**
 * True where nothing but the named range differs, something does, and what the kind promises holds: padding keeps every word of
 * the good answer, a paraphrase by order has the same sentences.
 */
export function isVerifiedProbe({ kind, base, answer, replaced, by }: GeneratedProbe): boolean {
	const { start, end } = replaced;
	const differs = answer.trim() !== '' && normal(answer) !== normal(base);
	const inRange =
		start <= end &&
		end <= base.length &&
		answer === base.slice(0, start) + by + base.slice(end) &&
		by !== base.slice(start, end);
	if (!differs || !inRange) {
		return false;
	}
	if (kind === 'paraphrase' && by.length > LONGEST_WORDING) {
		const sorted = (text: string) =>
			sentencesOf(text)
				.map(sentence => sentence.text)
				.sort();
		return sorted(answer).join('\n') === sorted(base).join('\n');
	}
	return kind !== 'padding' || start === end;
}

/** So many are verified for each that is taken: to look at every one of a long answer would cost the square of its length. */
const CANDIDATES = 8;

/** Longer replacements are sentences, not words. */
const LONGEST_WORDING = 20;

function normal(text: string): string {
	return text.replace(/\s+/g, ' ').trim().toLowerCase();
}

/** At most `count` of a list, spread over it. */
function evenly<T>(items: readonly T[], count: number): readonly T[] {
	return items.length <= count
		? items
		: Array.from({ length: count }, (_, i) => items[Math.floor((i * items.length) / count)]!);
}
