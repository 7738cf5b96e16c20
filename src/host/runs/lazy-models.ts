import type { ModelOutcome, ModelPort, ModelRequest } from '../../core/review/ports.ts';

/** A model port that is made at the first question: loading the client of a provider takes longer than all of activation. */
export class LazyModels implements ModelPort {
	private readonly make: () => Promise<ModelPort>;
	private port: Promise<ModelPort> | undefined;

	constructor(make: () => Promise<ModelPort>) {
		this.make = make;
	}

	async ask(request: ModelRequest, onText: (piece: string) => void, signal: AbortSignal): Promise<ModelOutcome> {
		this.port ??= this.make();
		return (await this.port).ask(request, onText, signal);
	}
}
