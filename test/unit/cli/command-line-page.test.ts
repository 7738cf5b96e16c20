import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { EXIT } from '../../../src/cli/exit-code.ts';
import { command } from '../../support/command.ts';

const page = readFileSync(new URL('../../../docs/command-line.md', import.meta.url), 'utf8');

test('docs/command-line.md names every command and every option that the help shows, and no other', async () => {
	const names = [...(await command(['--help'])).out.matchAll(/^ {2}([a-z][a-z-]+) /gm)].map(([, name]) => name!);
	assert.ok(names.includes('run') && names.includes('lsp'), names.join(' '));
	const options = new Set<string>();
	for (const name of names) {
		assert.match(page, new RegExp(`^\\| \`${name}[ \`]`, 'm'), `the page has no row for ${name}`);
		for (const [, option] of (await command([name, '--help'])).out.matchAll(/^ {2}(--[a-z][a-z-]+)/gm)) {
			options.add(option!);
		}
	}
	assert.deepEqual([...new Set(page.match(/--[a-z][a-z-]+/g))].sort(), [...options].sort());
});

test('docs/command-line.md names every exit code', () => {
	const codes = [...page.matchAll(/^\| (\d+) \|/gm)].map(([, code]) => Number(code));
	assert.deepEqual(
		codes,
		Object.values(EXIT).sort((a, b) => a - b),
	);
});
