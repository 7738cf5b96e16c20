import type { Level, Rubric } from '../documents/rubric.ts';

/**
 * The JSON Schema of a verdict by one rubric, for endpoints that bind a reply to a schema. All members are required and no
 * others allowed, as strict modes demand; the order of the members is the order in which they are written.
 */
export function verdictSchema(rubric: Rubric): Readonly<Record<string, unknown>> {
	const levels = bestFirst(rubric).map(level => level.name);
	const one = {
		type: 'object',
		properties: {
			reason: { type: 'string', description: 'One or two sentences.' },
			evidence: {
				type: 'array',
				items: { type: 'string' },
				description: 'Quotes copied word for word from the context.',
			},
			rating: { type: 'string', enum: levels },
		},
		required: ['reason', 'evidence', 'rating'],
		additionalProperties: false,
	};
	const ids = rubric.criteria.map(each => each.id);
	return {
		type: 'object',
		properties: {
			criteria: {
				type: 'object',
				properties: Object.fromEntries(ids.map(id => [id, one])),
				required: ids,
				additionalProperties: false,
			},
		},
		required: ['criteria'],
		additionalProperties: false,
	};
}

/** The levels by descending value, whatever their order in the file. */
export function bestFirst(rubric: Rubric): readonly Level[] {
	return [...rubric.levels].sort((a, b) => b.value - a.value);
}
