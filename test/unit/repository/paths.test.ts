import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

const root = path.join(import.meta.dirname, '../../..');

test('every path that a document names exists', () => {
	const documents = globSync(['*.md', 'docs/**/*.md'], { cwd: root });
	assert.ok(documents.includes('README.md') && documents.includes('ARCHITECTURE.md'));
	const missing = documents.flatMap(document =>
		namedPaths(document)
			.filter(named => !exists(document, named))
			.map(named => `${document}: ${named}`),
	);
	assert.deepEqual(missing, []);
});

/** Link targets, and code spans that look like a path of this repository. */
function namedPaths(document: string): string[] {
	const text = readFileSync(path.join(root, document), 'utf8').replace(/^```[\s\S]*?^```/gm, '');
	const links = [...text.matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)].map(match => match[1]!);
	const spans = [...text.matchAll(/`((?:src|test|media|docs|scripts|syntaxes|\.ci)\/[\w./-]*)`/g)].map(
		match => match[1]!,
	);
	return [...links, ...spans];
}

function exists(document: string, named: string): boolean {
	return existsSync(path.join(root, path.dirname(document), named)) || existsSync(path.join(root, named));
}
