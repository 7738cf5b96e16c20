import { plainOutcome } from './plain-outcome.ts';
import type { ChatMessage, ModelOutcome, ModelPort, ModelRequest } from './ports.ts';
import type { CaseResult, ResolvedAnswer, ResolvedVerdict } from './result.ts';

/** Models that are not asked for what a run has recorded: each recorded reply is given once, to the request that it answered. */
export class RecordedReplies implements ModelPort {
	private readonly models: ModelPort;
	private readonly known = new Map<string, ModelOutcome[]>();

	constructor(models: ModelPort, results: Iterable<CaseResult>) {
		this.models = models;
		for (const { start, answer, verdicts } of results) {
			if (start !== undefined && !start.recorded && answer !== undefined && answer.failure === undefined) {
				const address = {
					purpose: 'answer',
					name: start.model,
					sample: start.sample,
					messages: answer.messages,
				} as const;
				this.add(address, outcomeOfAnswer(answer));
			}
			for (const verdict of verdicts.filter(one => one.failure === undefined && one.messages.length > 0)) {
				this.addVerdict(verdict);
			}
		}
	}

	ask(request: ModelRequest, onText: (piece: string) => void, signal: AbortSignal): Promise<ModelOutcome> {
		return this.models.ask(request, onText, signal);
	}

	async recall(request: ModelRequest): Promise<ModelOutcome | undefined> {
		const { model, messages, sample, purpose = 'answer' } = request;
		return (
			this.known.get(addressOf({ purpose, name: model.name, sample, messages }))?.shift() ??
			this.models.recall?.(request)
		);
	}

	/** A verdict that was asked for again stands on two replies. What both took is told with the first. */
	private addVerdict({ judge, sample, messages, reply, firstReply, usage, latencyMs, cached }: ResolvedVerdict): void {
		const address = { purpose: 'verdict', name: judge, sample } as const;
		const taken = { usage, latencyMs, cached };
		if (firstReply === undefined) {
			this.add({ ...address, messages }, plainOutcome({ text: reply, ...taken }));
			return;
		}
		const nothing = usage && { input: 0, output: 0, cachedInput: undefined, estimated: usage.estimated };
		this.add({ ...address, messages: messages.slice(0, -2) }, plainOutcome({ text: firstReply, ...taken }));
		this.add({ ...address, messages }, plainOutcome({ text: reply, usage: nothing, cached }));
	}

	private add(address: ReplyAddress, outcome: ModelOutcome): void {
		const text = addressOf(address);
		this.known.set(text, [...(this.known.get(text) ?? []), outcome]);
	}
}

interface ReplyAddress {
	readonly purpose: 'answer' | 'verdict';
	readonly name: string;
	readonly sample: number;
	readonly messages: readonly ChatMessage[];
}

function addressOf({ purpose, name, sample, messages }: ReplyAddress): string {
	return JSON.stringify([purpose, name, sample, messages.map(({ role, content }) => [role, content])]);
}

function outcomeOfAnswer({
	text,
	thinking,
	finish,
	usage,
	latencyMs,
	cached,
	servedBy,
	notes,
}: ResolvedAnswer): ModelOutcome {
	return plainOutcome({ text, thinking, finish, usage, latencyMs, cached, servedBy, notes });
}
