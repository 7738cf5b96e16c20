import type { SamplingParameters } from '../../documents/project.ts';
import type { Caller } from '../../review/caller.ts';
import type { JudgeSetup } from '../../review/case.ts';
import { outcomeCost } from '../../review/cost.ts';
import { matchesShape, type Shape } from '../../review/event-shape.ts';
import type { ChatMessage, ModelOutcome } from '../../review/ports.ts';
import { batteryOf } from './battery.ts';
import { checkMade } from './check-made.ts';
import {
	confirmInsertion,
	confirmSame,
	type MadeRequest,
	requestInsertion,
	requestParaphrase,
	requestTone,
} from './made-requests.ts';
import type { PlannedSource } from './plan-probes.ts';
import { type GeneratedProbe, type ProbeSource, probeBy, wholeProbe } from './probe.ts';
import { readMember } from './read-member.ts';
import { sentencesOf } from './sentences-of.ts';

/** Kinds that a model can make better than code: real rewriting, and invented details. */
export const MADE_KINDS = ['insertion', 'tone', 'paraphrase'] as const;
export type MadeKind = (typeof MADE_KINDS)[number];

/** Why a text that a model made is no probe. */
export type DropReason =
	/** The maker failed, or its reply holds no text. */
	| 'not-made'
	/** Code found that more, or less, than the intended span differs. */
	| 'not-verified'
	/** The second model says that it is not what it should be. */
	| 'not-confirmed'
	/** The second model failed, or said neither yes nor no. */
	| 'not-answered';

export interface MadeProbes {
	/** By the cluster of the good answer that they are made of. */
	readonly byCluster: ReadonlyMap<string, readonly GeneratedProbe[]>;
	readonly tally: MadeTally;
	/** USD; `undefined` where a price is unknown. */
	readonly cost: number | undefined;
}

/** Asked for = kept + dropped, for each kind. */
export type MadeTally = Readonly<Record<MadeKind, MadeCount>>;

export interface MadeCount {
	readonly asked: number;
	readonly kept: number;
	readonly dropped: Readonly<Partial<Record<DropReason, number>>>;
}

export interface Makers {
	readonly maker: Omit<JudgeSetup, 'samples'>;
	/** Another model than the maker: nobody confirms his own work. */
	readonly checker: Omit<JudgeSetup, 'samples'>;
	readonly caller: Caller;
	/** The best level of the rubric. */
	readonly best: string;
	readonly onDone?: () => void;
}

/** What the makers are told; a change makes other probes. */
export const MAKER_VERSION = 1;

/**
 * Lets one model write paraphrases, false details and tones of good answers, and another one confirm each (methods S5, "made by CHAT").
 * Code verifies first that only what should differ does; what fails a step is dropped and counted with its reason.
 */
export async function makeProbes(sources: readonly PlannedSource[], makers: Makers): Promise<MadeProbes> {
	const counts = Object.fromEntries(
		MADE_KINDS.map(kind => [kind, { asked: 0, kept: 0, dropped: {} as Partial<Record<DropReason, number>> }]),
	) as Record<MadeKind, { asked: number; kept: number; dropped: Partial<Record<DropReason, number>> }>;
	const byCluster = new Map<string, readonly GeneratedProbe[]>();
	const bill = new Bill();
	await Promise.all(
		sources.map(async ({ cluster, source }) => {
			const made = await Promise.all(
				MADE_KINDS.map(async kind => {
					const one = await makeOne(kind, source, { makers, bill });
					if (one === undefined) {
						return [];
					}
					const count = counts[kind];
					count.asked++;
					if (one.state === 'dropped') {
						count.dropped[one.reason] = (count.dropped[one.reason] ?? 0) + 1;
						return [];
					}
					count.kept++;
					return [one.probe];
				}),
			);
			const probes = made.flat();
			if (probes.length > 0) {
				byCluster.set(cluster, probes);
			}
			makers.onDone?.();
		}),
	);
	// In the order of the sources, whatever answered first.
	const ordered = sources.flatMap(({ cluster }) => {
		const probes = byCluster.get(cluster);
		return probes === undefined ? [] : [[cluster, probes] as const];
	});
	return { byCluster: new Map(ordered), tally: counts, cost: bill.total };
}

/** The text of a file that keeps made probes. */
export function writeMade({ byCluster, tally }: MadeProbes): string {
	return `${JSON.stringify({ version: MAKER_VERSION, tally, probes: [...byCluster] }, undefined, '\t')}\n`;
}

/** Reads such a file; `undefined` for what is none. What is kept costs nothing any more. */
export function parseMade(text: string): MadeProbes | undefined {
	let value: unknown;
	try {
		value = JSON.parse(text);
	} catch {
		return undefined;
	}
	if (!matchesShape(value, MADE)) {
		return undefined;
	}
	const { version, tally, probes } = value as { version: number; tally: MadeTally; probes: unknown[][] };
	const whole = version === MAKER_VERSION && probes.every(one => matchesShape({ name: one[0], list: one[1] }, CLUSTER));
	return whole ? { byCluster: new Map(probes as unknown as [string, GeneratedProbe[]][]), tally, cost: 0 } : undefined;
}

