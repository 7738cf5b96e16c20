import { boundedSchema, LIST_OF_SCHEMAS, MAP_OF_SCHEMAS, ONE_SCHEMA } from '../../review/bounded-schema.ts';

/**
 * Why no answer can be held against a JSON Schema: a keyword with a value of the wrong kind, a reference to nothing, or one that leads
 * back to itself before it reaches a part of the answer. The end of a sentence; `undefined` where nothing is wrong.
 */
export function schemaFault(schema: unknown): string | undefined {
	try {
		boundedSchema(schema, undefined);
	} catch (error) {
		return error instanceof Error ? error.message.split('\n', 1)[0] : 'unknown reason';
	}
	const places = new Map<string, Place>();
	const fault = collect(schema, '#', places);
	return fault ?? unresolved(places) ?? endless(places);
}

interface Place {
	/** Places whose schemas apply to the same value as this one. */
	readonly applied: string[];
	readonly reference: string | undefined;
}

/** Finds every schema by its place, and reports the first keyword with a wrong value. */
function collect(schema: unknown, at: string, places: Map<string, Place>): string | undefined {
	const members = schema !== null && typeof schema === 'object' ? Object.entries(schema) : [];
	const reference = members.find(([keyword]) => keyword === '$ref')?.[1];
	const applied = typeof reference === 'string' ? [placeOf(reference)] : [];
	const place = { applied, reference: typeof reference === 'string' ? reference : undefined };
	places.set(at, place);
	for (const [keyword, member] of members) {
		if (keyword === '$anchor' && typeof member === 'string') {
			places.set(`#${member}`, place);
		}
		const wanted = WANTED.find(([keywords]) => keywords.has(keyword));
		if (wanted !== undefined && !wanted[1](member)) {
			return `${keyword} ${at === '#' ? '' : `at ${at} `}must be ${wanted[2]}`;
		}
		for (const [path, inner] of inside(keyword, member)) {
			const below = `${at}/${path}`;
			if (SAME_VALUE.has(keyword)) {
				applied.push(below);
			}
			const fault = collect(inner, below, places);
			if (fault !== undefined) {
				return fault;
			}
		}
	}
	return undefined;
}

/** The schemas that a keyword holds, each with its path below the schema that has the keyword. */
function inside(keyword: string, member: unknown): readonly (readonly [string, unknown])[] {
	if (ONE_SCHEMA.has(keyword)) {
		return [[keyword, member]];
	}
	const holds = LIST_OF_SCHEMAS.has(keyword) || MAP_OF_SCHEMAS.has(keyword) || keyword === 'patternProperties';
	return holds && member !== null && typeof member === 'object'
		? Object.entries(member).map(([name, one]) => [`${keyword}/${escaped(name)}`, one])
		: [];
}

function unresolved(places: ReadonlyMap<string, Place>): string | undefined {
	const lost = [...places.values()].find(({ reference }) => reference !== undefined && !places.has(placeOf(reference)));
	return lost === undefined ? undefined : `nothing is at "${lost.reference}"`;
}

/** Goes from each schema to those that apply to the same value; without recursion, because references make long chains. */
function endless(places: ReadonlyMap<string, Place>): string | undefined {
	const done = new Set<Place>();
	for (const start of places.values()) {
		const trail: { readonly place: Place; next: number }[] = [{ place: start, next: 0 }];
		const open = new Set([start]);
		while (trail.length > 0) {
			const { place, next } = trail.at(-1)!;
			const following = done.has(place) ? undefined : place.applied[next];
			if (following === undefined) {
				done.add(place);
				open.delete(place);
				trail.pop();
				continue;
			}
			trail.at(-1)!.next++;
			const target = places.get(following);
			if (target !== undefined && open.has(target)) {
				return `"${following}" refers to itself without an end`;
			}
			if (target !== undefined) {
				open.add(target);
				trail.push({ place: target, next: 0 });
			}
		}
	}
	return undefined;
}

/** A reference as the key of a place: without percent signs. */
function placeOf(reference: string): string {
	try {
		return decodeURIComponent(reference);
	} catch {
		return reference;
	}
}

function escaped(name: string): string {
	return name.replaceAll('~', '~0').replaceAll('/', '~1');
}

const SAME_VALUE = new Set('allOf anyOf oneOf not if then else dependentSchemas'.split(' '));
const TYPES = new Set('array boolean integer null number object string'.split(' '));

const isType = (value: unknown): boolean => typeof value === 'string' && TYPES.has(value);
const isTexts = (value: unknown): boolean => Array.isArray(value) && value.every(each => typeof each === 'string');
const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0;

type Wanted = readonly [keywords: ReadonlySet<string>, fits: (value: unknown) => boolean, words: string];

const WANTED: readonly Wanted[] = [
	[
		new Set(['type']),
		value => isType(value) || (Array.isArray(value) && value.length > 0 && value.every(isType)),
		`one of ${[...TYPES].join(', ')}, or a list of them`,
	],
	[new Set(['required']), isTexts, 'a list of names'],
	[new Set(['enum']), Array.isArray, 'a list'],
	[new Set('minimum maximum exclusiveMinimum exclusiveMaximum'.split(' ')), Number.isFinite, 'a number'],
	[new Set(['multipleOf']), value => Number.isFinite(value) && (value as number) > 0, 'a number above 0'],
	[
		new Set('minLength maxLength minItems maxItems minContains maxContains minProperties maxProperties'.split(' ')),
		isCount,
		'a whole number of at least 0',
	],
	[new Set(['uniqueItems']), value => typeof value === 'boolean', 'true or false'],
	[
		new Set(['dependentRequired']),
		value => value !== null && typeof value === 'object' && Object.values(value).every(isTexts),
		'a map of lists of names',
	],
];
