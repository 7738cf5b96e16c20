import assert from 'node:assert/strict';
import { globSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { parse as parseJUnit } from 'junit2json';
import type { Log } from 'sarif';
import { command, folderWith } from '../support/command.ts';

test('what the example workflow does: check, run in parts, merge, report', async () => {
	const items = Array.from(
		{ length: 8 },
		(_, i) => `  - { id: q${i}, question: "How is green tea number ${i} made?" }\n`,
	);
	const cwd = folderWith({
		'.git/HEAD': '',
		'groundline.yaml': 'version: 1\n',
		'docs/tea.md': 'Green tea is steamed at 100 degrees to stop oxidation.\n',
		'questions/tea.questions.yaml': `version: 1
context: [{ file: ../docs/tea.md }]
questions:
${items.join('')}  - id: wrong
    question: How is green tea made?
    answers: { old: "It is boiled in milk by 300 monks. Green tea is steamed at 120 degrees to stop oxidation." }
`,
	});
	assert.equal((await command(['check', 'questions'], { cwd })).code, 0);
	for (const part of [1, 2, 3]) {
		const { code, err } = await command(['run', 'questions', '--shard', `${part}/3`, '--max-cost', '0.25'], { cwd });
		assert.ok([0, 1].includes(code), err);
	}
	const parts = globSync('.groundline/runs/*.jsonl', { cwd });
	const reports = [
		'sarif=out/groundline.sarif',
		'junit=out/junit.xml',
		'html=out/report.html',
		'markdown=out/comment.md',
	];
	const { code, out, err } = await command(
		[
			'merge',
			...parts,
			'--to',
			'out/run.jsonl',
			'--reporter',
			'pretty',
			...reports.flatMap(one => ['--reporter', one]),
		],
		{ cwd },
	);
	assert.equal(code, 1, err);
	assert.match(out, /^10 cases loaded = \d+ passed/m);
	const read = (name: string) => readFileSync(join(cwd, 'out', name), 'utf8');
	const suites = await parseJUnit(read('junit.xml'));
	assert.ok(suites !== null && suites !== undefined && 'testsuite' in suites);
	assert.equal(suites.tests, 10);
	const log = JSON.parse(read('groundline.sarif')) as Log;
	const conflict = log.runs[0]!.results!.find(result => result.ruleId === 'contradicted-value')!;
	const at = conflict.locations![0]!.physicalLocation!;
	assert.deepEqual([at.artifactLocation!.uri, at.region!.startLine], ['questions/tea.questions.yaml', 14]);
	assert.equal(conflict.relatedLocations![0]!.physicalLocation!.artifactLocation!.uri, 'docs/tea.md');
	assert.match(read('comment.md'), /\*\*10 cases\*\* = /);
	assert.match(read('report.html'), /<b>10 cases<\/b>/);
	rmSync(cwd, { recursive: true });
});
