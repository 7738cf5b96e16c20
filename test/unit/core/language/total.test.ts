import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { writeDownIds } from '../../../../src/core/language/actions.ts';
import { complete } from '../../../../src/core/language/completion.ts';
import { definition } from '../../../../src/core/language/definition.ts';
import { foldings } from '../../../../src/core/language/folding.ts';
import { format } from '../../../../src/core/language/formatting.ts';
import { hover } from '../../../../src/core/language/hover.ts';
import { documentLinks } from '../../../../src/core/language/links.ts';
import { outline } from '../../../../src/core/language/outline.ts';
import { references } from '../../../../src/core/language/references.ts';
import { rename } from '../../../../src/core/language/rename.ts';
import { cpuSeconds, endedSoon } from '../../../support/ends-soon.ts';
import { fixture } from '../../../support/language-fixture.ts';

const PATHS = [
	'a.questions.yaml',
	'p.prompty',
	'x.prompt.yml',
	'r.rubric.yaml',
	'groundline.yaml',
	'a.annotations.yml',
];

/** Asks everything of a text at an offset. */
async function askAll(path: string, text: string, at: number): Promise<void> {
	const { document, offset, library, files } = fixture({ [path]: `${text.slice(0, at)}¦${text.slice(at)}` });
	await complete(document, offset, { library, files });
	await hover(document, offset, { library, files });
	definition(document, offset, library);
	references(document, offset, { library, declarations: true });
	rename(document, offset, { library, to: 'other' });
	format(document);
	writeDownIds(document, { start: 0, end: text.length });
	for (const { first, last } of foldings(document)) {
		assert.ok(first < last && last < document.lines.count);
	}
	for (const { range } of [...outline(document), ...documentLinks(document), ...document.occurrences]) {
		assert.ok(0 <= range.start && range.start <= range.end && range.end <= text.length);
	}
}

test('every feature answers on every text', async () => {
	const piece = fc.constantFrom(
		'questions:',
		'\n',
		'\r\n',
		'\n  - ',
		'id: a',
		'follows: a',
		'question: "',
		'models: [',
		']',
		'{',
		'}',
		'pass: ',
		'extends: r.rubric.yaml',
		'&x ',
		'*x',
		'<<: ',
		'---\n',
		'user:',
		'{{ v }}',
		'{% for',
		'|',
		'\uFEFF',
		'😀',
		'\u0000',
		'\t',
	);
	const texts = fc.array(piece, { maxLength: 25 }).map(pieces => pieces.join(''));
	await fc.assert(
		fc.asyncProperty(texts, fc.constantFrom(...PATHS), fc.nat(100), (text, path, at) =>
			askAll(path, text, Math.min(at, text.length)),
		),
		{ numRuns: 120 },
	);
});

test('a rubric that extends itself, and a text that nests without end, are answered too', async () => {
	await askAll('r.rubric.yaml', 'extends: r.rubric.yaml\npass: { a: b }\n', 35);
	const started = cpuSeconds();
	for (const path of PATHS) {
		await askAll(path, `a: ${'['.repeat(5_000)}`, 5_004);
		await askAll(path, '- '.repeat(5_000), 10_000);
	}
	endedSoon(started);
});
