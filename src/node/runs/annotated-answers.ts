import { parseAnnotations } from '../../core/documents/parse-annotations.ts';
import { NodeFiles } from '../files.ts';

/** Annotation files that are looked at, at most. */
const MOST_FILES = 1000;

/** Short hashes of all answers that people annotated in the files below a folder. */
export async function annotatedAnswers(root: string): Promise<ReadonlySet<string>> {
	const files = new NodeFiles(root);
	const hashes = new Set<string>();
	for (const path of await files.list('**/*.annotations.{yaml,yml}', MOST_FILES)) {
		const read = await files.read(path);
		for (const hash of read.kind === 'text' ? parseAnnotations(read.text).file.answers.keys() : []) {
			hashes.add(hash);
		}
	}
	return hashes;
}
