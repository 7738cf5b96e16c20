import type { Level, Rubric } from '../../src/core/documents/rubric.ts';

/** What a rule reads in one reply: criterion id → level name. A criterion that it gives up on is absent; with one absent nothing is scored. */
export type PeerReading = Readonly<Record<string, string>>;

/** A rule by which other tools, or a first attempt, read replies. */
export interface PeerReader {
	readonly name: string;
	/** The rule in one sentence. */
	readonly rule: string;
	read(reply: string, rubric: Rubric): PeerReading;
}

/**
 * Rules that tools of this field read replies by, restated from what is publicly known of them, each applied to a rubric of
 * several criteria: rules for one rating read the part of the reply from a criterion's name to the next one's.
 */
export const PEER_READERS: readonly PeerReader[] = [
	{
		name: 'naïve',
		rule: 'the last level word behind a criterion’s name',
		read: (reply, rubric) => eachPart(reply, rubric, part => levelWords(part, rubric).at(-1)),
	},
	{
		name: 'first JSON, pass by default',
		rule: 'the first {…} that parses; what it lacks is the best level; without one the worst',
		read: readFirstJson,
	},
	{
		name: 'first { to last }',
		rule: 'everything from the first brace to the last, trailing commas repaired; else an error',
		read: readWidestJson,
	},
	{
		name: 'last number',
		rule: 'the last number of the part, as a value or a rank; else the worst level',
		read: (reply, rubric) =>
			eachPart(reply, rubric, part => levelOfNumber(numbers(part).at(-1), rubric) ?? worst(rubric).name),
	},
	{
		name: 'smallest number',
		rule: 'the smallest number within the range; else an error',
		read: (reply, rubric) =>
			eachPart(reply, rubric, part => {
				const known = numbers(part).filter(value => levelOfNumber(value, rubric) !== undefined);
				return known.length === 0 ? undefined : levelOfNumber(Math.min(...known), rubric);
			}),
	},
	{
		name: 'substring choice',
		rule: 'the first level, in the order of the scale, that the lower-cased part contains; else the worst',
		read: (reply, rubric) =>
			eachPart(reply, rubric, part => {
				const text = part.toLowerCase();
				return (rubric.levels.find(level => text.includes(level.name.toLowerCase())) ?? worst(rubric)).name;
			}),
	},
	{
		name: 'greedy last grade',
		rule: 'the last “NAME: word” of the reply; a word off the menu is unscored',
		read: (reply, rubric) =>
			Object.fromEntries(
				rubric.criteria.flatMap(({ id, name }) => {
					const word = new RegExp(`[\\s\\S]*${escaped(name)}\\s*[:=]\\s*\\**([\\p{L}\\p{N}]+)`, 'iu').exec(reply)?.[1];
					const level = rubric.levels.find(each => each.name.toLowerCase() === word?.toLowerCase());
					return level === undefined ? [] : [[id, level.name]];
				}),
			),
	},
	{
		name: 'line ends with choice',
		rule: 'punctuation stripped, the last line that begins or ends with a level; else the lowest score',
		read: (reply, rubric) =>
			eachPart(reply, rubric, part => {
				const lines = part.split('\n').map(line =>
					line
						.replace(/[\p{P}\p{S}]/gu, '')
						.trim()
						.toLowerCase(),
				);
				const found = lines
					.reverse()
					.map(line =>
						rubric.levels.find(({ name }) => line.startsWith(name.toLowerCase()) || line.endsWith(name.toLowerCase())),
					)
					.find(level => level !== undefined);
				return (found ?? worst(rubric)).name;
			}),
	},
];

/** Reads the part behind each criterion's name by one rule. A criterion that is not named is not read. */
function eachPart(reply: string, rubric: Rubric, rule: (part: string) => string | undefined): PeerReading {
	const text = reply.toLowerCase();
	const starts = rubric.criteria.map(({ name }) => text.indexOf(name.toLowerCase()));
	return Object.fromEntries(
		rubric.criteria.flatMap(({ id, name }, i) => {
			const start = starts[i]!;
			const end = Math.min(...starts.filter(other => other > start), reply.length);
			const level = start < 0 ? undefined : rule(reply.slice(start + name.length, end));
			return level === undefined ? [] : [[id, level]];
		}),
	);
}

function readFirstJson(reply: string, rubric: Rubric): PeerReading {
	for (let start = reply.indexOf('{'); start >= 0; start = reply.indexOf('{', start + 1)) {
		for (let end = reply.indexOf('}', start); end >= 0; end = reply.indexOf('}', end + 1)) {
			const value = parsed(reply.slice(start, end + 1));
			if (value !== undefined) {
				return membersOf(value, rubric, best(rubric).name);
			}
		}
	}
	return Object.fromEntries(rubric.criteria.map(({ id }) => [id, worst(rubric).name]));
}

function readWidestJson(reply: string, rubric: Rubric): PeerReading {
	const text = reply.slice(Math.max(0, reply.indexOf('{')), reply.lastIndexOf('}') + 1);
	const value = parsed(text.replace(/,\s*([}\]])/g, '$1'));
	return value === undefined ? {} : membersOf(value, rubric, undefined);
}

function membersOf(value: unknown, rubric: Rubric, missing: string | undefined): PeerReading {
	const record = value as Readonly<Record<string, unknown>>;
	const inner = (record.criteria ?? record.ratings ?? record) as Readonly<Record<string, unknown>>;
	return Object.fromEntries(
		rubric.criteria.flatMap(({ id, name }) => {
			const member = inner[id] ?? inner[name] ?? undefined;
			const rating =
				typeof member === 'object' && member !== null ? (member as Readonly<Record<string, unknown>>).rating : member;
			const level = rubric.levels.find(each => each.name === String(rating))?.name ?? missing;
			return level === undefined ? [] : [[id, level]];
		}),
	);
}

function parsed(text: string): unknown {
	try {
		const value: unknown = JSON.parse(text);
		return typeof value === 'object' && value !== null ? value : undefined;
	} catch {
		return undefined;
	}
}

function levelWords(part: string, rubric: Rubric): readonly string[] {
	const pattern = new RegExp(
		`(?<![\\p{L}\\p{N}])(?:${rubric.levels.map(({ name }) => escaped(name)).join('|')})(?![\\p{L}\\p{N}])`,
		'giu',
	);
	return [...part.matchAll(pattern)].map(
		match => rubric.levels.find(({ name }) => name.toLowerCase() === match[0].toLowerCase())!.name,
	);
}

function numbers(part: string): readonly number[] {
	return (part.match(/\d+(?:\.\d+)?/g) ?? []).map(Number);
}

/** The level with this name or value, or with this rank, 1 being the worst. */
function levelOfNumber(value: number | undefined, rubric: Rubric): string | undefined {
	const ranked = [...rubric.levels].sort((a, b) => a.value - b.value);
	return (
		rubric.levels.find(level => level.name === String(value)) ??
		rubric.levels.find(level => level.value === value) ??
		(value === undefined ? undefined : ranked[value - 1])
	)?.name;
}

function best(rubric: Rubric): Level {
	return rubric.levels.reduce((a, b) => (b.value > a.value ? b : a));
}

function worst(rubric: Rubric): Level {
	return rubric.levels.reduce((a, b) => (b.value < a.value ? b : a));
}

function escaped(text: string): string {
	return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
