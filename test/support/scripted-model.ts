import type { ModelFailure, ModelOutcome, ModelPort, ModelRequest } from '../../src/core/review/ports.ts';

/** What a scripted model does when it is asked: says a text, fails, or anything else. */
export type Script =
	| string
	| ModelFailure
	| Partial<ModelOutcome>
	| ((request: ModelRequest, onText: (piece: string) => void, signal: AbortSignal) => Promise<Partial<ModelOutcome>>);

/** A model that says what a test wrote for it, in order; the last line is repeated. */
export class ScriptedModel implements ModelPort {
	readonly requests: ModelRequest[] = [];
	/** The most calls that were open at once. */
	mostOpen = 0;
	private open = 0;
	private readonly scripts: readonly Script[];

	constructor(...scripts: readonly Script[]) {
		this.scripts = scripts;
	}

	async ask(request: ModelRequest, onText: (piece: string) => void, signal: AbortSignal): Promise<ModelOutcome> {
		const script = this.scripts[Math.min(this.requests.length, this.scripts.length - 1)] ?? '';
		this.requests.push(request);
		this.open++;
		this.mostOpen = Math.max(this.mostOpen, this.open);
		try {
			return await play(script, { request, onText, signal });
		} finally {
			this.open--;
		}
	}
}

/** A failure as a port reports it. */
export function failure(reason: ModelFailure['reason'], more: Partial<ModelFailure> = {}): ModelFailure {
	return { reason, message: `It is ${reason}.`, concernsAll: false, ...more };
}

const SAID: ModelOutcome = {
	text: '',
	thinking: undefined,
	failure: undefined,
	finish: 'stop',
	usage: { input: 100, output: 20, cachedInput: undefined, estimated: false },
	latencyMs: 5,
	firstTokenMs: 1,
	cached: false,
	servedBy: undefined,
	notes: [],
};

interface Asked {
	readonly request: ModelRequest;
	readonly onText: (piece: string) => void;
	readonly signal: AbortSignal;
}

async function play(script: Script, { request, onText, signal }: Asked): Promise<ModelOutcome> {
	if (typeof script === 'function') {
		return { ...SAID, ...(await script(request, onText, signal)) };
	}
	if (typeof script === 'string') {
		onText(script);
		return { ...SAID, text: script };
	}
	if ('reason' in script) {
		return { ...SAID, failure: script, finish: undefined, usage: undefined };
	}
	onText(script.text ?? '');
	return { ...SAID, ...script };
}
