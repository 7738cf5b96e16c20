import { existsSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';

/**
 * Gives a function from (root, root-relative path) to the URI reference of the file relative to the repository that holds it;
 * outside a repository relative to the root. It looks for the repository of each root once.
 */
export function repositoryPaths(): (root: string, path: string) => string {
	const prefixes = new Map<string, string>();
	return (root, path) => {
		const prefix = prefixes.get(root) ?? prefixOf(root);
		prefixes.set(root, prefix);
		return `${prefix}${path}`.split('/').map(encodeURIComponent).join('/');
	};
}

function prefixOf(root: string): string {
	for (let folder = root; ; folder = dirname(folder)) {
		if (existsSync(join(folder, '.git'))) {
			const path = relative(folder, root).split(sep).join('/');
			return path === '' ? '' : `${path}/`;
		}
		if (dirname(folder) === folder) {
			return '';
		}
	}
}
