import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { STANDARD_VARIABLES } from '../../../../src/core/prompt/variables.ts';

const root = path.join(import.meta.dirname, '../../../..');

interface Rule {
	readonly include?: string;
	readonly match?: string;
	readonly begin?: string;
	readonly end?: string;
	readonly while?: string;
	readonly patterns?: readonly Rule[];
	readonly repository?: Readonly<Record<string, Rule>>;
	readonly scopeName?: string;
}

const grammars = globSync('syntaxes/*.tmLanguage.json', { cwd: root }).map(
	file => [file, JSON.parse(readFileSync(path.join(root, file), 'utf8')) as Rule] as const,
);

test('every rule of every grammar compiles, and every include leads somewhere', () => {
	assert.ok(grammars.length >= 6);
	for (const [file, grammar] of grammars) {
		const visit = (rule: Rule) => {
			for (const source of [rule.match, rule.begin, rule.end, rule.while]) {
				assert.doesNotThrow(() => new RegExp((source ?? '').replaceAll('\\A', '^').replaceAll('(?i:', '(?:')), file);
			}
			if (rule.include?.startsWith('#')) {
				assert.ok(grammar.repository?.[rule.include.slice(1)], `${file}: ${rule.include}`);
			}
			rule.patterns?.forEach(visit);
			Object.values(rule.repository ?? {}).forEach(visit);
		};
		visit(grammar);
	}
});

test('the grammars are those that the manifest names', () => {
	const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
		contributes: { grammars: { scopeName: string; path: string }[]; languages: { configuration: string }[] };
	};
	const named = manifest.contributes.grammars.map(
		grammar => `${path.posix.normalize(grammar.path)} ${grammar.scopeName}`,
	);
	assert.deepEqual(named.sort(), grammars.map(([file, { scopeName }]) => `${file} ${scopeName}`).sort());
	for (const { configuration } of manifest.contributes.languages) {
		const text = readFileSync(path.join(root, configuration), 'utf8');
		const { wordPattern } = JSON.parse(text) as { wordPattern: { pattern: string; flags: string } };
		assert.ok(new RegExp(`^(?:${wordPattern.pattern})$`, wordPattern.flags).test('résumé'), configuration);
	}
});

test('the standard variables are coloured', () => {
	const prompty = readFileSync(path.join(root, 'syntaxes/prompty.tmLanguage.json'), 'utf8');
	assert.ok(prompty.includes(STANDARD_VARIABLES.join('|')));
});
