import { matchesShape, type Shape } from './event-shape.ts';
import { RUN_VERSION, type RunEvent } from './events.ts';

/** What a run file says, and what could not be read of it. */
export interface RunFileReading {
	readonly events: readonly RunEvent[];
	/** Lines that are no events, by number from 1. */
	readonly problems: readonly { readonly line: number; readonly message: string }[];
	/** True where the last line was cut off by a crash and dropped. */
	readonly torn: boolean;
	/** UTF-16 offset behind the last whole line: where a resumed run goes on writing. */
	readonly end: number;
}

/**
 * Reads a run file. Never throws: a torn last line is dropped and reported, types of a later version are skipped, a
 * corrupt line is reported with its number and the others are read.
 */
export function parseRunFile(text: string): RunFileReading {
	const events: RunEvent[] = [];
	const problems: { line: number; message: string }[] = [];
	let line = 0;
	let at = 0;
	while (at < text.length) {
		const found = text.indexOf('\n', at);
		if (found < 0) {
			return { events, problems, torn: true, end: at };
		}
		line++;
		const reading = readRunLine(text.slice(at, found));
		at = found + 1;
		if (reading.kind === 'event') {
			events.push(reading.event);
		} else if (reading.kind === 'corrupt') {
			problems.push({ line, message: reading.message });
		}
	}
	return { events, problems, torn: false, end: at };
}

export type RunLine =
	| { readonly kind: 'event'; readonly event: RunEvent }
	/** Empty, or of a type or version that this reader does not know. */
	| { readonly kind: 'skipped' }
	| { readonly kind: 'corrupt'; readonly message: string };

/** Reads one line of a run file, without its line break. */
export function readRunLine(line: string): RunLine {
	if (line.trim() === '') {
		return { kind: 'skipped' };
	}
	let value: unknown;
	try {
		value = JSON.parse(line);
	} catch {
		return { kind: 'corrupt', message: 'This line is no JSON.' };
	}
	if (!matchesShape(value, HEAD)) {
		return { kind: 'corrupt', message: 'This line is no event: it needs "v", "t" and "type".' };
	}
	const { v, type } = value as { v: number; type: string };
	const shape = EVENT_SHAPES.get(type);
	if (v > RUN_VERSION || shape === undefined) {
		return { kind: 'skipped' };
	}
	return matchesShape(value, shape)
		? { kind: 'event', event: value as RunEvent }
		: {
				kind: 'corrupt',
				message: `This "${type}" event lacks something that each one has, or holds it in another type.`,
			};
}

/** One line of a run file, with its line break. */
export function writeRunLine(event: RunEvent): string {
	return `${JSON.stringify(event)}\n`;
}

const HEAD: Shape = { v: 'number', t: 'number', type: 'string' };
const RANGE: { readonly [member: string]: Shape } = { start: 'number', end: 'number' };
const TEXT: Shape = { either: ['string', { ref: 'string' }] };
const MESSAGES: Shape = { list: { role: 'string', content: TEXT } };
const FAILURE: Shape = { maybe: { reason: 'string', message: 'string' } };
const USAGE: Shape = { maybe: { input: 'number', output: 'number' } };
const COMPARED: Shape = {
	text: TEXT,
	hash: 'string',
	case: { maybe: 'string' },
	score: { maybe: 'number' },
	values: { record: 'number' },
};
const QUOTE: Shape = { quote: 'string', found: 'string' };
const JUDGED: { readonly [member: string]: Shape } = { label: 'string', quotes: { list: QUOTE } };
const LINK: Shape = { unit: 'string', start: 'number', end: 'number', weight: 'number', kind: 'string' };
const PROBED: { readonly [member: string]: Shape } = {
	text: TEXT,
	ratings: { record: 'string' },
	reasons: { record: 'string' },
	cappedScore: { maybe: 'number' },
	pass: { maybe: 'boolean' },
	unscored: { maybe: 'string' },
	replies: { list: TEXT },
};

