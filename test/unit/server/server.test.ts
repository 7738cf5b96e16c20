import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import {
	CancellationTokenSource,
	type CodeAction,
	type CompletionList,
	type DefinitionLink,
	type DocumentHighlight,
	type DocumentLink,
	type DocumentSymbol,
	type FoldingRange,
	type Hover,
	InsertTextMode,
	type Location,
	LogMessageNotification,
	type TextEdit,
	type WorkspaceEdit,
} from 'vscode-languageserver/node';
import { LanguageTestClient } from '../../support/language-client.ts';

const clients: LanguageTestClient[] = [];

async function start(files: Readonly<Record<string, string>>, capabilities: object = {}): Promise<LanguageTestClient> {
	const client = await new LanguageTestClient(files).start(capabilities);
	clients.push(client);
	return client;
}

afterEach(() => {
	for (const client of clients.splice(0)) {
		client.stop();
	}
});

const GONE = { kind: 'missing', message: 'gone' } as const;
const QUESTIONS = 'version: 1\nquestions:\n  - id: a\n    question: What is it?\n  - question: And why?\n';

test('problems come with range and code, and go when the text is mended', async () => {
	const client = await start({});
	await client.open('a.questions.yaml', QUESTIONS.replace('version', 'versoin'));
	assert.ok((await client.problems('a.questions.yaml')).includes('0:0-0:7 unknown-key'));
	await client.change('a.questions.yaml', {
		range: { start: { line: 0, character: 0 }, end: { line: 0, character: 7 } },
		text: 'version',
	});
	assert.deepEqual(await client.problems('a.questions.yaml'), []);
	assert.equal(client.published.at(-1)?.version, 2);
});

test('a client that cannot tell of folders hears of no error', async () => {
	const client = await start({});
	const logged: string[] = [];
	client.connection.onNotification(LogMessageNotification.type, ({ message }) => {
		logged.push(message);
	});
	await client.open('a.questions.yaml', QUESTIONS);
	assert.deepEqual(await client.problems('a.questions.yaml'), []);
	assert.deepEqual(logged, []);
});

test('the outline of a question file follows its text', async () => {
	const client = await start({});
	await client.open('a.questions.yaml', QUESTIONS);
	await client.rest();
	const outline = client.outlines.at(-1)!;
	assert.equal(outline.version, 1);
	assert.deepEqual(
		outline.questions.map(({ id, title }) => `${id}: ${title}`),
		['a: What is it?', 'and-why-f946: And why?'],
	);
	assert.deepEqual(outline.questions[0]!.range, { start: { line: 3, character: 4 }, end: { line: 3, character: 12 } });
	await client.change('a.questions.yaml', { text: QUESTIONS.replace('id: a', 'id: b') });
	await client.rest();
	assert.deepEqual(
		client.outlines.at(-1)!.questions.map(({ id }) => id),
		['b', 'and-why-f946'],
	);
});

test('an edit in a file that a question file names checks the question file again', async () => {
	const client = await start({
		'groundline.yaml': 'version: 1\nmodels:\n  m: { provider: openai, model: m }\n',
		'docs/page.md': 'one\ntwo\nthree\n',
		'p.prompty': 'user:\n{{ question }} {{ context }} {{ tone }}\n',
	});
	const text = `version: 1\nprompt: p.prompty\nmodels: [m]\ncontext:\n  - { file: docs/page.md, lines: 1-3 }\nvars: { tone: short }\n${QUESTIONS.slice(11)}`;
	await client.open('a.questions.yaml', text);
	assert.deepEqual(await client.problems('a.questions.yaml'), []);

	await client.write('docs/page.md', 'one\n');
	assert.deepEqual(await client.problems('a.questions.yaml'), ['4:33-4:36 lines-out-of-range']);
	await client.write('docs/page.md', undefined);
	assert.deepEqual(await client.problems('a.questions.yaml'), ['4:12-4:24 missing-file']);
	await client.write('docs/page.md', 'one\ntwo\nthree\n');
	assert.deepEqual(await client.problems('a.questions.yaml'), []);

	await client.open('groundline.yaml');
	await client.change('groundline.yaml', { text: 'version: 1\nmodels: {}\n' });
	assert.deepEqual(await client.problems('a.questions.yaml'), ['2:9-2:10 unknown-model']);
	await client.close('groundline.yaml');
	assert.deepEqual(await client.problems('a.questions.yaml'), []);

	await client.change('a.questions.yaml', { text: text.replace('tone: short', 'other: x') });
	assert.deepEqual(await client.problems('p.prompty'), ['1:32-1:36 undefined-variable']);
	await client.open('p.prompty');
	assert.deepEqual(await client.problems('p.prompty'), ['1:32-1:36 undefined-variable']);
	await client.change('p.prompty', { text: 'user:\n{{ question }} {{ context }}\n' });
	assert.deepEqual(await client.problems('p.prompty'), []);
});

