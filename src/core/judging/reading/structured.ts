import type { JsonValue } from './json-values.ts';
import { levelOfNumber, levelOfTruth, type Rating, ratingOf } from './rating-words.ts';
import type { Heard, Said } from './said.ts';
import { criterionNamed, fold, type Vocabulary } from './vocabulary.ts';

/**
 * Reads ratings from a JSON value in any of the natural layouts: a map from criterion to level or to an object with rating,
 * reason and evidence; a list of such objects with the criterion's name inside; parallel maps of ratings, reasons and
 * evidence; `clarity_rating` beside `clarity_reason`; any of these below `ratings`, `verdict`, `result` or the like.
 */
export function hearJson(value: JsonValue, vocabulary: Vocabulary): Heard {
	const listener = new JsonListener(vocabulary);
	listener.hear(value, 'rating');
	return listener;
}

/** What the values of a map from criteria are. */
type Role = 'rating' | 'reason' | 'evidence' | 'other';

class JsonListener implements Heard {
	readonly said: Said[] = [];
	readonly reasons = new Map<string, string>();
	readonly evidence = new Map<string, readonly string[]>();
	private readonly vocabulary: Vocabulary;

	constructor(vocabulary: Vocabulary) {
		this.vocabulary = vocabulary;
	}

	hear(value: JsonValue, role: Role): void {
		if (value.kind === 'list') {
			for (const item of value.items) {
				this.hear(item, role);
			}
			this.hearPair(value.items, role);
		}
		if (value.kind !== 'object' || this.hearNamed(value.members)) {
			return;
		}
		for (const [key, member] of value.members) {
			const criterion = criterionNamed(this.vocabulary, key);
			const part = criterion === undefined ? this.suffixed(key) : undefined;
			if (criterion !== undefined) {
				this.hearAbout(criterion, member, role);
			} else if (part !== undefined) {
				this.hearAbout(part.criterion, member, part.role);
			} else if (member.kind === 'object' || member.kind === 'list') {
				this.hear(member, roleOfKey(key) ?? role);
			}
		}
	}

	/** `{ "criterion": "Clarity", "rating": "Good", "reason": "…" }` */
	private hearNamed(members: readonly (readonly [string, JsonValue])[]): boolean {
		const name = members.find(([key, value]) => NAME_KEY.test(fold(key)) && value.kind === 'text');
		const criterion = name?.[1].kind === 'text' ? criterionNamed(this.vocabulary, name[1].text) : undefined;
		if (criterion === undefined) {
			return false;
		}
		this.hearMembers(criterion, members);
		return true;
	}

	/** `["Clarity", "Good"]` */
	private hearPair(items: readonly JsonValue[], role: Role): void {
		const [name, rating] = items;
		const criterion =
			items.length < 2 || name?.kind !== 'text' ? undefined : criterionNamed(this.vocabulary, name.text);
		if (criterion !== undefined && rating !== undefined && items.length <= 4) {
			this.hearAbout(criterion, rating, role);
		}
	}

	private hearAbout(criterion: string, value: JsonValue, role: Role): void {
		if (role === 'reason') {
			this.keepReason(criterion, value);
		} else if (role === 'evidence') {
			this.keepEvidence(criterion, value);
		} else if (value.kind === 'object' && role === 'rating') {
			this.hearMembers(criterion, value.members);
		} else if (role === 'rating' && value.kind !== 'list') {
			this.keepRating(criterion, value);
		} else if (role === 'rating' && value.kind === 'list') {
			for (const item of value.items) {
				this.hearAbout(criterion, item, role); // A list of levels says several, which then differ or agree.
			}
		}
	}

	private hearMembers(criterion: string, members: readonly (readonly [string, JsonValue])[]): void {
		const ratings = members.filter(([key]) => RATING_KEY.test(fold(key)));
		const primary = ratings.filter(([key]) => PRIMARY_KEY.test(fold(key)));
		const plain = (primary.length > 0 ? primary : ratings).filter(([, value]) => value.kind !== 'object');
		for (const [, value] of plain) {
			this.keepRating(criterion, value);
		}
		for (const [key, value] of ratings) {
			const rating = primary.some(each => each[0] === key) ? undefined : this.ratingOf(value);
			if (primary.length > 0 && rating?.kind === 'level') {
				this.keepRating(criterion, value); // A second word for the rating, where it maps, must not differ.
			} else if (value.kind === 'object') {
				this.hearMembers(criterion, value.members);
			}
		}
		for (const [key, value] of members) {
			const role = roleOfKey(key);
			if (role === 'reason') {
				this.keepReason(criterion, value);
			} else if (role === 'evidence') {
				this.keepEvidence(criterion, value);
			}
		}
	}

