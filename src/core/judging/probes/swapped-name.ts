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
		match => {
			const lead = LEADING.exec(match[0])?.[0].length ?? 0; // `The Hague` loses an article, `On January` a preposition.
			const start = match.index + lead;
			return { text: match[0].slice(lead), start, begins: BEGINS.test(text.slice(Math.max(0, start - 40), start)) };
		},
	);
	const inside = new Set(found.filter(name => !name.begins).map(name => name.text));
	return found.filter(
		name =>
			name.text.length > 1 &&
			(!name.begins || inside.has(name.text) || /[- ]\p{Lu}/u.test(name.text)) &&
			!LEADING.test(`${name.text} `),
	);
}

const BEGINS = /(?:^|[.!?:;]["”’)]?\s+|\n[\s#>*•"“-]*|["“(]|^[\s#>*•-]+)$/u;
const LEADING =
	/^(?:(?:I|The|This|That|These|Those|It|Its|He|His|She|Her|They|Their|We|Our|You|Your|My|There|Here|What|Who|Which|How|Why|Where|When|While|After|Before|Since|During|As|For|From|By|With|And|But|Or|If|Although|Though|However|Because|On|In|At|To|Of|A|An|One|Another|Other|Both|Each|Every|All|Some|Many|Most|No|Not|Yes|Web|Table|Figure|Source|Also|Only|Der|Die|Das|Ein|Eine|Im|In|Am|Le|La|Les|El|Los)[ -])+/;
