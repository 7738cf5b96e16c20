import { resolvePath } from '../documents/files.ts';
import { parseRubric, type RubricReading } from '../documents/parse-rubric.ts';
import type { LanguageDocument } from './document.ts';
import type { Library } from './library.ts';

/** A rubric read over the rubrics that it extends, as far as the library has them. A circle of them is cut. */
export function rubricReading(
	document: LanguageDocument,
	library: Library,
	above: readonly string[] = [],
): RubricReading & { readonly paths: readonly string[] } {
	const alone = parseRubric(document.text);
	const written = alone.extends?.value;
	const path = written === undefined ? undefined : resolvePath(document.path, written);
	const base = path === undefined || above.includes(path) ? undefined : library.get(path);
	if (path === undefined || base === undefined || above.length >= MOST_BASES) {
		return { ...alone, paths: path === undefined ? [document.path] : [document.path, path] };
	}
	const read = rubricReading(base, library, [...above, document.path]);
	return { ...parseRubric(document.text, read.rubric), paths: [document.path, ...read.paths] };
}

/** More rubrics in a row than anyone means to write. */
const MOST_BASES = 8;
