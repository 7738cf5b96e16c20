import { type Fake, type FakeSource, fakeBy } from './fake.ts';

/** Puts another name of the context in the place of one name of the answer. Both occur in the context; the new one is not in the answer. */
export function* swappedNames({ reference, context }: FakeSource): Iterable<Fake> {
	const names = [...new Set(namesIn(context).map(name => name.text))];
	for (const { text, start } of namesIn(reference)) {
		if (!context.includes(text)) {
			continue;
		}
		const others = names.filter(
			name => name !== text && !reference.includes(name) && !text.includes(name) && !name.includes(text),
		);
		const alike = others.filter(name => name.split(' ').length === text.split(' ').length);
		for (const other of (alike.length > 0 ? alike : others).slice(0, MOST)) {
			yield fakeBy('swapped-name', reference, { start, end: start + text.length }, other);
		}
	}
}

const MOST = 3;

interface Name {
	readonly text: string;
	readonly start: number;
}

/**
 * Runs of capitalised words that are not capitalised only because a sentence or line begins: a run counts at a beginning where it
 * has two words or also stands elsewhere. Languages that write all nouns so, and scripts without capitals, give what they give.
 */
export function namesIn(text: string): readonly Name[] {
	const found = [...text.matchAll(/(?<![\p{L}\p{N}])\p{Lu}[\p{L}\p{N}]+(?:[- ]\p{Lu}[\p{L}\p{N}]+){0,3}/gu)].map(
		match => ({
			text: match[0],
			start: match.index,
			begins: /(?:^|[.!?:;]["”’)]?\s+|\n[\s#>*•"“-]*|["“(]|^[\s#>*•-]+)$/u.test(
				text.slice(Math.max(0, match.index - 40), match.index),
			),
		}),
	);
	const inside = new Set(found.filter(name => !name.begins).map(name => name.text));
	return found.filter(
		name =>
			name.text.length > 1 &&
			(!name.begins || inside.has(name.text) || /[- ]\p{Lu}/u.test(name.text)) &&
			!COMMON.test(name.text),
	);
}

const COMMON = /^(?:I|The|This|That|These|Those|It|In|On|At|A|An|And|But|For|If|No|Not|Yes|Web|Table|Figure|Source)$/;
