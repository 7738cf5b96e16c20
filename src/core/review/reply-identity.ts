import type { ModelRequest } from './ports.ts';

/**
 * Everything that shapes a reply, as a plain value: two requests of the same identity would be sent alike, to the same place.
 * What does not shape it is left out on purpose: the entry's name (where it has a model id), its key, price, time limits and
 * concurrency. A text counts as it is sent, character by character.
 */
export function replyIdentity({ model, messages, parameters, sample, schema }: ModelRequest): ReplyIdentity {
	return {
		provider: model.provider,
		endpoint: model.baseUrl ?? null,
		apiVersion: model.apiVersion ?? null,
		model: model.model ?? (model.select === undefined ? model.name : null),
		select: model.select ?? null,
		headers: model.headers,
		messages: messages.map(({ role, content }) => [role, content]),
		parameters,
		schema: schema === undefined ? null : [schema.name, schema.schema],
		sample,
	};
}

export interface ReplyIdentity {
	readonly provider: string;
	readonly endpoint: string | null;
	readonly apiVersion: string | null;
	/** The model id on the wire. */
	readonly model: string | null;
	readonly select: unknown;
	readonly headers: unknown;
	readonly messages: readonly (readonly [role: string, content: string])[];
	readonly parameters: unknown;
	readonly schema: readonly [name: string, schema: object] | null;
	/** A further sample is a further draw: one reply never stands for two. */
	readonly sample: number;
}