test('a prompt is checked with the variables of the question files that use it, open or not', async () => {
	const client = await start({
		'a.questions.yaml': `prompt: p.prompty\nvars: { tone: short }\n${QUESTIONS}`,
		'p.prompty': 'user:\n{{ question }} {{ context }} {{ tone }} {{ style }}\n',
	});
	await client.open('p.prompty');
	assert.deepEqual(await client.problems('p.prompty'), ['1:43-1:48 undefined-variable']);
});

test('a burst of edits ends with the problems of the last text, and each publication names its version', async () => {
	const client = await start({});
	await client.open('a.questions.yaml', '');
	const word = 'versoin: 1\n';
	for (let at = 0; at < word.length; at++) {
		const place = { line: 0, character: at };
		await client.change('a.questions.yaml', { range: { start: place, end: place }, text: word[at]! });
	}
	assert.ok((await client.problems('a.questions.yaml')).includes('0:0-0:7 unknown-key'));
	assert.equal(client.published.at(-1)?.version, word.length + 1);
	const versions = client.published.map(({ version }) => version ?? 0);
	assert.deepEqual(
		versions,
		versions.toSorted((a, b) => a - b),
	);
});

test('closing a document withdraws its problems', async () => {
	const client = await start({ 'r.rubric.yaml': 'version: 1\ncriteria: []\n' });
	await client.open('r.rubric.yaml');
	assert.notDeepEqual(await client.problems('r.rubric.yaml'), []);
	await client.close('r.rubric.yaml');
	assert.deepEqual(await client.problems('r.rubric.yaml'), []);
});

test('a rubric is checked over the rubric that it extends', async () => {
	const client = await start({
		'base.rubric.yaml': 'version: 1\nscale: { Yes: 100, No: 0 }\ncriteria:\n  - { id: right, weight: 1 }\npass: 80\n',
	});
	await client.open('r.rubric.yaml', 'version: 1\nextends: base.rubric.yaml\npass: { right: Maybe }\n');
	assert.deepEqual(await client.problems('r.rubric.yaml'), ['2:15-2:20 unknown-level']);
	await client.write(
		'base.rubric.yaml',
		'version: 1\nscale: { Maybe: 100, No: 0 }\ncriteria:\n  - { id: right, weight: 1 }\npass: 80\n',
	);
	assert.deepEqual(await client.problems('r.rubric.yaml'), []);
});

