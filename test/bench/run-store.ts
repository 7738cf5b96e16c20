// How long it takes to list a thousand runs: node test/bench/run-store.ts [RUNS]. With the index, without it, with a damaged one, and
// with one run that is new.
import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listedRuns } from '../../src/node/runs/run-index.ts';

const count = Number(process.argv[2] ?? 1000);
const folder = mkdtempSync(join(tmpdir(), 'groundline-runs-'));
const runs = join(folder, '.groundline/runs');
mkdirSync(runs, { recursive: true });
const line = (event: object) => `${JSON.stringify({ v: 1, t: 1, ...event })}\n`;
const cases = Array.from({ length: 20 }, (_, i) => `tea.questions.yaml#q${i}@built-in@m`);
for (let i = 0; i < count; i++) {
	const run = `20260101T000000Z-${i.toString(36).padStart(6, '0')}`;
	const ends = cases.map(key =>
		line({ type: 'case-end', key, state: 'passed', ratings: {}, checks: [], rubric: 'x'.repeat(500) }),
	);
	const start = line({ type: 'run-start', run, tool: 't', files: ['tea.questions.yaml'], loaded: cases, task: 'run' });
	writeFileSync(join(runs, `${run}.jsonl`), [start, ...ends, line({ type: 'run-end', outcome: 'finished' })].join(''));
}
const index = join(runs, 'index.json');
const rows: [string, () => void][] = [
	['no index: every run is read', () => rmSync(index, { force: true })],
	['with the index', () => {}],
	[
		'with the index, one run has grown',
		() => appendFileSync(join(runs, '20260101T000000Z-000000.jsonl'), line({ type: 'run-resume', reason: 'x' })),
	],
	['a damaged index', () => writeFileSync(index, '{"version":1,"runs":[{')],
	['with the index again', () => {}],
];
for (const [name, prepare] of rows) {
	prepare();
	const started = performance.now();
	const listed = await listedRuns(join(folder, '.groundline'));
	console.log(`${name}: ${listed.length} runs in ${(performance.now() - started).toFixed(0)} ms`);
}
rmSync(folder, { recursive: true });
