import { groundAnswer } from '../grounding/ground.ts';
import type { Grounder } from './ports.ts';

/** Grounds at once, where it is called. */
export const inlineGrounder: Grounder = {
	ground: (context, query) => groundAnswer(context.index(), query),
};
