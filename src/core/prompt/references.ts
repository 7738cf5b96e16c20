import { resolvePath } from '../documents/files.ts';
import { type Problem, problem } from '../documents/problem.ts';
import type { TextRange } from '../text/range.ts';
import type { YamlPath, YamlSource } from './front-matter.ts';

/**
 * Reports `${env:…}` outside the key fields of a connection, where a file could have any variable of the machine sent
 * to a model, and `${file:…}` that leaves the folder of the file.
 */
export function checkReferences(source: YamlSource): readonly Problem[] {
	return source.scalars.flatMap(({ path, text, range }) => {
		const environment = /\$\{env:([^}]*)\}/.exec(text);
		if (environment !== null) {
			return environmentProblem(path, environment[1]!.slice(0, 60), range);
		}
		const file = fileReference(text);
		if (file !== undefined && !staysBelow(file)) {
			return [problem('file-reference', `"${file.slice(0, 80)}" does not lie below the folder of this file.`, range)];
		}
		return [];
	});
}

/** The path of a value that is `${file:path}` and nothing else. */
export function fileReference(value: unknown): string | undefined {
	const found = typeof value === 'string' ? /^\s*\$\{file:([^}]*)\}\s*$/.exec(value) : null;
	return found === null ? undefined : found[1]!.trim();
}

/** True where a path named in a file leads to the file's folder or below it. */
export function staysBelow(named: string): boolean {
	return resolvePath('file', named) !== undefined && named !== '';
}

function environmentProblem(path: YamlPath, name: string, range: TextRange): readonly Problem[] {
	const inConnection = path[0] === 'model' && (path[1] === 'configuration' || path[1] === 'connection');
	if (inConnection && /^(api_?)?key$/i.test(String(path.at(-1)))) {
		return [];
	}
	// Connections come from the project file, so that an endpoint taken from the environment does no harm: it is not read.
	return inConnection
		? [problem('environment-ignored', 'This is not read: models are connected by groundline.yaml.', range)]
		: [
				problem(
					'environment-reference',
					`\`\${env:${name}}\` may stand for the key of a connection only; nothing else is taken from the environment.`,
					range,
				),
			];
}
