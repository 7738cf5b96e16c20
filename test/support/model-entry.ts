import type { ModelEntry } from '../../src/core/documents/project.ts';

/** A model as a project file gives it, called `m`. */
export function modelEntry(more: Partial<ModelEntry> = {}): ModelEntry {
	return {
		name: 'm',
		provider: 'openai',
		model: 'm',
		baseUrl: undefined,
		apiVersion: undefined,
		apiKey: undefined,
		select: undefined,
		family: undefined,
		contextWindow: undefined,
		concurrency: undefined,
		requestsPerMinute: undefined,
		tokensPerMinute: undefined,
		headers: {},
		price: undefined,
		timeout: { firstToken: 60, idle: 30, total: undefined },
		parameters: {},
		range: { start: 0, end: 0 },
		nameRange: { start: 0, end: 0 },
		...more,
	};
}
