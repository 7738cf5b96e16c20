import type { Case } from './case.ts';
import type { InputHashes } from './events.ts';
import { InputHasher, NO_JUDGE } from './inputs.ts';
import type { CaseResult, ResolvedStart } from './result.ts';

/** Why a result no longer fits its documents, apart for what the model was asked and for what the judge was asked. */
export interface Staleness {
	/** One sentence each. Where it has any, the answer has to be asked for again. */
	readonly answer: readonly string[];
	/** One sentence each. Where only this has any, judging again is enough. */
	readonly verdict: readonly string[];
}

/** All reasons why a result no longer fits, "prompt changed: 3fa01c… → 81c77b…"; empty = fresh. See {@link staleness}. */
export function staleReasons(result: CaseResult, item: Case, around: StaleContext = {}): readonly string[] {
	const { answer, verdict } = staleness(result, item, around);
	return [...answer, ...verdict];
}

export interface StaleContext {
	/** The newest result of another case by key. Without it, earlier turns are not compared. */
	readonly resultOf?: (key: string) => CaseResult | undefined;
	/** Share one where many cases are compared: documents that they have in common are then hashed once. */
	readonly hasher?: InputHasher;
}

/** Compares what shaped a result with what would shape it now. */
export function staleness(result: CaseResult, item: Case, around: StaleContext = {}): Staleness {
	const { resultOf, hasher = new InputHasher() } = around;
	const start = result.start;
	if (start === undefined) {
		return { answer: [], verdict: [] };
	}
	const now = hasher.hashesOf(item, key => resultOf?.(key)?.answer?.text);
	const comparable = (name: keyof InputHashes) =>
		name !== 'history' || resultOf !== undefined || item.turns.length === 0;
	const changed = (name: keyof InputHashes) => start.inputs[name] !== now[name] && comparable(name);
	const notJudged = start.inputs.judge === NO_JUDGE || item.judge === undefined;
	const answerKeys = start.recorded && item.source.kind === 'recorded' ? RECORDED_ANSWER : ANSWER;
	return {
		answer: answerKeys.filter(changed).map(name => sentence(name, { start, item, now })),
		verdict: VERDICT.filter(name => changed(name) && !(notJudged && name !== 'expect')).map(name =>
			sentence(name, { start, item, now }),
		),
	};
}

const ANSWER = ['question', 'prompt', 'vars', 'context', 'parameters', 'model', 'history'] as const;
/** A recorded answer owes nothing to a prompt, nor to parameters. */
const RECORDED_ANSWER = ['question', 'context', 'model', 'history'] as const;
const VERDICT = ['rubric', 'judge', 'expect'] as const;

interface Compared {
	readonly start: ResolvedStart;
	readonly item: Case;
	readonly now: InputHashes;
}

function sentence(name: keyof InputHashes, compared: Compared): string {
	const { start, now } = compared;
	const details =
		name === 'parameters' ? parameterChanges(compared) : name === 'context' ? passageChanges(compared) : undefined;
	return details === undefined || details.length === 0
		? `${name} changed: ${brief(start.inputs[name] ?? '')} → ${brief(now[name])}`
		: `${name} changed: ${details.join(', ')}`;
}

function parameterChanges({ start, item }: Compared): readonly string[] {
	const before = new Map<string, unknown>(start.parameters.map(({ name, value }) => [name, value]));
	const after = new Map<string, unknown>(item.parameters.map(({ name, value }) => [name, value]));
	return [...new Set([...before.keys(), ...after.keys()])]
		.map(name => ({ name, old: JSON.stringify(before.get(name)), now: JSON.stringify(after.get(name)) }))
		.filter(({ old, now }) => old !== now)
		.map(({ name, old, now }) => `${name} ${old ?? 'unset'} → ${now ?? 'unset'}`);
}

function passageChanges({ start, item }: Compared): readonly string[] {
	const changes: string[] = [];
	for (let i = 0; i < Math.max(start.passages.length, item.passages.length); i++) {
		const old = start.passages[i];
		const now = item.passages[i];
		const name = now?.inline === false || now?.label === undefined ? now?.path : now.label;
		if (old === undefined) {
			changes.push(`${name} added`);
		} else if (now === undefined) {
			changes.push(`${old.inline && old.label !== undefined ? old.label : old.path} removed`);
		} else if (old.hash !== now.hash) {
			changes.push(`${name} ${brief(old.hash)} → ${brief(now.hash)}`);
		}
	}
	return changes;
}

function brief(hash: string): string {
	return hash === '' || hash === NO_JUDGE ? 'none' : `${hash.slice(0, 6)}…`;
}
