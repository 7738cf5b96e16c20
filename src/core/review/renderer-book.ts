import type { PromptTemplate } from '../documents/prompt-template.ts';
import { type PromptRenderer, promptRenderer } from '../prompt/render.ts';
import type { Case } from './case.ts';

/** Compiles each template once for all the cases that are asked with it. */
export class RendererBook {
	private readonly known = new WeakMap<PromptTemplate, PromptRenderer>();

	of({ prompt, partials }: Case): PromptRenderer {
		const renderer = this.known.get(prompt) ?? promptRenderer(partials.size === 0 ? prompt : { ...prompt, partials });
		this.known.set(prompt, renderer);
		return renderer;
	}
}
