import { cleanReply } from '../judging/reading/clean-reply.ts';
import { findJson, type JsonValue } from '../judging/reading/json-values.ts';
import { preferenceSentences } from './preference-sentences.ts';
import { type Slot, slotOf } from './preference-words.ts';

/** What was read in a reply to {@link preferenceMessages}. Never a guess. */
export type PreferenceReading =
	| { readonly state: 'read'; readonly winner: Slot; readonly points: Points | undefined; readonly why: string }
	| {
			readonly state: 'unread';
			/** `contradicting`: two verdicts that differ; `off-scale`: a verdict in words that name none of the three; else none was found. */
			readonly reason: 'unparsed' | 'contradicting' | 'off-scale';
			/** One sentence. */
			readonly problem: string;
			readonly why: string;
	  };

/** Points for the answer shown first and second. */
export interface Points {
	readonly first: number;
	readonly second: number;
}

/** What a part of the reply says. */
interface Heard {
	readonly slots: Slot[];
	/** Words in the place of a verdict that name none. */
	readonly odd: string[];
	readonly points: Points[];
	readonly why: string[];
}

/**
 * Reads which of two answers a judge prefers. What is said as a verdict counts: a JSON member (`winner`, `verdict`, `better` …), a mark
 * such as `[[A]]`, a labelled line, or a reply that is nothing else; sentences (`Answer B is better.`) count only where there is no such
 * verdict. Everything that counts has to agree. Points (`A: 8, B: 6`) are a verdict where nothing else is said, and must not contradict one.
 */
export function readPreference(reply: string): PreferenceReading {
	const text = cleanReply(reply);
	const heard: Heard = { slots: [], odd: [], points: [], why: [] };
	let outside = '';
	let from = 0;
	for (const { value, start, end } of findJson(text)) {
		const before = heard.slots.length + heard.odd.length + heard.points.length;
		hearJson(value, heard, 0);
		if (heard.slots.length + heard.odd.length + heard.points.length > before) {
			outside += `${text.slice(from, Math.max(from, start))}\n`;
			from = Math.max(from, end);
		}
	}
	hearLines(outside + text.slice(from), heard);
	const sentences = heard.slots.length + heard.odd.length + heard.points.length === 0 ? preferenceSentences(text) : [];
	return readingOf(heard, sentences, text);
}

function readingOf(heard: Heard, sentences: readonly Slot[], text: string): PreferenceReading {
	const why = heard.why[0] ?? text.trim().slice(0, LONGEST_REASON);
	const slots = [...new Set([...heard.slots, ...sentences])];
	const points = heard.points[0];
	if (slots.length > 1) {
		return unread('contradicting', `Two verdicts differ: ${slots.map(slot => NAMES[slot]).join(' and ')}.`, why);
	}
	if (heard.points.some(each => each.first !== points?.first || each.second !== points.second)) {
		return unread('contradicting', 'The points are given twice and differ.', why);
	}
	if (heard.odd.length > 0) {
		const word = heard.odd[0]!.slice(0, 60);
		return slots.length > 0
			? unread('contradicting', `Beside ${NAMES[slots[0]!]} stands "${word}", which names no answer.`, why)
			: unread('off-scale', `"${word}" names neither A nor B nor a tie.`, why);
	}
	const byPoints = points && slotOfPoints(points);
	const winner = slots[0] ?? byPoints;
	if (winner === undefined) {
		return unread('unparsed', 'No verdict was found in this reply.', why);
	}
	// Equal points beside a winner are a coarse scale, no second opinion.
	if (byPoints !== undefined && byPoints !== winner && byPoints !== 'tie') {
		return unread('contradicting', `The verdict is ${NAMES[winner]}, but ${NAMES[byPoints]} has more points.`, why);
	}
	return { state: 'read', winner, points, why };
}

const NAMES: Readonly<Record<Slot, string>> = { first: 'A', second: 'B', tie: 'a tie' };
const LONGEST_REASON = 2000;

function unread(reason: 'unparsed' | 'contradicting' | 'off-scale', problem: string, why: string): PreferenceReading {
	return { state: 'unread', reason, problem, why };
}

function slotOfPoints({ first, second }: Points): Slot {
	return first > second ? 'first' : first < second ? 'second' : 'tie';
}

const WINNER_KEY =
	/^(?:(?:final|overall)[ _-]?)?(?:winner|verdict|better(?:[ _-]?(?:answer|response|one))?|best(?:[ _-]?(?:answer|response))?|prefer(?:red|ence)(?:[ _-]?(?:answer|response))?|choice|decision|judg(?:e)?ment|result|gewinner|urteil|gagnant|ganador|vencedor)$/i;
const REASON_KEY =
	/^(?:reason|reasoning|explanation|rationale|analysis|evidence|comment|begr(?:ü|ue)ndung|justification)s?$/i;
const POINTS_KEY = /^(?:score|scores|points|rating|ratings)$/i;
const FIRST_POINTS =
	/^(?:(?:score|points|rating)[ _-]?(?:a|1)|(?:answer|assistant|response)?[ _-]?(?:a|1)[ _-]?(?:score|points|rating))$/i;
const SECOND_POINTS =
	/^(?:(?:score|points|rating)[ _-]?(?:b|2)|(?:answer|assistant|response)?[ _-]?(?:b|2)[ _-]?(?:score|points|rating))$/i;
const FIRST_KEY = /^(?:(?:answer|assistant|response)[ _-]?)?(?:a|1)$/i;
const SECOND_KEY = /^(?:(?:answer|assistant|response)[ _-]?)?(?:b|2)$/i;
const DEEPEST = 4;

