import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

const root = path.join(import.meta.dirname, '../../..');

/** Layer → the layers it may import, besides itself. The direction of DESIGN: media → shared → core ← server, node, host, cli. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
	'src/core': [],
	'src/shared': ['src/core'],
	'src/node': ['src/core', 'src/shared'],
	'src/server': ['src/core', 'src/shared', 'src/node/files.ts'],
	'src/host': ['src/core', 'src/shared', 'src/node'],
	// The command line starts the language server for other editors.
	'src/cli': ['src/core', 'src/shared', 'src/node', 'src/server/main.ts', 'src/server/stdio.ts'],
	media: ['src/shared', 'src/core'],
};

/** Layer → the packages it may import. Node's own modules count as `node:`. */
const MAY_USE: Readonly<Record<string, readonly string[]>> = {
	'src/core': ['yaml', '@huggingface/jinja', 're2js', '@cfworker/json-schema'],
	'src/shared': [],
	'src/node': ['node:', 'openai', 'gpt-tokenizer'],
	'src/server': ['node:', 'vscode-languageserver', 'vscode-languageserver-textdocument'],
	'src/host': ['node:', 'vscode', 'vscode-languageclient'],
	'src/cli': ['node:'],
	media: [],
};

test('every import follows the table of layers', () => {
	const files = globSync(['src/**/*.ts', 'media/**/*.ts'], { cwd: root });
	assert.ok(files.length > 50, 'the sources are found');
	const offences = files.flatMap(file => importsOf(file).flatMap(imported => offence(file, imported)));
	assert.deepEqual(offences, []);
});

test('the table notices an import that it does not allow', () => {
	assert.deepEqual(offence('src/core/a.ts', 'vscode'), ['src/core/a.ts imports vscode']);
	assert.deepEqual(offence('src/core/a.ts', 'node:fs'), ['src/core/a.ts imports node:fs']);
	assert.deepEqual(offence('src/server/a.ts', '../node/models.ts'), ['src/server/a.ts imports src/node/models.ts']);
	assert.deepEqual(offence('src/server/a.ts', '../node/files.ts'), []);
	assert.deepEqual(offence('src/core/documents/a.ts', '../../host/b.ts'), [
		'src/core/documents/a.ts imports src/host/b.ts',
	]);
});

/** Everything a file imports: static, type-only, re-exported and dynamic. A static one begins its line. */
function importsOf(file: string): string[] {
	const text = readFileSync(path.join(root, file), 'utf8');
	const patterns = [
		/^(?:import|export)\s(?:[\w\s{},*]*?\sfrom\s*)?['"]([^'"]+)['"]/gm,
		/(?<![\w.])(?:import|require)\(\s*['"]([^'"]+)['"]/g,
	];
	return patterns.flatMap(pattern => [...text.matchAll(pattern)].map(match => match[1]!));
}

function offence(file: string, imported: string): string[] {
	const layer = Object.keys(MAY_IMPORT).find(name => file.startsWith(`${name}/`));
	if (layer === undefined) {
		return [`${file} is in no layer`];
	}
	if (!imported.startsWith('.')) {
		const allowed = MAY_USE[layer]!.some(name =>
			name === 'node:' ? imported.startsWith(name) : imported === name || imported.startsWith(`${name}/`),
		);
		return allowed ? [] : [`${file} imports ${imported}`];
	}
	const target = path.posix.join(path.posix.dirname(file), imported);
	const allowed = [layer, ...MAY_IMPORT[layer]!].some(name => target === name || target.startsWith(`${name}/`));
	return allowed ? [] : [`${file} imports ${target}`];
}
