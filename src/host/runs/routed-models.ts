import type { ModelEntry } from '../../core/documents/project.ts';
import type { ModelOutcome, ModelPort, ModelRequest } from '../../core/review/ports.ts';

/** Sends each request to the port of its provider. `offline` is answered inside the engine and comes here never. */
export class RoutedModels implements ModelPort {
	private readonly ports: Readonly<Record<Exclude<ModelEntry['provider'], 'offline'>, ModelPort>>;

	constructor(ports: Readonly<Record<Exclude<ModelEntry['provider'], 'offline'>, ModelPort>>) {
		this.ports = ports;
	}

	ask(request: ModelRequest, onText: (piece: string) => void, signal: AbortSignal): Promise<ModelOutcome> {
		const { provider } = request.model;
		return provider === 'offline'
			? Promise.reject(new Error('The offline model needs no port.'))
			: this.ports[provider].ask(request, onText, signal);
	}
}
