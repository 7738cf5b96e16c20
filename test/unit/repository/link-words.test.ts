import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { LINK_WORDS } from '../../../src/host/painters/link-words.ts';

/** Says of a line that the answer took it up: only influence shows that. */
const USED = /\b(?:used|unused)\b|\buses\b.*\b(?:line|passage|context)/i;
/** Words that speak of something else than lines of a context. */
const ELSEWHERE = [
	/^Out: \{"id", "used"/,
	/cannot be used/,
	/is not used/,
	/used by the (?:judge|model)/,
	/when it is used/,
	/tokens? used/,
];

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
	const wrong = paths.flatMap(path =>
		[...shownTexts(join(root, path))]
			.filter(text => USED.test(text) && !/influence|changes without|leaving .* out|left out/i.test(text))
			.filter(text => !ELSEWHERE.some(pattern => pattern.test(text)))
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