test('requests are answered over the protocol', async () => {
	const client = await start(
		{ 'groundline.yaml': 'version: 1\nmodels:\n  m: { provider: openai, model: m }\n' },
		{ textDocument: { definition: { linkSupport: true } }, workspace: { workspaceEdit: { documentChanges: true } } },
	);
	const path = 'a.questions.yaml';
	const text = `${QUESTIONS}    follows: a\nmodels: [m]\nprompt: gone.prompty\n`;
	await client.open(path, text);
	const atId = { line: 2, character: 8 };
	const atModel = { line: 6, character: 9 };
	assert.deepEqual(await client.complete(path, atModel), ['offline', 'm']);
	const list = await client.ask<CompletionList>('textDocument/completion', path, {
		position: { line: 8, character: 0 },
	});
	const context0 = list.items.find(({ label }) => label === 'context');
	assert.equal(context0?.insertTextMode, InsertTextMode.asIs, 'our indentation is not to be adjusted');
	assert.deepEqual(context0?.command?.command, 'editor.action.triggerSuggest');
	const hovered = await client.ask<Hover>('textDocument/hover', path, { position: atModel });
	assert.match(JSON.stringify(hovered.contents), /Defined in/);
	const [link] = await client.ask<DefinitionLink[]>('textDocument/definition', path, { position: atModel });
	assert.equal(link?.targetUri, 'file:///ws/groundline.yaml');
	assert.deepEqual(link?.targetRange.start, { line: 2, character: 2 });
	const context = { includeDeclaration: true };
	const places = await client.ask<Location[]>('textDocument/references', path, { position: atId, context });
	assert.deepEqual(
		places.map(({ range }) => range.start.line),
		[2, 5],
	);
	const edit = await client.ask<WorkspaceEdit>('textDocument/rename', path, { position: atModel, newName: 'n' });
	assert.deepEqual(
		edit.documentChanges?.map(
			change => 'textDocument' in change && [change.textDocument.uri, change.textDocument.version],
		),
		[
			['file:///ws/a.questions.yaml', 1],
			['file:///ws/groundline.yaml', null],
		],
	);
	const symbols = await client.ask<DocumentSymbol[]>('textDocument/documentSymbol', path);
	assert.ok(symbols.some(({ name, detail }) => name === 'a' && detail === 'What is it?'));
	const links = await client.ask<DocumentLink[]>('textDocument/documentLink', path);
	assert.deepEqual(
		links.map(({ target }) => target),
		['file:///ws/gone.prompty'],
	);
	assert.ok((await client.ask<FoldingRange[]>('textDocument/foldingRange', path)).length > 0);
	const highlights = await client.ask<DocumentHighlight[]>('textDocument/documentHighlight', path, { position: atId });
	assert.equal(highlights.length, 2);
	const options = { tabSize: 2, insertSpaces: true };
	const edits = await client.ask<TextEdit[]>('textDocument/formatting', path, { options });
	assert.deepEqual(edits, []);
});

test('a problem is mended by its quick fix', async () => {
	const client = await start({});
	await client.open('a.questions.yaml', QUESTIONS.replace('version', 'versoin'));
	const start0 = { line: 0, character: 0 };
	const range = { start: start0, end: start0 };
	const actions = await client.ask<CodeAction[]>('textDocument/codeAction', 'a.questions.yaml', {
		range,
		context: { diagnostics: [] },
	});
	const [edit] = actions[0]?.edit?.changes?.['file:///ws/a.questions.yaml'] ?? [];
	assert.equal(edit?.newText, 'version');
	assert.equal(actions[0]?.diagnostics?.[0]?.code, 'unknown-key');
	const others = { range, context: { diagnostics: [], only: ['refactor'] } };
	assert.deepEqual(await client.ask('textDocument/codeAction', 'a.questions.yaml', others), []);
});

test('every request settles: unknown documents, places outside, refused names, cancelled ones', async () => {
	const client = await start({});
	await client.open('a.questions.yaml', QUESTIONS);
	const position = { line: 999, character: 999 };
	for (const method of ['completion', 'hover', 'definition', 'documentHighlight']) {
		await client.ask(`textDocument/${method}`, 'unknown.questions.yaml', { position });
		await client.ask(`textDocument/${method}`, 'a.questions.yaml', { position });
	}
	for (const method of ['documentSymbol', 'foldingRange', 'documentLink']) {
		await client.ask(`textDocument/${method}`, 'unknown.questions.yaml');
	}
	const rename = client.ask('textDocument/rename', 'a.questions.yaml', {
		position: { line: 2, character: 8 },
		newName: '?',
	});
	await assert.rejects(rename, /will not do/);

	const cancel = new CancellationTokenSource();
	const asked = client.connection.sendRequest(
		'textDocument/hover',
		{ textDocument: { uri: client.uri('a.questions.yaml') }, position: { line: 0, character: 0 } },
		cancel.token,
	);
	cancel.cancel();
	await assert.rejects(asked, /cancelled/);
});