function hearJson(value: JsonValue, heard: Heard, depth: number): void {
	if (depth > DEEPEST) {
		return;
	}
	if (value.kind === 'list') {
		// A list of one is the object; several could be opinions on several things.
		for (const item of value.items) {
			hearJson(item, heard, depth + 1);
		}
		return;
	}
	if (value.kind !== 'object') {
		return;
	}
	for (const [key, member] of value.members) {
		if (REASON_KEY.test(key)) {
			if (member.kind === 'text') {
				heard.why.push(member.text);
			}
		} else if (WINNER_KEY.test(key)) {
			hearVerdict(member, heard, depth);
		} else if (POINTS_KEY.test(key) && member.kind === 'object') {
			hearPoints(member.members, { first: FIRST_KEY, second: SECOND_KEY }, heard);
		} else if (member.kind === 'object') {
			hearJson(member, heard, depth + 1);
		}
	}
	hearPoints(value.members, { first: FIRST_POINTS, second: SECOND_POINTS }, heard);
}

function hearVerdict(value: JsonValue, heard: Heard, depth: number): void {
	if (value.kind === 'object') {
		hearJson(value, heard, depth + 1);
		return;
	}
	const words = value.kind === 'text' ? value.text : value.kind === 'number' ? String(value.value) : value.kind;
	const slot = value.kind === 'text' ? slotOf(words) : undefined;
	if (slot === undefined) {
		heard.odd.push(words);
	} else {
		heard.slots.push(slot);
	}
}

function hearPoints(
	members: readonly (readonly [string, JsonValue])[],
	keys: { readonly first: RegExp; readonly second: RegExp },
	heard: Heard,
): void {
	const numbers = (pattern: RegExp) =>
		members.flatMap(([key, value]) => (pattern.test(key) && value.kind === 'number' ? [value.value] : []));
	const [first, second] = [numbers(keys.first), numbers(keys.second)];
	if (first.length === 1 && second.length === 1) {
		heard.points.push({ first: first[0]!, second: second[0]! });
	}
}

/** `[[A]]`, `[[A>B]]`, `[[tie]]`: marks that judges are often asked for. */
const MARK = /\[\[\s*([^[\]\n]{1,40}?)\s*\]\]/g;

const LABEL =
	/^(?:(?:so|thus|therefore|hence)[, ]+)?(?:my |the |your )?(?:(?:final|overall) )?(?:winner|verdict|better (?:answer|response|one)|best (?:answer|response)|preferred (?:answer|response)|preference|choice|decision|judg(?:e)?ment|conclusion|result|answer|gewinner|urteil|bessere antwort|ergebnis|entscheidung|gagnant|verdict final|meilleure réponse|ganador|veredicto|mejor respuesta|vencedor)\s*(?:is|ist|est|es|:|=|-|–|—|→|=>)+\s*(.+)$/iu;

const POINTS_LINE =
	/^(?:(?:score|rating|points)\s+(?:for|of)\s+)?(?:answer|assistant|response|antwort)?\s*([ab12])(?:'s)?(?:\s*(?:score|rating|points))?\s*[:=–—-]\s*(\d{1,3}(?:[.,]\d+)?)\s*(?:\/\s*(?:10|5|100))?\s*(?:points?|punkte)?\.?$/iu;

function hearLines(text: string, heard: Heard): void {
	for (const [, words] of text.matchAll(MARK)) {
		const slot = words === 'C' ? 'tie' : slotOf(words!);
		if (slot === undefined) {
			heard.odd.push(words!);
		} else {
			heard.slots.push(slot);
		}
	}
	const lines = text
		.replace(MARK, ' ')
		.split('\n')
		.map(plain)
		.filter(line => line !== '');
	// Where lines name one answer and then the other they are headings, the last of which may stand where the reply was cut off.
	const named = new Set(lines.flatMap((line, i) => (BARE_LABEL.test(lines[i - 1] ?? '') ? [] : (slotOf(line) ?? []))));
	const headings = named.size > 1;
	const points: { first: number[]; second: number[] } = { first: [], second: [] };
	for (const [i, line] of lines.entries()) {
		const scored = POINTS_LINE.exec(line);
		if (scored !== null) {
			points[/[a1]/i.test(scored[1]!) ? 'first' : 'second'].push(Number(scored[2]!.replace(',', '.')));
			continue;
		}
		const labelled = LABEL.exec(line);
		const value = labelled?.[1];
		const slot = value === undefined ? undefined : slotOf(value);
		if (slot !== undefined) {
			heard.slots.push(slot);
		} else if (labelled !== null && NONE.test(value!)) {
			heard.odd.push(value!);
		}
		// Below a label that ends its line, or alone on the last line.
		const below = BARE_LABEL.test(lines[i - 1] ?? '');
		const alone = below || (i === lines.length - 1 && !headings);
		const single = labelled === null && alone && !line.endsWith(':') ? slotOf(line) : undefined;
		if (single !== undefined) {
			heard.slots.push(single);
		}
	}
	if (points.first.length === 1 && points.second.length === 1) {
		heard.points.push({ first: points.first[0]!, second: points.second[0]! });
	}
}

/** In the place of a verdict, what says that there is none. */
const NONE = /^(?:[c-z]|neither|none|unclear|unsure|undecided|cannot (?:say|tell|decide)|n\/?a|keine[rs]?|\?+)\.?$/iu;
const BARE_LABEL =
	/^(?:my |the )?(?:(?:final|overall) )?(?:winner|verdict|better answer|preferred answer|preference|choice|decision|judg(?:e)?ment|gewinner|urteil)\s*:?$/iu;

/** A line without what only decorates it. */
function plain(line: string): string {
	return line
		.replace(/^[\s>#*_`~•–-]+/u, '')
		.replace(/[*_`~]+/gu, '')
		.replace(/\s+/gu, ' ')
		.trim();
}
