import { RATING_LABEL } from './labels.ts';
import { MARK, withoutLead } from './plain-lines.ts';
import { ratingAtStart } from './rating-words.ts';
import { criterionNamed, type Vocabulary } from './vocabulary.ts';

/** A line, or the first part of one, that names criteria and so opens what is said about them. */
export interface Header {
	readonly criteria: readonly string[];
	/** What stands in brackets behind the name: a weight, or the rating. */
	readonly inBrackets: string | undefined;
	/** The rest of the line, where the rating or the reason follows. */
	readonly rest: string;
}

/** Recognises headers of one rubric. Made once for a reply. */
export class HeaderReader {
	private readonly vocabulary: Vocabulary;
	private readonly name: RegExp;
	private readonly further: RegExp;
	/** A criterion, a colon or equals sign: the start of a rating in the middle of a line. */
	readonly inside: RegExp;

	constructor(vocabulary: Vocabulary) {
		const crit = vocabulary.criterionPattern;
		this.vocabulary = vocabulary;
		this.name = new RegExp(`^(?:${BEFORE}){0,4}["'“”‘«「【[(\\u0001]{0,6}(${crit})(?![\\p{L}\\p{N}])`, 'iu');
		this.further = new RegExp(
			`^[\\s\\u0001]{0,4}(?:,|&|/|\\+|、|and|und|et|y|e|en|和|と)[\\s\\u0001]{0,4}(?:and\\s)?(${crit})(?![\\p{L}\\p{N}])`,
			'iu',
		);
		this.inside = new RegExp(
			`(?<![\\p{L}\\p{N}-])((?:${crit}\\s?(?:,|&|/|、|and|und|et|\\s)\\s?(?:and\\s)?){0,9}${crit})["'”’»」】\\u0001]{0,4}(?:[\\s_-](?:rating|score|grade|level))?(?:\\s?[(（][^()（）\\n]{0,40}[)）])?["'\\u0001\\s]{0,4}[:=]`,
			'giu',
		);
	}

	/** The header that a line begins with. A criterion in running text is none. */
	read(line: string): Header | undefined {
		const bare = withoutLead(line);
		const before = line.slice(0, line.length - bare.length);
		const named = this.name.exec(bare);
		if (named === null) {
			return undefined;
		}
		const first = criterionNamed(this.vocabulary, named[1]!);
		if (first === undefined) {
			return undefined;
		}
		const criteria = [first];
		let rest = bare.slice(named[0].length);
		for (let more = this.further.exec(rest); more !== null; more = this.further.exec(rest)) {
			const id = criterionNamed(this.vocabulary, more[1]!);
			if (id !== undefined && !criteria.includes(id)) {
				criteria.push(id);
			}
			rest = rest.slice(more[0].length);
		}
		return this.separated(criteria, rest, before);
	}

	/** The criteria that a list of names names, as `Clarity, Relevance and Depth`. */
	criteriaIn(list: string): readonly string[] {
		const names = new RegExp(`(?<![\\p{L}\\p{N}])${this.vocabulary.criterionPattern}(?![\\p{L}\\p{N}])`, 'giu');
		return [...list.matchAll(names)].flatMap(match => criterionNamed(this.vocabulary, match[0]) ?? []);
	}

	private separated(criteria: readonly string[], text: string, before: string): Header | undefined {
		const after = AFTER.exec(text)!;
		const rest = text.slice(after[0].length);
		const inBrackets = after[1] ?? after[2];
		const separator = SEPARATOR.exec(rest);
		if (separator !== null) {
			return { criteria, inBrackets, rest: rest.slice(separator[0].length) };
		}
		if (rest.trim() === '' || rest.trim() === MARK) {
			return { criteria, inBrackets, rest: '' };
		}
		const bare = rest.replace(/^[\s.,"'–—]+/, '');
		if (RATING_LABEL.test(bare)) {
			return { criteria, inBrackets, rest: bare }; // `Relevance, rating: Good`
		}
		const enclosed = before.endsWith(MARK) && after[0].includes(MARK);
		if (enclosed && criteria.length === 1) {
			return { criteria, inBrackets, rest: rest.replace(/^\s*[–—]\s*/, '') };
		}
		// Nothing between name and level, or a dash without spaces: `Relevance Excellent`, `Clarity. Good.`, `clarity—good`, `clarity,Good,"reads well"`.
		const rating = ratingAtStart(bare, this.vocabulary);
		return rating.kind === 'level' &&
			/^[\s"'”’»」】\])\u0001]*(?:$|[-–—:(（,，|.。;；])/u.test(bare.slice(rating.length))
			? { criteria, inBrackets, rest: bare }
			: undefined;
	}
}

const BEFORE =
	'(?:criterion|criteria|dimension|aspect|metric|category|rating|score|grade|level|evaluation|assessment|verdict|on|for|of|regarding|the|in terms of|kriterium|bewertung|für|critère|critères|criterio|critério|pour|para|per|标准|維度)(?![\\p{L}])[\\s\\d#.:—–\\u0001-]*';

/** Between a name and its separator: closing marks, a weight in brackets, the word `rating`. */
const AFTER =
	/^(?:\s?[»›])?["'”“’»」】\])\u0001]{0,6}(?:\s{0,3}[([（【]([^()[\]（）【】\n]{0,80})[)\]）】])?["'”’»\u0001]{0,4}(?:[\s_-]{1,3}(?:rating|score|grade|level|assessment|evaluation|verdict|criterion|bewertung)(?![\p{L}]))?(?:\s{0,3}[([（]([^()[\]（）\n]{0,80})[)\]）])?["'”’»\u0001]{0,4}/iu;

const SEPARATOR =
	/^[\s\u0001]{0,6}(?:[:=|~→⇒➔➜]|->|=>|[-–—]{1,3}(?=[\s\u0001]|$)|[–—](?=\p{Lu})|\.{2,}|…|\t| {2,}|\s(?:is |was )?(?:rated|graded|scored)(?= ))[\s.\u0001:|>=–—-]*/u;
