import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Passage } from '../../../../src/core/context/passage.ts';
import { passagesOf } from '../../../../src/core/context/passages-of.ts';
import { CachedFiles } from '../../../../src/core/documents/cached-files.ts';
import type { FileRead } from '../../../../src/core/documents/files.ts';
import { parseQuestionFile } from '../../../../src/core/documents/parse-question-file.ts';
import { LineIndex } from '../../../../src/core/text/lines.ts';
import { TextFiles } from '../../../support/text-files.ts';

/** The passages of the entries under `context:`, written as the YAML of a question file. */
async function passages(entries: string, files: Readonly<Record<string, string | FileRead>> = {}) {
	const text = `version: 1\ncontext:\n${entries}\nquestions: []\n`;
	const { file } = parseQuestionFile(text);
	const source = { path: 'q.questions.yaml', lines: () => new LineIndex(text), firstNumber: 1, chosen: new Map() };
	const read = await passagesOf(file.context, { ...source, files: new CachedFiles(new TextFiles(files)) });
	return { ...read, text };
}

const ids = (all: readonly Passage[]) => all.map(({ units }) => units.map(({ id }) => id));

test('chooses lines in the order written, each once', async () => {
	const { passages: all } = await passages('  - { file: a.md, lines: "4-, 1-2, 2" }\n  - { file: a.md, label: all }', {
		'a.md': '\uFEFFone\r\ntwo\rthree\nfour\n',
	});
	assert.equal(all[0]?.text, 'four\none\ntwo');
	assert.deepEqual(ids(all), [
		['P1:L4', 'P1:L1', 'P1:L2'],
		['P2:L1', 'P2:L2', 'P2:L3', 'P2:L4'],
	]);
	assert.equal(all[1]?.label, 'all');
	assert.match(all[0]?.hash ?? '', /^[0-9a-f]{12}$/);
});

test('a glob is every file it matches, sorted', async () => {
	const { passages: all } = await passages('  - { file: "docs/**/*.md", lines: 1 }', {
		'docs/b.md': 'b\n',
		'docs/x/a.md': 'a\n',
		'docs/c.txt': 'c\n',
	});
	assert.deepEqual(
		all.map(({ path, number }) => [path, number]),
		[
			['docs/b.md', 1],
			['docs/x/a.md', 2],
		],
	);
});

test('a file whose name looks like a glob is that file', async () => {
	const { passages: all, problems } = await passages('  - { file: "a[1].md" }', { 'a[1].md': 'x' });
	assert.deepEqual(problems, []);
	assert.equal(all[0]?.path, 'a[1].md');
});

test('rows of a table take the header along, and a record is one unit over its lines', async () => {
	const csv = 'name,note\r\na,1\r\nb,"two\r\nlines"\r\nc,3\r\n';
	const { passages: all } = await passages('  - { file: t.csv, rows: 2- }', { 't.csv': csv });
	assert.equal(all[0]?.text, 'name,note\nb,"two\nlines"\nc,3');
	assert.deepEqual(
		all[0]?.units.map(({ id, line }) => [id, line]),
		[
			['P1:L1', 1],
			['P1:L3', 3],
			['P1:L5', 5],
		],
	);
	assertMapped(all[0]!, csv);
});

test('units of inline text know their line in the question file', async () => {
	const { passages: all, text } = await passages(
		'  - text: |\n      first\n\n      third\n  - text: "a\\tb\n      c"\n  - { text: plain }',
	);
	assert.deepEqual(
		all.map(({ units }) => units.map(({ id, line, text: own }) => [id, line, own])),
		[
			[
				['P1:L1', 4, 'first'],
				['P1:L2', 5, ''],
				['P1:L3', 6, 'third'],
			],
			[['P2:L1', 7, 'a\tb c']],
			[['P3:L1', 9, 'plain']],
		],
	);
	for (const passage of all) {
		assertMapped(passage, text);
	}
});

test('every unit maps back to the characters of its document', async () => {
	const line = fc.constantFrom('one', 'two words', '', '  deeper', 'é🛰️', '"q"', "it's", '# no', '- no');
	const style = fc.constantFrom('|', '|+', '>', '>-', '"', "'");
	await fc.assert(
		fc.asyncProperty(fc.array(line, { minLength: 1, maxLength: 5 }), style, async (lines, how) => {
			const indented = lines.map(one => (one === '' ? '' : `        ${one}`)).join('\n');
			const entry =
				how === '"' || how === "'"
					? `  - text: ${how}${indented.replaceAll(how, how === '"' ? '\\"' : "''").trim() || 'x'}${how}`
					: `  - text: ${how}\n        x\n${indented}`;
			const { passages: all, text, problems } = await passages(entry);
			assert.deepEqual(problems, []);
			assert.equal(all.length, 1);
			assertMapped(all[0]!, text);
			assert.equal(all[0]?.units.map(unit => unit.text).join('\n'), all[0]?.text);
		}),
		{ numRuns: 60 },
	);
});

/** Every piece of every unit is verbatim, and the words of the unit are mapped. */
function assertMapped(passage: Passage, document: string): void {
	for (const { text, pieces } of passage.units) {
		let mapped = 0;
		for (const { at, source, length } of pieces) {
			assert.equal(document.slice(source, source + length), text.slice(at, at + length));
			mapped += length;
		}
		assert.ok(mapped >= text.replace(/[\s"]/g, '').length, `${mapped} mapped of ${JSON.stringify(text)}`);
	}
}
