import type { Passage, Unit } from '../context/passage.ts';
import type { ChatMessage } from '../review/ports.ts';
import { contextText, type PromptVariables, passageValue } from './variables.ts';

/** The variables again, with a mark around every unit of the context. */
export interface MarkedVariables {
	readonly values: Readonly<Record<string, unknown>>;
	/** The units that have marks, by number. */
	readonly units: readonly Unit[];
}

/**
 * Marks are private-use characters of planes 15 and 16, one pair for each unit. Units without visible text get none: they
 * share the fate of their neighbours. `undefined` where the data holds such characters itself, or has too many units.
 */
export function markUnits(variables: PromptVariables): MarkedVariables | undefined {
	let marked = known.get(variables.passages);
	if (marked === undefined) {
		marked = markContext(variables.passages);
		known.set(variables.passages, marked);
	}
	return marked === 'unmarked' ? undefined : { values: { ...variables.values, ...marked.values }, units: marked.units };
}

/** Many prompts are rendered with the same context. */
const known = new WeakMap<readonly Passage[], MarkedVariables | 'unmarked'>();

function markContext(given: readonly Passage[]): MarkedVariables | 'unmarked' {
	if (given.some(passage => MARKS.test(passage.text))) {
		return 'unmarked';
	}
	const units: Unit[] = [];
	const passages = given.map(passage => ({ ...passage, text: markPassage(passage, units) }));
	return units.length > MOST_MARKS
		? 'unmarked'
		: { values: { context: contextText(passages), passages: passages.map(passageValue) }, units };
}

/**
 * The units that reached the messages, by the marks in the second rendering. `undefined` where the marks changed more than
 * themselves, as with `truncate` or a length: then nothing is known from them.
 */
export function sentByMarks(
	messages: readonly ChatMessage[],
	marked: readonly ChatMessage[],
	units: readonly Unit[],
): readonly Unit[] | undefined {
	const same =
		messages.length === marked.length &&
		messages.every(({ role, content }, i) => marked[i]!.role === role && stripped(marked[i]!.content) === content);
	if (!same) {
		return undefined;
	}
	const open = new Set<number>();
	const sent = new Set<number>();
	for (const { content } of marked) {
		open.clear();
		for (const [mark] of content.matchAll(EVERY_MARK)) {
			const code = mark.codePointAt(0)!;
			if (code < END_BASE) {
				open.add(code - START_BASE);
			} else if (open.has(code - END_BASE)) {
				sent.add(code - END_BASE);
			}
		}
	}
	return [...sent].flatMap(number => units[number] ?? []);
}

/** The units whose text stands in the messages, word for word. Short ones count only as a whole line. */
export function sentByText(messages: readonly ChatMessage[], passages: readonly Passage[]): readonly Unit[] {
	const all = messages.map(message => message.content).join('\n');
	const lines = new Set(all.split('\n').map(line => line.trim()));
	const sent: Unit[] = [];
	let cursor = 0;
	let budget = SEARCH_BUDGET;
	for (const unit of passages.flatMap(passage => passage.units)) {
		const text = unit.text.trim();
		if (text === '' || (text.length < SHORTEST_SEARCHED && !lines.has(text))) {
			continue;
		}
		let at = budget > 0 ? all.indexOf(text, cursor) : -1;
		budget -= (at < 0 ? all.length : at) - cursor;
		if (at < 0 && budget > 0) {
			at = all.indexOf(text);
			budget -= at < 0 ? all.length : at;
		}
		if (at >= 0 || lines.has(text)) {
			sent.push(unit);
			cursor = at >= 0 ? at + text.length : cursor;
		}
	}
	return sent;
}

/** Adds the blank units that stand beside a sent one of their passage, and gives the ids. */
export function withBlanks(sent: readonly Unit[], passages: readonly Passage[]): ReadonlySet<string> {
	const ids = new Set(sent.map(unit => unit.id));
	for (const passage of passages) {
		const visible = passage.units.filter(unit => unit.text.trim() !== '');
		const whole = visible.length > 0 && visible.every(unit => ids.has(unit.id));
		passage.units.forEach((unit, i) => {
			if (unit.text.trim() !== '') {
				return;
			}
			const neighbours = [passage.units[i - 1], passage.units[i + 1]];
			if (whole || neighbours.some(neighbour => neighbour !== undefined && ids.has(neighbour.id))) {
				ids.add(unit.id);
			}
		});
	}
	return ids;
}

const START_BASE = 0xf0000;
const END_BASE = 0x100000;
const MOST_MARKS = 65_000;
const MARKS = /[\u{f0000}-\u{10ffff}]/u;
const EVERY_MARK = /[\u{f0000}-\u{10ffff}]/gu;
const SHORTEST_SEARCHED = 12;
/** Characters that the search may look at: a fraction of a second. */
const SEARCH_BUDGET = 200_000_000;

function markPassage(passage: Passage, units: Unit[]): string {
	const parts: string[] = [];
	let at = 0;
	for (const unit of passage.units) {
		const start = unit.text.trim() === '' ? -1 : passage.text.indexOf(unit.text, at);
		if (start < 0) {
			continue;
		}
		const number = units.push(unit) - 1;
		const [open, close] = [START_BASE + number, END_BASE + number].map(code =>
			String.fromCodePoint(Math.min(code, 0x10ffff)),
		);
		parts.push(passage.text.slice(at, start), open!, unit.text, close!);
		at = start + unit.text.length;
	}
	parts.push(passage.text.slice(at));
	return parts.join('');
}

function stripped(content: string): string {
	return content.replace(EVERY_MARK, '').trim();
}