const COUNT: Shape = { asked: 'number', kept: 'number', dropped: { record: 'number' } };
const MADE: Shape = {
	version: 'number',
	tally: { insertion: COUNT, tone: COUNT, paraphrase: COUNT },
	probes: { list: { list: { either: ['string', { list: 'record' }] } } },
};
const CLUSTER: Shape = {
	name: 'string',
	list: {
		list: {
			kind: 'string',
			base: 'string',
			answer: 'string',
			replaced: { start: 'number', end: 'number' },
			by: 'string',
		},
	},
};

class Bill {
	total: number | undefined = 0;

	add(cost: number | undefined): void {
		this.total = this.total === undefined || cost === undefined ? undefined : this.total + cost;
	}
}

interface Making {
	readonly makers: Makers;
	readonly bill: Bill;
}

type Made =
	| { readonly state: 'kept'; readonly probe: GeneratedProbe }
	| { readonly state: 'dropped'; readonly reason: DropReason };

async function makeOne(kind: MadeKind, source: ProbeSource, making: Making): Promise<Made | undefined> {
	switch (kind) {
		case 'paraphrase':
			return makeParaphrase(source, making);
		case 'insertion':
			return makeInsertion(source, making);
		case 'tone':
			return makeTone(source, making);
	}
}

async function makeParaphrase(source: ProbeSource, making: Making): Promise<Made> {
	const text = readMember(await ask('maker', requestParaphrase(source), making), 'text');
	if (typeof text !== 'string') {
		return dropped('not-made');
	}
	const probe = wholeProbe('paraphrase', source.reference, text.trim());
	if (!checkMade(probe, source)) {
		return dropped('not-verified');
	}
	return confirmed(probe, await ask('checker', confirmSame(source, source.reference, probe.answer), making), true);
}

async function makeInsertion(source: ProbeSource, making: Making): Promise<Made> {
	const text = readMember(await ask('maker', requestInsertion(source), making), 'text');
	if (typeof text !== 'string') {
		return dropped('not-made');
	}
	const { reference } = source;
	const ends = sentencesOf(reference).map(({ end }) => end);
	const at = ends.length > 1 ? ends[Math.floor((ends.length - 1) / 2)]! : reference.trimEnd().length;
	const probe = probeBy('insertion', reference, { start: at, end: at }, ` ${text.trim()}`);
	if (!checkMade(probe, source)) {
		return dropped('not-verified');
	}
	return confirmed(probe, await ask('checker', confirmInsertion(source, text.trim()), making), false);
}

/** Of a claim that code made wrong; where it can make none there is nothing whose tone could change. */
async function makeTone(source: ProbeSource, making: Making): Promise<Made | undefined> {
	const wrong = batteryOf(source, { best: making.makers.best, perKind: 1 }).find(({ kind }) =>
		['changed-number', 'swapped-name', 'negation', 'quantifier'].includes(kind),
	);
	if (wrong === undefined) {
		return undefined;
	}
	const reply = await ask('maker', requestTone(source, wrong.answer), making);
	const [sure, unsure] = [readMember(reply, 'confident'), readMember(reply, 'hesitant')];
	if (typeof sure !== 'string' || typeof unsure !== 'string') {
		return dropped('not-made');
	}
	const probe = wholeProbe('tone', sure.trim(), unsure.trim());
	if (!checkMade(probe, { ...source, reference: wrong.answer })) {
		return dropped('not-verified');
	}
	return confirmed(probe, await ask('checker', confirmSame(source, probe.base, probe.answer, 'tone'), making), true);
}

function dropped(reason: DropReason): Made {
	return { state: 'dropped', reason };
}

function confirmed(probe: GeneratedProbe, reply: string, wanted: boolean): Made {
	const says = readMember(reply, 'verdict');
	return typeof says !== 'boolean'
		? dropped('not-answered')
		: says === wanted
			? { state: 'kept', probe }
			: dropped('not-confirmed');
}

/** The reply; empty where the call failed. */
async function ask(
	who: 'maker' | 'checker',
	{ messages, schema }: MadeRequest,
	{ makers, bill }: Making,
): Promise<string> {
	const { entry, parameters } = makers[who];
	const outcome = await call({ entry, parameters, messages, schema }, makers.caller);
	bill.add(outcomeCost(outcome, entry.price));
	return outcome.failure === undefined && outcome.finish !== 'length' ? outcome.text : '';
}

function call(
	request: {
		readonly entry: JudgeSetup['entry'];
		readonly parameters: SamplingParameters;
		readonly messages: readonly ChatMessage[];
		readonly schema: MadeRequest['schema'];
	},
	caller: Caller,
): Promise<ModelOutcome> {
	const { entry, parameters, messages, schema } = request;
	return caller.ask({ model: entry, messages, parameters, schema, sample: 0 }, SILENT);
}

const SILENT = { started: () => {}, piece: () => {}, restart: () => {} };