test('a request that waits for a file is cancelled at once', async () => {
	const client = await start({ 'a.questions.yaml': 'context:\n  - file: docs/slow.md\n' });
	client.files.read = path => (path === 'docs/slow.md' ? new Promise(() => undefined) : Promise.resolve(GONE));
	await client.open('a.questions.yaml');
	const cancel = new CancellationTokenSource();
	const asked = client.connection.sendRequest(
		'textDocument/hover',
		{ textDocument: { uri: client.uri('a.questions.yaml') }, position: { line: 1, character: 12 } },
		cancel.token,
	);
	setTimeout(() => cancel.cancel(), 5);
	await assert.rejects(asked, /cancelled/);
	const position = { line: 0, character: 2 };
	const other = await client.ask<Hover>('textDocument/hover', 'a.questions.yaml', { position });
	assert.match(JSON.stringify(other.contents), /context/, 'others are answered meanwhile');
});

test('a document outside of the workspace has the folder it lies in as its root', async () => {
	const client = await start({ 'b.prompty': 'user:\n{{ question }} {{ context }}' });
	const uri = 'file:///else/where/b.questions.yaml';
	await client.connection.sendNotification('textDocument/didOpen', {
		textDocument: { uri, languageId: 'yaml', version: 1, text: `prompt: b.prompty\n${QUESTIONS}` },
	});
	await client.rest();
	assert.deepEqual(client.published.findLast(params => params.uri === uri)?.diagnostics, []);
});

test('a document closed while its check still waits leaves no problems behind', async () => {
	const broken = 'version: 1\nmodles: x\nquestions: []\n';
	const client = await start({
		'a.questions.yaml': broken,
		'b.questions.yaml': 'version: 1\nquestions: [{ question: A? }]\n',
	});
	await client.open('a.questions.yaml');
	await client.open('b.questions.yaml', broken);
	assert.equal((await client.problems('b.questions.yaml')).length, 2);
	await client.change('a.questions.yaml', { text: `${broken}\n` });
	await client.change('b.questions.yaml', { text: 'modles: x\n' });
	await client.close('b.questions.yaml');
	assert.deepEqual(await client.problems('b.questions.yaml'), []);
});

test('a folder that joins or leaves the workspace changes what documents find around them', async () => {
	const files = {
		'groundline.yaml': 'version: 1\nmodels:\n  small: { provider: openai, model: m }\n',
		'sub/a.questions.yaml': 'version: 1\nmodels: [small]\nquestions: [{ question: A? }]\n',
	};
	const client = await start(files, { workspace: { workspaceFolders: true } });
	const folders = (added: readonly string[], removed: readonly string[]) => {
		const named = (uris: readonly string[]) => uris.map(uri => ({ uri, name: uri }));
		const event = { added: named(added), removed: named(removed) };
		return client.connection.sendNotification('workspace/didChangeWorkspaceFolders', { event });
	};
	await client.open('sub/a.questions.yaml');
	assert.deepEqual(await client.problems('sub/a.questions.yaml'), []);
	await folders(['file:///other'], ['file:///ws']);
	assert.deepEqual(await client.problems('sub/a.questions.yaml'), ['1:9-1:14 unknown-model']);
	await folders(['file:///ws'], []);
	assert.deepEqual(await client.problems('sub/a.questions.yaml'), []);
});

test('a rubric alone is checked against what it extends and the project it lies in', async () => {
	const client = await start({
		'groundline.yaml': 'version: 1\nmodels:\n  small: { provider: openai, model: m }\n',
		'a.rubric.yaml':
			'version: 1\nextends: b.rubric.yaml\nname: A\ncriteria:\n  - { id: x, weight: 1, judge: smal }\npass: 80\n',
	});
	await client.open('a.rubric.yaml');
	assert.deepEqual(await client.problems('a.rubric.yaml'), ['1:9-1:22 missing-file', '4:31-4:35 unknown-model']);
	await client.write('b.rubric.yaml', 'version: 1\nextends: a.rubric.yaml\nname: B\ncriteria: []\n');
	assert.match((await client.problems('a.rubric.yaml')).join(), /unknown-model/);
	assert.doesNotMatch((await client.problems('a.rubric.yaml')).join(), /missing-file/);
});
