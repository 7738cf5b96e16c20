import type { Level, Rubric } from '../documents/rubric.ts';
import { CLAIMS, claimSchema } from './claims/claim-request.ts';
import { ABSTAINS } from './reading/abstains.ts';
import { criterionNamed, vocabularyOf } from './reading/vocabulary.ts';

/** What decides on the form of a verdict. */
export interface VerdictForm {
	readonly rubric: Rubric;
	/** `false`: the judge also says whether the answer abstains. */
	readonly answerable?: boolean;
	/** The claims that it labels as well, one line each. */
	readonly claims?: readonly string[];
}

/**
 * The JSON Schema of a verdict by one rubric, for endpoints that bind a reply to a schema. All members are required and no
 * others allowed, as strict modes demand; the order of the members is the order in which they are written.
 */
export function verdictSchema(form: VerdictForm): Readonly<Record<string, unknown>> {
	if (asksForClaims(form)) {
		return makeSchema(form);
	}
	const known = asksWhetherAbstains(form) ? abstaining : plain;
	const schema = known.get(form.rubric) ?? makeSchema(form);
	known.set(form.rubric, schema);
	return schema;
}

/** Schemas by rubric: every answer of a run is judged by the same one. */
const plain = new WeakMap<Rubric, Readonly<Record<string, unknown>>>();
const abstaining = new WeakMap<Rubric, Readonly<Record<string, unknown>>>();

function makeSchema(form: VerdictForm): Readonly<Record<string, unknown>> {
	const { rubric } = form;
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
	const abstention = asksWhetherAbstains(form);
	const claims = asksForClaims(form) ? form.claims : undefined;
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
			...(abstention
				? { [ABSTAINS]: { type: 'boolean', description: 'Whether the answer says that the context does not tell.' } }
				: {}),
			...(claims === undefined ? {} : { [CLAIMS]: claimSchema(claims.length) }),
		},
		required: ['criteria', ...(abstention ? [ABSTAINS] : []), ...(claims === undefined ? [] : [CLAIMS])],
		additionalProperties: false,
	};
}

/** Only of questions that cannot be answered, and never where a criterion of the same name would be mistaken for it. */
export function asksWhetherAbstains({ rubric, answerable }: VerdictForm): boolean {
	return answerable === false && criterionNamed(vocabularyOf(rubric), ABSTAINS) === undefined;
}

/** Only where there are claims, and never where a criterion of the same name would be mistaken for them. */
export function asksForClaims({ rubric, claims = [] }: VerdictForm): boolean {
	return claims.length > 0 && criterionNamed(vocabularyOf(rubric), CLAIMS) === undefined;
}

/** The levels by descending value, whatever their order in the file. */
export function bestFirst(rubric: Rubric): readonly Level[] {
	return [...rubric.levels].sort((a, b) => b.value - a.value);
}
