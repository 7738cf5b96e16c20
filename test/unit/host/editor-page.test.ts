import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

const read = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');
const page = read('docs/editor.md');
const { contributes } = JSON.parse(read('package.json')) as {
	readonly contributes: {
		readonly configuration: { readonly properties: Readonly<Record<string, { readonly default: unknown }>> };
		readonly keybindings: readonly { readonly key: string }[];
	};
};

test('docs/editor.md names every setting with its default', () => {
	const rows = [...page.matchAll(/^\| `(groundline\.[\w.]+)` \| (.*?) ?\| /gm)].map(([, name, value]) => [name, value]);
	const wanted = Object.entries(contributes.configuration.properties).map(([name, { default: value }]) => [
		name,
		Array.isArray(value) ? (value.length === 0 ? 'none' : 'all') : String(value),
	]);
	assert.deepEqual(rows.sort(), wanted.sort());
});

test('docs/editor.md names every keyboard shortcut', () => {
	const named = [...page.matchAll(/^\| `(ctrl[^`]+|[0-9a-z])` \|/gm)].map(([, key]) => key);
	assert.deepEqual(named, [...new Set(contributes.keybindings.map(({ key }) => key))]);
});
