import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

const root = path.join(import.meta.dirname, '../../..');

test('no file of src imports itself at runtime, however far around', () => {
	const files = globSync(['src/**/*.ts', 'media/**/*.ts'], { cwd: root });
	assert.ok(files.length > 50, 'the sources are found');
	const text = (file: string) => readFileSync(path.join(root, file), 'utf8');
	assert.deepEqual(cyclesOf(new Map(files.map(file => [file, runtimeImports(file, text(file))]))), []);
});

test('cycles are found, and imports of types are none', () => {
	assert.deepEqual(
		cyclesOf(
			new Map([
				['a', ['b']],
				['b', ['c', 'd']],
				['c', ['a']],
				['d', []],
				['e', ['e', 'a']],
			]),
		),
		['a → b → c → a', 'e → e'],
	);
	const text = [
		"import type { T } from './t.ts';",
		"import { type U, type V } from './u.ts';",
		"export type { W } from './w.ts';",
		"import { a, type B } from './a.ts';",
		"import c from './c.ts';",
		"import * as d from '../d.ts';",
		"import './e.ts';",
		'import {',
		'	f,',
		"} from './f.ts';",
		"export * from './g.ts';",
		"const h = await import('./h.ts');",
		"import fs from 'node:fs';",
	].join('\n');
	assert.deepEqual(runtimeImports('src/x/y.ts', text), [
		'src/x/a.ts',
		'src/x/c.ts',
		'src/d.ts',
		'src/x/e.ts',
		'src/x/f.ts',
		'src/x/g.ts',
	]);
});

/** The files that have to be there before this one can run; types are gone by then, and `import()` waits until it is called. */
function runtimeImports(file: string, text: string): string[] {
	const found: string[] = [];
	for (const [, type, names = '', target] of text.matchAll(
		/^(?:import|export)\s(type\s)?\s*(?:([\w\s{},*]*?)\sfrom\s*)?['"](\.[^'"]+)['"]/gm,
	)) {
		const listed = /^\{([^}]*)\}$/s.exec(names.trim())?.[1];
		const onlyTypes = listed?.split(',').every(name => name.trim() === '' || name.trim().startsWith('type ')) === true;
		if (type === undefined && !onlyTypes) {
			found.push(path.posix.join(path.posix.dirname(file), target!));
		}
	}
	return found;
}

/** Each way back to a file that a walk through the imports finds; none is found exactly where there is none. */
function cyclesOf(imports: ReadonlyMap<string, readonly string[]>): string[] {
	const cycles: string[] = [];
	const done = new Set<string>();
	const way: string[] = [];
	const visit = (file: string): void => {
		const at = way.indexOf(file);
		if (at >= 0) {
			cycles.push([...way.slice(at), file].join(' → '));
			return;
		}
		if (done.has(file)) {
			return;
		}
		way.push(file);
		for (const next of imports.get(file) ?? []) {
			visit(next);
		}
		way.pop();
		done.add(file);
	};
	for (const file of imports.keys()) {
		visit(file);
	}
	return cycles;
}
