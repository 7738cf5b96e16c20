import { type Field, fieldsOf, textOf } from '../fields.ts';
import { type Problem, problem } from '../problem.ts';

/** Reports what a provider needs and an entry lacks, and what an entry says to a provider that does not listen. */
export function* checkModelKeys({ key, value }: Field): Iterable<Problem> {
	const fields = fieldsOf(value);
	const provider = textOf(fields.get('provider')?.value)?.value;
	const rule = provider !== undefined && Object.hasOwn(RULES, provider) ? RULES[provider] : undefined;
	if (rule === undefined) {
		return;
	}
	for (const alternatives of rule.needs) {
		if (!alternatives.some(name => fields.has(name))) {
			const wanted = alternatives.map(name => `"${name}"`).join(' or ');
			yield problem('missing-key', `A model of provider ${provider} needs ${wanted}.`, key.range);
		}
	}
	for (const name of rule.ignores) {
		const ignored = fields.get(name);
		if (ignored !== undefined) {
			yield problem('key-without-effect', `"${name}" means nothing to provider ${provider}.`, ignored.key.range);
		}
	}
}

interface Rule {
	/** Of each group, one key at least. */
	readonly needs: readonly (readonly string[])[];
	readonly ignores: readonly string[];
}

const RULES: Readonly<Record<string, Rule>> = {
	openai: { needs: [['model']], ignores: ['endpoint', 'deployment', 'apiVersion', 'select'] },
	azure: {
		needs: [
			['endpoint', 'baseUrl'],
			['deployment', 'model'],
		],
		ignores: ['select'],
	},
	vscode: {
		needs: [['select']],
		ignores: ['model', 'baseUrl', 'endpoint', 'deployment', 'apiVersion', 'apiKey', 'headers', 'price', 'extraBody'],
	},
	offline: {
		needs: [],
		ignores: ['model', 'baseUrl', 'endpoint', 'deployment', 'apiVersion', 'apiKey', 'headers', 'select', 'extraBody'],
	},
};