/** The events that this version reads, by type, and what each has to hold. */
export const EVENT_SHAPES: ReadonlyMap<string, Shape> = new Map<string, Shape>([
	['run-start', { run: 'string', files: { list: 'string' }, loaded: { list: 'string' }, task: 'string' }],
	['cases-loaded', { keys: { list: 'string' } }],
	['endpoint-stop', { model: 'string', reason: 'string', message: 'string' }],
	['text', { hash: 'string', text: 'string' }],
	[
		'case-start',
		{
			key: 'string',
			file: 'string',
			question: 'string',
			questionText: TEXT,
			prompt: 'string',
			model: 'string',
			parameters: { list: { name: 'string', origin: 'string' } },
			inputs: 'record',
			passages: TEXT,
		},
	],
	[
		'answer-end',
		{
			key: 'string',
			messages: MESSAGES,
			text: TEXT,
			thinking: { maybe: TEXT },
			hash: 'string',
			failure: FAILURE,
			latencyMs: 'number',
			usage: USAGE,
			cost: { maybe: 'number' },
			notes: { list: 'string' },
		},
	],
	[
		'verdict-end',
		{
			key: 'string',
			judge: 'string',
			sample: 'number',
			messages: MESSAGES,
			reply: TEXT,
			firstReply: { maybe: TEXT },
			failure: FAILURE,
			ratings: { record: 'string' },
			reasons: { record: 'string' },
			evidence: { record: { list: QUOTE } },
			claims: { maybe: { list: { ...RANGE, ...JUDGED } } },
			problems: { list: 'string' },
			latencyMs: 'number',
			usage: USAGE,
			cost: { maybe: 'number' },
		},
	],
	[
		'grounding-end',
		{
			key: 'string',
			grounding: {
				claims: {
					list: {
						...RANGE,
						label: 'string',
						score: 'number',
						links: { list: LINK },
						unsupported: { list: RANGE },
						judged: { maybe: JUDGED },
					},
				},
				sentences: { list: RANGE },
				unsupported: { list: RANGE },
				weights: { record: 'number' },
				used: { list: 'string' },
				risk: 'number',
				label: 'string',
			},
		},
	],
	[
		'case-end',
		{
			key: 'string',
			state: 'string',
			reason: { maybe: 'string' },
			ratings: { record: 'string' },
			arithmetic: {
				maybe: {
					terms: { list: { criterion: 'string', weight: 'number', level: 'string', value: 'number' } },
					score: 'number',
					cappedScore: 'number',
					caps: { list: { criterion: 'string', level: 'string', cap: 'number' } },
				},
			},
			score: { maybe: 'number' },
			cappedScore: { maybe: 'number' },
			checks: { list: { check: 'string', met: 'boolean', message: 'string' } },
			rubric: TEXT,
		},
	],
	[
		'comparison-end',
		{
			key: 'string',
			file: 'string',
			question: 'string',
			questionText: TEXT,
			row: { maybe: 'number' },
			line: { maybe: 'number' },
			strata: { record: 'string' },
			reference: { list: TEXT },
			a: COMPARED,
			b: COMPARED,
			inputs: 'string',
			state: 'string',
			reason: { maybe: 'string' },
			message: { maybe: 'string' },
			winner: { maybe: 'string' },
			margin: { maybe: 'number' },
			conflict: { maybe: 'boolean' },
			entropy: { maybe: 'number' },
			samples: {
				list: {
					order: 'string',
					sample: 'number',
					messages: MESSAGES,
					reply: TEXT,
					firstReply: { maybe: TEXT },
					failure: FAILURE,
					winner: { maybe: 'string' },
					points: { maybe: { a: 'number', b: 'number' } },
					why: 'string',
					problems: { list: 'string' },
					latencyMs: 'number',
					usage: USAGE,
					cost: { maybe: 'number' },
				},
			},
		},
	],
	[
		'probe-end',
		{
			key: 'string',
			kind: 'string',
			origin: 'string',
			file: 'string',
			question: 'string',
			judge: 'string',
			fate: 'string',
			answer: PROBED,
			base: { maybe: { ...PROBED, replaced: RANGE } },
		},
	],
	[
		'influence-end',
		{
			key: 'string',
			influence: {
				answer: 'string',
				method: 'string',
				outcome: 'string',
				state: 'string',
				messages: { list: 'string' },
				sources: 'number',
				calls: { planned: 'number', failed: 'number', cached: 'number', failures: { record: 'number' } },
				cost: { maybe: 'number' },
				usage: { input: 'number', output: 'number' },
				targets: {
					list: {
						...RANGE,
						kind: 'string',
						state: 'string',
						whole: 'number',
						none: { maybe: 'number' },
						top: { list: 'string' },
						weights: { list: { unit: 'string', value: 'number', low: 'number', high: 'number' } },
						pairs: {
							list: { units: { list: 'string' }, kind: 'string', value: 'number', low: 'number', high: 'number' },
						},
					},
				},
				counterfactuals: {
					list: { unit: 'string', claim: RANGE, from: 'string', to: 'string', said: 'string', reply: 'string' },
				},
			},
		},
	],
	['run-resume', { reason: 'string' }],
	['run-end', { outcome: 'string' }],
]);

/** What the text behind `passages` of a `case-start` holds. */
export const PASSAGES: Shape = {
	list: {
		number: 'number',
		path: 'string',
		inline: 'boolean',
		hash: 'string',
		text: 'string',
		units: {
			list: {
				id: 'string',
				line: 'number',
				start: 'number',
				end: 'number',
				pieces: { list: { at: 'number', source: 'number', length: 'number' } },
				sent: 'boolean',
			},
		},
	},
};

/** What the text behind `rubric` of a `case-end` holds. */
export const RUBRIC: Shape = {
	name: 'string',
	levels: { list: { name: 'string', value: 'number' } },
	criteria: { list: { id: 'string', name: 'string', weight: 'number' } },
};
