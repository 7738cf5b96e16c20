import type { Project } from '../documents/project.ts';

/** The lineage of each model that the project declares one for (`family: llama`), by name. */
export function familiesOf(project: Project | undefined): ReadonlyMap<string, string> {
	return new Map(
		[...(project?.models.values() ?? [])].flatMap(({ name, family }) => (family === undefined ? [] : [[name, family]])),
	);
}
