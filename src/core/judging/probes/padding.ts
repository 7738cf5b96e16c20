import { type GeneratedProbe, type ProbeSource, probeBy } from './probe.ts';
import { sentencesOf } from './sentences-of.ts';

/**
 * Makes the good answer about two and about four times as long without a new fact: its own sentences again behind empty phrases
 * (methods S6). Nothing in the good answer itself is touched.
 */
export function* paddings({ reference }: ProbeSource): Iterable<GeneratedProbe> {
	const sentences = sentencesOf(reference).map(({ text }) => text);
	if (sentences.length === 0) {
		return;
	}
	const at = reference.trimEnd().length;
	for (const times of [2, 4]) {
		let by = '';
		for (let i = 0; at + by.length < times * at; i++) {
			const phrase = PHRASES[i % PHRASES.length]!;
			by += ` ${phrase} ${sentences[i % sentences.length]!}`;
		}
		yield probeBy('padding', reference, { start: at, end: at }, by);
	}
}

const PHRASES = [
	'To say it once more:',
	'In other words:',
	'It is worth repeating this:',
	'As already mentioned above:',
	'To put the same thing differently:',
	'And again, so that it is clear:',
];
