import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { checkCommand } from '../../../src/cli/commands/check.ts';
import { groundCommand } from '../../../src/cli/commands/ground.ts';
import { judgeCommand } from '../../../src/cli/commands/judge.ts';
import { lspCommand } from '../../../src/cli/commands/lsp.ts';
import { readVerdictCommand } from '../../../src/cli/commands/read-verdict.ts';
import { runCommand } from '../../../src/cli/commands/run.ts';
import { schemaCommand } from '../../../src/cli/commands/schema.ts';
import { EXIT } from '../../../src/cli/exit-code.ts';
import { COMMON } from '../../../src/cli/options.ts';

const page = readFileSync(new URL('../../../docs/command-line.md', import.meta.url), 'utf8');

const SPECS = [
	checkCommand,
	groundCommand,
	judgeCommand,
	lspCommand,
	readVerdictCommand,
	runCommand,
	schemaCommand,
].map(({ spec }) => spec);

test('docs/command-line.md names every command and every option, and no other', () => {
	for (const { name } of SPECS) {
		assert.match(page, new RegExp(`^\\| \`${name}[ \`]`, 'm'));
	}
	const options = [...SPECS.map(spec => spec.options), COMMON].flatMap(group => Object.entries(group));
	const there = new Set(options.filter(([, option]) => option.later !== true).map(([name]) => `--${name}`));
	const named = new Set(page.match(/--[a-z][a-z-]+/g));
	assert.deepEqual([...named].sort(), [...there].sort());
});

test('docs/command-line.md names every exit code', () => {
	const codes = [...page.matchAll(/^\| (\d+) \|/gm)].map(([, code]) => Number(code));
	assert.deepEqual(
		codes,
		Object.values(EXIT).sort((a, b) => a - b),
	);
});
