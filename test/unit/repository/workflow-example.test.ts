import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { parse } from 'yaml';
import { commandLineSpecs } from '../../support/command-specs.ts';
import { workflowParser } from '../../support/workflow-parser.ts';

const { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } = await workflowParser();
const content = readFileSync(new URL('../../../docs/examples/groundline.yml', import.meta.url), 'utf8');

test('the example workflow is one by GitHub’s own parser', async () => {
	const { context, value } = parseWorkflow({ name: 'groundline.yml', content }, new NoOperationTraceWriter());
	assert.deepEqual(
		context.errors.getErrors().map(error => error.message),
		[],
	);
	assert.ok(value);
	const template = await convertWorkflowTemplate(context, value);
	assert.deepEqual(template.errors ?? [], []);
	assert.deepEqual(
		template.jobs.map(job => job.id.value),
		['check', 'run', 'report'],
	);
});

test('the parser notices a workflow that is none', () => {
	const broken = content.replace('runs-on: ubuntu-latest', 'run-on: ubuntu-latest');
	const { context } = parseWorkflow({ name: 'groundline.yml', content: broken }, new NoOperationTraceWriter());
	assert.ok(context.errors.getErrors().length > 0);
});

test('every command and option of the example exists, and keys come from the environment alone', async () => {
	const specs = await commandLineSpecs();
	const lines = [...content.matchAll(/groundline (check|run|merge) [^|\n]*(?:\n {10}--[^\n]*)*/g)].map(
		([line]) => line,
	);
	assert.equal(lines.length, 3);
	for (const line of lines) {
		const [, name = ''] = line.split(/\s+/);
		for (const [option] of line.matchAll(/--[a-z-]+/g)) {
			assert.ok(specs.get(name)?.has(option), `groundline ${name} ${option}`);
		}
	}
	const { jobs } = parse(content) as {
		jobs: Record<string, { strategy?: { matrix: { shard: number[] } }; steps: { run?: string }[] }>;
	};
	const shards = jobs.run!.strategy!.matrix.shard;
	assert.ok(content.includes(`\${{ matrix.shard }}/${shards.length}`), 'as many parts as machines');
	const runs = Object.values(jobs).flatMap(job => job.steps.map(step => step.run ?? ''));
	assert.deepEqual(
		runs.filter(run => run.includes('${{')),
		[],
		'no expression is pasted into a script',
	);
});
