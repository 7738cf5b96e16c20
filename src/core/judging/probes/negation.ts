import { type Fake, type FakeSource, fakeBy } from './fake.ts';

/** Turns one statement round: takes a negation out, or puts one in behind an auxiliary or before a common verb (English and German). */
export function* negations({ reference }: FakeSource): Iterable<Fake> {
	for (const match of reference.matchAll(REMOVABLE)) {
		yield fakeBy('negation', reference, rangeOf(match), match[1] ?? '');
	}
	for (const match of reference.matchAll(AUXILIARY)) {
		yield fakeBy('negation', reference, rangeOf(match), `${match[0]} not`);
	}
	for (const match of reference.matchAll(HILFSVERB)) {
		yield fakeBy('negation', reference, rangeOf(match), `${match[0]} nicht`);
	}
	for (const match of reference.matchAll(VERB)) {
		const base = baseOf(match[0]);
		yield fakeBy('negation', reference, rangeOf(match), match[0] === base ? `do not ${base}` : `does not ${base}`);
	}
}

/** `is not` loses its `not`, `cannot` becomes `can`. A leading space goes along. */
const REMOVABLE =
	/(?<=\b(?:is|are|was|were|do|does|did|can|could|will|would|may|must|should|has|have|had)) not\b|\b(can)not\b| nicht\b| never\b/gi;
const AUXILIARY = /\b(?:is|are|was|were|can|could|will|would|may|must|should)\b(?! not\b|not\b|n['’]t)/g;
const HILFSVERB = /\b(?:ist|sind|war|waren|wird|werden|kann|können|muss|müssen|darf|soll)\b(?! nicht)/g;

/** Verbs that are hardly ever nouns, so that the form with -s is a verb. */
const BASES =
	'add allow apply become begin bring carry catch choose come consist contain create decide depend describe dissolve drive eat enter exist explain fall fill find follow form get give go grow happen hold improve include increase introduce involve keep last lead learn leave let lie lose make mean measure meet move need occur offer open own perform prefer prevent produce protect prove provide raise reach receive recommend reduce refer rely remain remove replace require rise run say see seem sell send serve suffer support take teach tell think treat turn understand weigh win write yield'.split(
		' ',
	);
const VERB = new RegExp(`(?<=[\\p{L}\\p{N})”"%] )(?:${BASES.map(thirdPerson).join('|')})(?![\\p{L}'’-])`, 'gu');

function thirdPerson(base: string): string {
	if (/[^aeiou]y$/.test(base)) {
		return `${base.slice(0, -1)}ies`;
	}
	return /(?:s|x|z|ch|sh|o)$/.test(base) ? `${base}es` : `${base}s`;
}

function baseOf(form: string): string {
	return BASES.find(base => thirdPerson(base) === form) ?? form;
}

function rangeOf(match: RegExpExecArray): { readonly start: number; readonly end: number } {
	return { start: match.index, end: match.index + match[0].length };
}
