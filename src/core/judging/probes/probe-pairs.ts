import { comparePairs } from '../../comparing/compare.ts';
import { ComparisonFold } from '../../comparing/comparison-fold.ts';
import { type Pair, pairKey, plainAnswer } from '../../comparing/pair.ts';
import { historyText, type Turn } from '../../prompt/variables.ts';
import type { ReviewEvent, RunEvent } from '../../review/events.ts';
import type { ReviewPorts } from '../../review/review-options.ts';
import type { ProbeOutcome } from './measure.ts';
import { TARGET } from './probe.ts';
import type { ProbedFile, ProbeRunOptions } from './probe-run.ts';

/**
 * The probes that a judge can be asked to prefer the original to: those of a kind that has to be detected. Padding is left out, because both
 * say the same.
 */
export function pairsToProbe(files: readonly ProbedFile[]): ReadonlyMap<string, Pair> {
	const pairs = new Map<string, Pair>();
	for (const { path, probes } of files) {
		const items = new Map(probes.cases.map(item => [item.key, item]));
		for (const [i, { kind, edit, answer, answerKey, question }] of probes.probes.entries()) {
			const item = items.get(answerKey);
			if (edit === undefined || item === undefined || kind === 'fake' || kind === 'good' || kind === 'padding') {
				continue;
			}
			if (TARGET[kind] === undefined) {
				continue;
			}
			const turns = item.turns.flatMap((turn): readonly Turn[] => [
				{ role: 'user', content: turn.question },
				{ role: 'assistant', content: turn.answer.kind === 'given' ? turn.answer.text : '' },
			]);
			pairs.set(`${path} ${i}`, {
				key: pairKey({ file: path, question, a: 'original', b: `probe-${i + 1}` }),
				...{ file: path, row: undefined, line: undefined, question, strata: { kind }, recorded: [], fault: undefined },
				questionText: item.question.question.value,
				history: historyText(turns),
				passages: item.passages,
				reference: item.question.reference.map(text => text.value),
				a: plainAnswer(edit.base),
				b: plainAnswer(answer),
			});
		}
	}
	return pairs;
}

/** What the judge prefers of each pair, by `<file> <index of the probe>`. */
export type ProbePreferences = ReadonlyMap<string, NonNullable<ProbeOutcome['preferred']>>;

/** Shows a judge original and fake side by side, in both orders. Yields what is recorded of it. */
export async function* preferOriginals(
	files: readonly ProbedFile[],
	ports: ReviewPorts,
	{ judge, rubric, run, tool, concurrency, minute, maxCost, onJudged }: ProbeRunOptions,
	signal: AbortSignal,
): AsyncGenerator<RunEvent, ProbePreferences, undefined> {
	const pairs = pairsToProbe(files);
	const fold = new ComparisonFold();
	const judging =
		judge.entry.provider === 'offline'
			? ({ kind: 'lexical', rubric } as const)
			: ({ kind: 'model', judge, rubric } as const);
	const events = comparePairs(
		[...pairs.values()],
		ports,
		{
			...{ run, tool, judging, names: { a: 'original', b: 'probe' } },
			...(concurrency === undefined ? {} : { concurrency }),
			...(minute === undefined ? {} : { minute }),
			...(maxCost === undefined ? {} : { maxCost }),
		},
		signal,
	);
	for await (const event of events) {
		if (fold.add(event) !== undefined) {
			onJudged?.();
		}
		if (isOfPair(event)) {
			yield event;
		}
	}
	const preferences = new Map<string, NonNullable<ProbeOutcome['preferred']>>();
	for (const [name, { key }] of pairs) {
		const { state, winner, conflict } = fold.pairs.get(key) ?? { state: 'not-compared' };
		if (state === 'compared' && winner !== undefined) {
			preferences.set(name, conflict === true || winner === 'tie' ? 'neither' : winner === 'a' ? 'base' : 'answer');
		}
	}
	return preferences;
}

/** The run has one beginning and one end already. */
function isOfPair(
	event: ReviewEvent,
): event is Extract<RunEvent, { readonly type: 'text' | 'comparison-end' | 'endpoint-stop' }> {
	return event.type === 'text' || event.type === 'comparison-end' || event.type === 'endpoint-stop';
}
