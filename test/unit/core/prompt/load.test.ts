import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Files } from '../../../../src/core/documents/files.ts';
import { includedPaths, loadPrompt } from '../../../../src/core/prompt/load.ts';

function filesOf(texts: Readonly<Record<string, string>>): Files {
	return {
		read: async path =>
			Object.hasOwn(texts, path)
				? { kind: 'text', text: texts[path]! }
				: { kind: 'missing', message: 'There is no such file.' },
		list: async () => [],
	};
}

async function load(texts: Readonly<Record<string, string>>) {
	const loaded = await loadPrompt('prompts/a.prompty', filesOf(texts));
	assert.equal(loaded.kind, 'loaded');
	return loaded as Extract<typeof loaded, { kind: 'loaded' }>;
}

test('reads what is included, and what that includes', async () => {
	const { template, problems, dependencies } = await load({
		'prompts/a.prompty': '{% include "parts/x.jinja" %}',
		'prompts/parts/x.jinja': 'X {% include "parts/y.jinja" %}',
		'prompts/parts/y.jinja': 'Y',
	});
	assert.deepEqual(problems, []);
	assert.deepEqual(dependencies, ['prompts/parts/x.jinja', 'prompts/parts/y.jinja']);
	assert.deepEqual([...(template.partials?.values() ?? [])], ['X {% include "parts/y.jinja" %}', 'Y']);
	assert.deepEqual(
		includedPaths(template).map(each => each.value),
		['parts/x.jinja'],
	);
});

test('what is missing, outside, circular, too deep or broken is a problem at the include', async () => {
	const deep = Object.fromEntries(
		[1, 2, 3, 4, 5, 6].map(n => [`prompts/${n}.jinja`, `{% include "${n + 1}.jinja" %}`] as const),
	);
	const names = ['none', '../b', '/etc/passwd', 'https://x.y/z', 'self', '1', 'bad'];
	const text = names.map(name => `{% include "${name}.jinja" %}`).join('\n');
	const { problems } = await load({
		...deep,
		'prompts/a.prompty': text,
		'prompts/self.jinja': '{% include "self.jinja" %}',
		'prompts/bad.jinja': '{% if %}',
		'b.jinja': 'outside',
	});
	assert.deepEqual(
		problems.map(({ code, range }) => `${code} ${text.slice(range.start, range.end)}`),
		[
			'include-missing "none.jinja"',
			'include-missing "../b.jinja"',
			'include-missing "/etc/passwd.jinja"',
			'include-missing "https://x.y/z.jinja"',
			'include-depth "self.jinja"',
			'include-depth "1.jinja"',
			'template-syntax "bad.jinja"',
		],
	);
});

test('a sample may stand in a file', async () => {
	const text = '---\nsample: ${file:s.json}\n---\n{{ tone }}';
	const { template, problems } = await load({ 'prompts/a.prompty': text, 'prompts/s.json': '{"tone": "calm"}' });
	assert.deepEqual([template.sample.get('tone'), problems], ['calm', []]);
	const broken = await load({ 'prompts/a.prompty': text, 'prompts/s.json': '[1' });
	assert.deepEqual(
		broken.problems.map(problem => problem.code),
		['file-reference'],
	);
	assert.deepEqual(broken.dependencies, ['prompts/s.json']);
});

test('a template that is not there is said to be so', async () => {
	const loaded = await loadPrompt('prompts/a.prompty', filesOf({}));
	assert.deepEqual(loaded, { kind: 'unread', read: { kind: 'missing', message: 'There is no such file.' } });
});