	/** `clarity_rating`, `clarityReason`, `rating_clarity` */
	private suffixed(key: string): { readonly criterion: string; readonly role: Role } | undefined {
		const words = fold(key.replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')).split(' ');
		if (words.length < 2) {
			return undefined;
		}
		for (const [name, part] of [
			[words.slice(0, -1), words[words.length - 1]!],
			[words.slice(1), words[0]!],
		] as const) {
			const criterion = criterionNamed(this.vocabulary, name.join(' '));
			if (criterion !== undefined) {
				return { criterion, role: RATING_KEY.test(part) ? 'rating' : (roleOfKey(part) ?? 'other') };
			}
		}
		return undefined;
	}

	private keepRating(criterion: string, value: JsonValue): void {
		if (value.kind === 'list') {
			for (const item of value.items) {
				this.keepRating(criterion, item);
			}
			return;
		}
		const rating = this.ratingOf(value);
		const words = wordsOf(value);
		this.said.push({ criterion, level: rating.kind === 'level' ? rating.level : undefined, words, manner: 'firm' });
	}

	private ratingOf(value: JsonValue): Rating {
		const none = { kind: 'none' } as const;
		if (value.kind === 'text') {
			return ratingOf(value.text, this.vocabulary);
		}
		const level =
			value.kind === 'number'
				? levelOfNumber(value.value, this.vocabulary.rubric)
				: value.kind === 'truth'
					? levelOfTruth(value.value, this.vocabulary.rubric)
					: undefined;
		return level === undefined ? none : { kind: 'level', level, words: wordsOf(value), length: 0 };
	}

	private keepReason(criterion: string, value: JsonValue): void {
		const words = value.kind === 'list' ? value.items.map(wordsOf).join(' ') : wordsOf(value);
		if (words !== '' && !this.reasons.has(criterion)) {
			this.reasons.set(criterion, words);
		}
	}

	private keepEvidence(criterion: string, value: JsonValue): void {
		const items = value.kind === 'list' ? value.items : [value];
		const quotes = items.map(quoteOf).filter(quote => quote !== '');
		this.evidence.set(criterion, [...(this.evidence.get(criterion) ?? []), ...quotes]);
	}
}

const NAME_KEY =
	/^(?:criterion|criteria|name|id|dimension|metric|aspect|category|criterion (?:id|name)|key|kriterium|critère|criterio)$/;
const PRIMARY_KEY = /^(?:rating|level|grade|label|bewertung|stufe)$/;
const RATING_KEY =
	/^(?:rating|level|grade|label|score|value|verdict|result|assessment|judge?ment|evaluation|bewertung|stufe|pass|passed)$/;
const REASON_KEY =
	/^(?:reasons?|reasoning|explanations?|rationales?|justifications?|comments?|analysis|thoughts?|notes?|feedback|why|begründung)$/;
const EVIDENCE_KEY =
	/^(?:evidence|evidences|quotes?|quotations?|citations?|spans?|supporting (?:evidence|quotes)|evidence quotes|belege?)$/;

function roleOfKey(key: string): Role | undefined {
	const word = fold(key);
	if (REASON_KEY.test(word)) {
		return 'reason';
	}
	if (EVIDENCE_KEY.test(word)) {
		return 'evidence';
	}
	return /^(?:weights?|anchors?|scale|levels|descriptions?|confidences?|schema|example|format|rubric|caps?)$/.test(word)
		? 'other'
		: undefined;
}

function quoteOf(value: JsonValue): string {
	if (value.kind !== 'object') {
		return wordsOf(value);
	}
	const quote = value.members.find(([key]) => /^(?:quote|text|quotation|span|evidence)$/.test(fold(key)));
	return quote === undefined ? '' : wordsOf(quote[1]);
}

function wordsOf(value: JsonValue): string {
	switch (value.kind) {
		case 'text':
			return value.text.trim();
		case 'number':
		case 'truth':
			return String(value.value);
		case 'nothing':
			return '';
		case 'list':
			return value.items.map(wordsOf).join(', ');
		case 'object':
			return value.members.map(([key, member]) => `${key}: ${wordsOf(member)}`).join('; ');
	}
}
