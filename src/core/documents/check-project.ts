import { checkHeaders } from './checks/headers.ts';
import { checkModelKeys } from './checks/model-keys.ts';
import { checkModelNames } from './checks/model-names.ts';
import { checkOfflineModel } from './checks/offline-model.ts';
import { checkUrls } from './checks/urls.ts';
import { type Fields, fieldsOf } from './fields.ts';
import { type Problem, problem } from './problem.ts';
import type { Project } from './project.ts';

/** Everything that is wrong in a project file beyond its shape. */
export function* checkProject(fields: Fields, project: Project): Iterable<Problem> {
	const models = fieldsOf(fields.get('models')?.value);
	const first = new Map<string, string>();
	for (const [name, field] of models) {
		const known = first.get(name.toLowerCase());
		if (known !== undefined) {
			yield problem('ids-differ-in-case', `"${name}" differs from "${known}" only in case.`, field.key.range);
		}
		first.set(name.toLowerCase(), name);
		yield* checkOfflineModel(name, field);
		yield* checkModelKeys(field);
		yield* checkUrls(field);
		yield* checkHeaders(field);
	}
	const { defaults } = project;
	const known = [...models.keys()];
	yield* checkModelNames(
		[...defaults.models, ...(defaults.judge.model === undefined ? [] : [defaults.judge.model])],
		known,
	);
}
