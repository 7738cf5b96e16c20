import type { CachedFiles } from './cached-files.ts';
import { folderOf } from './files.ts';
import { parseProject } from './parse-project.ts';
import { type Problem, problem } from './problem.ts';
import type { Project } from './project.ts';

/** The project that a question file belongs to. */
export interface FoundProject {
	readonly path: string;
	readonly project: Project;
	/** Every name under `models:`, those whose entry cannot be used included. */
	readonly names: readonly string[];
	readonly problems: readonly Problem[];
}

/** The names a project file may have. */
export const PROJECT_FILES = ['groundline.yaml', 'groundline.yml'] as const;

/** Looks for a project file in the folder of `path`, then in each folder above it up to the root. */
export async function findProject(path: string, files: CachedFiles): Promise<FoundProject | undefined> {
	for (let folder = folderOf(path); ; folder = folderOf(folder)) {
		for (const name of PROJECT_FILES) {
			const candidate = folder === '' ? name : `${folder}/${name}`;
			const read = await files.read(candidate);
			if (read.kind === 'text') {
				return { path: candidate, ...parseProject(read.text) };
			}
			if (read.kind !== 'missing') {
				// It is there and cannot be read: going on upwards would silently use another one.
				const problems = [problem('unreadable-file', read.message, { start: 0, end: 0 })];
				return { path: candidate, ...parseProject(''), problems };
			}
		}
		if (folder === '') {
			return undefined;
		}
	}
}
