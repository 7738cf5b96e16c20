import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { LINK_WORDS } from '../../../src/host/painters/link-words.ts';

/** Says of lines that the answer took them up: only influence shows that. */
const USED =
	/^used$|\b(?:used|uses|unused)\b.*\b(?:lines?|passages?|context|quotes?|units?)\b|\b(?:lines?|passages?|context|quotes?|units?)\b.*\b(?:used|uses|unused)\b/is;
/** What speaks of influence, or of something else than what an answer stands on. */
const FINE = /influence|changes without|leaving .* out|left out|used lines? to change|^Out: \{"id", "used"/i;

/** Every text in quotation marks of a source, and every value of a translation. Names of members and classes are no words for people. */
function* shownTexts(path: string): Iterable<string> {
	const source = readFileSync(path, 'utf8');
	if (path.endsWith('.json')) {
		yield* Object.values(JSON.parse(source) as Record<string, string>);
		return;
	}
	const code = source.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '').replace(/^import .*$/gm, '');
	for (const found of code.matchAll(/'((?:[^'\\\n]|\\.)*)'|`((?:[^`\\]|\\.)*)`|"((?:[^"\\\n]|\\.)*)"/g)) {
		const text = (found[1] ?? found[2] ?? found[3] ?? '').replace(/\$\{[^}]*\}/g, '…');
		if (/\s/.test(text) || text === 'used') {
			yield text;
		}
	}
}

test('the word "used" appears with influence only', () => {
	const root = join(import.meta.dirname, '../../..');
	const paths = globSync(['src/{host,shared,cli}/**/*.ts', 'media/**/*.ts', 'package.nls*.json'], { cwd: root });
	assert.ok(paths.length > 100);
	const wrong = paths
		.filter(path => !/influence/.test(path))
		.flatMap(path =>
			[...shownTexts(join(root, path))]
				.filter(text => USED.test(text) && !FINE.test(text))
				.map(text => `${path}: ${text}`),
		);
	assert.deepEqual(
		wrong.filter(line => !/link-words\.ts: used$/.test(line)),
		[],
	);
});

test('each kind has words of its own', () => {
	assert.deepEqual(LINK_WORDS, { overlap: 'supported by', cited: 'cited by the judge', influence: 'used' });
});
