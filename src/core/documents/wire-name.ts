import { type ModelEntry, OFFLINE_MODEL, type Project } from './project.ts';

/** The entry that a front matter means: it names a model as its endpoint does, GitHub's with the publisher before a slash. */
export function findByWireName(project: Project | undefined, wanted: string): ModelEntry | undefined {
	const short = wanted.slice(wanted.lastIndexOf('/') + 1);
	const entries = [...(project?.models.values() ?? [])];
	return (
		findModel(project, wanted) ??
		entries.find(entry => entry.model === wanted) ??
		findModel(project, short) ??
		entries.find(entry => entry.model === short)
	);
}

/** The entry of this very name. `offline` always exists. */
export function findModel(project: Project | undefined, name: string): ModelEntry | undefined {
	return name === OFFLINE_MODEL.name ? OFFLINE_MODEL : project?.models.get(name);
}
