import { builtInRubric } from '../../documents/built-in-rubric.ts';
import { OFFLINE_MODEL } from '../../documents/project.ts';
import type { InputHashes } from '../../review/events.ts';
import { TOOL_VERSION } from '../../review/tool.ts';
import { shortHash, valueHash } from '../../text/hash.ts';
import { judgeMessages } from '../messages.ts';
import type { JudgeFigures } from './measurement.ts';
import type { MadeTally } from './model-made.ts';

/** The measured error of one judge as it is kept: `.groundline/judges/<key>.json`. */
export interface JudgeMeasurement {
	readonly version: typeof MEASUREMENT_VERSION;
	/** See {@link measurementKey}. */
	readonly key: string;
	/** Name of the judge in the project. */
	readonly judge: string;
	readonly rubric: string;
	/** ISO 8601, UTC. */
	readonly at: string;
	/** Root-relative question files that the probes came from. */
	readonly files: readonly string[];
	/** Hash of the probes. */
	readonly battery: string;
	/** The balanced accuracy that was asked for. */
	readonly limit: number;
	readonly state: 'measured' | 'below-limit';
	/** The run file that holds each probe with the judge's reply; absent where none was written. */
	readonly run?: string;
	/** Probes that models made; absent where code made all. */
	readonly made?: MadeBy;
	readonly figures: JudgeFigures;
	/** Fakes that passed, for a person to look at. */
	readonly accepted: readonly AcceptedFake[];
}

export interface MadeBy {
	readonly maker: string;
	readonly checker: string;
	readonly tally: MadeTally;
}

export interface AcceptedFake {
	readonly question: string;
	readonly kind: string;
	readonly answer: string;
	readonly cappedScore: number;
}

export const MEASUREMENT_VERSION = 2;

/**
 * What a measurement is kept by: the judge with its parameters and number of samples, the rubric, both as results record them, and the
 * version of what the judge is told. Two results with the same key were judged alike.
 */
export function measurementKey(judge: string, inputs: Pick<InputHashes, 'judge' | 'rubric'>): string {
	return shortHash(JSON.stringify([inputs.judge, inputs.rubric, judgeVersion(judge)]));
}

/** The key for a result that was recorded; `undefined` where it was not judged. */
export function measurementKeyOf(result: {
	readonly start: { readonly inputs: InputHashes } | undefined;
	readonly verdicts: readonly { readonly judge: string }[];
}): string | undefined {
	const judge = result.verdicts[0]?.judge;
	return judge === undefined || result.start === undefined ? undefined : measurementKey(judge, result.start.inputs);
}

/** Of a model: the words it is given, whatever the rubric and the answer. Of the lexical judge: the version of the tool. */
function judgeVersion(judge: string): string {
	if (judge === OFFLINE_MODEL.name) {
		return `${OFFLINE_MODEL.name} ${TOOL_VERSION}`;
	}
	const request = judgeMessages({
		question: '',
		passages: [],
		history: '',
		reference: [''],
		answerable: false,
		answer: '',
		rubric: builtInRubric,
		nonce: '0',
	});
	return valueHash([request.messages, request.schema]);
}

/** Reads what a measurement file holds; `undefined` for what is none, or of another version. */
export function parseMeasurement(text: string): JudgeMeasurement | undefined {
	let value: unknown;
	try {
		value = JSON.parse(text);
	} catch {
		return undefined;
	}
	const record = (typeof value === 'object' && value !== null ? value : {}) as Partial<Record<string, unknown>>;
	const figures = record.figures as Partial<JudgeFigures> | null | undefined;
	const whole =
		record.version === MEASUREMENT_VERSION &&
		[record.key, record.judge, record.rubric, record.at, record.battery].every(each => typeof each === 'string') &&
		(record.state === 'measured' || record.state === 'below-limit') &&
		[record.files, record.accepted, figures?.kinds].every(Array.isArray) &&
		typeof record.limit === 'number' &&
		typeof figures?.judged === 'number';
	return whole ? (value as JudgeMeasurement) : undefined;
}
