import type { Rubric } from '../../documents/rubric.ts';

/** The words of one rubric, ready to be recognised in any letter case, spacing and spelling of ids. */
export interface Vocabulary {
	readonly rubric: Rubric;
	/** Folded names of criteria → ids. */
	readonly criteria: ReadonlyMap<string, string>;
	/** Folded names of levels → level names. */
	readonly levels: ReadonlyMap<string, string>;
	/** Source of a regular expression that matches any criterion, longest first. */
	readonly criterionPattern: string;
	readonly levelPattern: string;
	/** A level word at the start of a text, and another one behind a first. */
	readonly levelAtStart: RegExp;
	readonly secondLevel: RegExp;
}

/**
 * Gathers ids, names and synonyms. A word that stands for two criteria, or two levels, stands for none: to choose would be
 * a guess. A name that is written exactly so wins over a synonym.
 */
export function vocabularyOf(rubric: Rubric): Vocabulary {
	const criteria = unambiguous(
		rubric.criteria.flatMap(each => [each.id, each.name, ...spacedOut(each.id)].map(word => [word, each.id] as const)),
	);
	const levels = unambiguous([
		...rubric.levels.map(each => [each.name, each.name] as const),
		...rubric.levels.flatMap(each => each.synonyms.map(word => [word, each.name] as const)),
	]);
	const levelPattern = anyOf(levels.keys());
	return {
		rubric,
		criteria,
		levels,
		criterionPattern: anyOf(criteria.keys()),
		levelPattern,
		levelAtStart: new RegExp(`^${levelPattern}(?![\\p{L}\\p{N}])`, 'iu'),
		secondLevel: new RegExp(
			`^${CLOSING}(?:->|=>|[/,;|–—→>-]|${OR}|\\s)${OPENING}(${levelPattern})(?![\\p{L}\\p{N}])(?=${CLOSING}(?:$|[\\n.,;|/–—→-]|\\s+${OR}))`,
			'iu',
		),
	};
}

const OPENING = '[\\s"\'`*_“‘«\\u0001([{/,-]{0,12}';
const CLOSING = '[\\s"\'`*_”’»\\u0001)\\]}]{0,12}';
/** Between two levels: `Good or Fair`, `Good to Fair`, in a few languages. */
const OR = '(?:to|or|and|bis|oder|ou|à|o|of|tot)(?![\\p{L}])';

/** One form for all spellings: lower case, compatibility forms and accents as they are, runs of space, hyphen and underscore as one space. */
export function fold(word: string): string {
	return word
		.normalize('NFKC')
		.toLowerCase()
		.replace(/[\s_-]+/g, ' ')
		.trim();
}

/** The criterion that a whole phrase names. */
export function criterionNamed(vocabulary: Vocabulary, phrase: string): string | undefined {
	return vocabulary.criteria.get(fold(phrase));
}

/** The level that a whole phrase names by a word of the scale. */
export function levelNamed(vocabulary: Vocabulary, phrase: string): string | undefined {
	return vocabulary.levels.get(fold(phrase));
}

function unambiguous(pairs: readonly (readonly [string, string])[]): ReadonlyMap<string, string> {
	const meanings = new Map<string, string | undefined>();
	const exact = new Map(pairs.filter(([word, meaning]) => word === meaning).map(([word]) => [fold(word), word]));
	for (const [word, meaning] of pairs) {
		const key = fold(word);
		if (key === '') {
			continue;
		}
		meanings.set(key, exact.get(key) ?? (meanings.has(key) && meanings.get(key) !== meaning ? undefined : meaning));
	}
	return new Map([...meanings].flatMap(([word, meaning]) => (meaning === undefined ? [] : [[word, meaning] as const])));
}

/** `answerRelevance` and `answer-relevance` are also written as two words. */
function spacedOut(id: string): readonly string[] {
	return [id.replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2'), id.replace(/[._-]+/g, ' ')];
}

function anyOf(words: Iterable<string>): string {
	const sources = [...words].sort((a, b) => b.length - a.length).map(patternOf);
	return sources.length === 0 ? '(?!)' : `(?:${sources.join('|')})`;
}

/** Letters as they are; a space of the folded form stands for any run of space, hyphen and underscore. */
function patternOf(word: string): string {
	return word
		.split(' ')
		.map(part => part.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'))
		.join('[\\s_-]{1,3}');
}
