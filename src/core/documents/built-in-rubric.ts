import type { Criterion, Rubric } from './rubric.ts';

/** The rubric that holds where no other is named. A fluent lie scores high on all but faithfulness; the caps see to that. */
export const builtInRubric: Rubric = {
	name: 'Grounded answer',
	levels: [
		{ name: 'Excellent', value: 100, synonyms: [] },
		{ name: 'Good', value: 80, synonyms: [] },
		{ name: 'Fair', value: 60, synonyms: [] },
		{ name: 'Bad', value: 40, synonyms: [] },
		{ name: 'Worse', value: 20, synonyms: [] },
	],
	criteria: [
		criterion('relevance', 0.5, 'Does the answer deal with what was asked, and with nothing else in its place?'),
		{
			...criterion(
				'faithfulness',
				0.2,
				'Can everything that the answer states be found in the context? Wrong or invented statements count against it, also where they are true elsewhere.',
			),
			evidence: 'context',
			caps: new Map([
				['Bad', 60],
				['Worse', 40],
			]),
		},
		criterion('completeness', 0.1, 'Does the answer contain every part of what the context offers to the question?'),
		criterion('clarity', 0.1, 'Is the answer easy to follow: ordered, plainly worded, free of contradiction?'),
		criterion('conciseness', 0.1, 'Is every sentence needed, without repetition, preamble or padding?'),
	],
	pass: { score: 80, levels: new Map() },
	instructions: undefined,
};

function criterion(id: string, weight: number, description: string): Criterion {
	return {
		id,
		name: id.charAt(0).toUpperCase() + id.slice(1),
		weight,
		description,
		anchors: new Map(),
		evidence: undefined,
		caps: new Map(),
		judge: undefined,
	};
}
