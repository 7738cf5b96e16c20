import type { ChatMessage, ModelRequest } from './ports.ts';
import type { Remade } from './remade.ts';

/** What a request says at length. */
export interface RequestWords {
	readonly messages: readonly ChatMessage[];
	readonly schema?: NonNullable<ModelRequest['schema']> | undefined;
}

/** All of a request but its words. */
export type RequestFrame = Pick<Required<ModelRequest>, 'model' | 'parameters' | 'sample' | 'purpose' | 'fresh'>;

/** A request whose words are made again where they were let go of. */
export class RemadeRequest implements ModelRequest {
	readonly model: RequestFrame['model'];
	readonly parameters: RequestFrame['parameters'];
	readonly sample: number;
	readonly purpose: RequestFrame['purpose'];
	readonly fresh: boolean;
	private readonly words: Remade<RequestWords>;

	constructor({ model, parameters, sample, purpose, fresh }: RequestFrame, words: Remade<RequestWords>) {
		this.model = model;
		this.parameters = parameters;
		this.sample = sample;
		this.purpose = purpose;
		this.fresh = fresh;
		this.words = words;
	}

	get messages(): readonly ChatMessage[] {
		return this.words.value.messages;
	}

	get schema(): NonNullable<ModelRequest['schema']> | undefined {
		return this.words.value.schema;
	}

	letGo(): void {
		this.words.letGo();
	}
}
