// What each report costs: npm run bench -- reports [CASES]. A process for each, with results like those of real runs.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readOptions } from '../../src/cli/options.ts';
import { reportedCase, summarise } from '../../src/cli/report.ts';
import { openReporters, REPORTER_NAMES } from '../../src/cli/reporters/open.ts';
import type { FinishedReport } from '../../src/cli/reporters/reporter.ts';
import { RUN_OPTIONS } from '../../src/cli/run-options.ts';
import type { CaseResult } from '../../src/core/review/result.ts';
import { Redactor } from '../../src/node/redactor.ts';
import { growHeapSlowly, keepHeapSmall, settleHeap } from '../../src/node/small-heap.ts';
import { claim, filePassage, overlap, resultOf } from '../support/results.ts';

/** One in five fails, with something unsupported and a contradicted value, as in a run that is worth a look. */
async function measure(name: string, cases: number): Promise<void> {
	const folder = mkdtempSync(join(tmpdir(), 'groundline-reports-'));
	const file = join(folder, 'report');
	const given = readOptions(
		{ name: 'run', operands: '', about: '', options: RUN_OPTIONS },
		name === 'none' ? [] : ['--reporter', `${name}=${file}`],
	);
	const io = {
		stdin: (async function* () {})(),
		out: async () => {},
		err: () => {},
		environment: {},
		cwd: folder,
		signal: new AbortController().signal,
		outIsTerminal: false,
		errIsTerminal: false,
		columns: undefined,
	};
	const reporters = name === 'none' ? [] : openReporters({ io, given, redactor: new Redactor() });
	const started = performance.now();
	const counted = [];
	for (let index = 0; index < cases; index++) {
		const result = resultAt(index);
		counted.push(reportedCase(result));
		for (const reporter of reporters) {
			await reporter.caseDone?.({ result, index, root: folder, file: 'mail.questions.yaml', region: REGION });
		}
	}
	const report: FinishedReport = {
		runs: [{ id: 'r', file: 'r.jsonl' }],
		summary: summarise(
			counted.map(({ key }) => key),
			counted,
		),
		missed: [],
		judges: ['claude'],
		standings: [],
		retest: undefined,
		noise: [],
		seconds: 60,
		answerSeconds: 1,
		judgeSeconds: 1,
		started: 0,
		outcome: 'finished',
		message: undefined,
	};
	for (const reporter of reporters) {
		await reporter.end(report);
	}
	const seconds = (performance.now() - started) / 1000;
	const size = name === 'none' ? 0 : statSync(file).size / 1e6;
	const memory = process.resourceUsage().maxRSS / 1024;
	console.log(
		`| \`${name}\` | ${seconds.toFixed(1)} | ${Math.round(cases / seconds).toLocaleString('en')} | ${Math.round(memory)} | ${size.toFixed(1)} |`,
	);
	rmSync(folder, { recursive: true });
}

const REGION = { line: 4, column: 5, endLine: 4, endColumn: 40 };
const PASSAGE = filePassage(
	'docs/mail.md',
	Array.from(
		{ length: 40 },
		(_, i) => `Line ${i + 1} of the page says how large an attachment may be in this case.`,
	).join('\n'),
);

function resultAt(index: number): CaseResult {
	const fails = index % 5 === 0;
	const answer = `Reply ${index}: attachments may have up to 25 MB, and larger files go by link. The limit counts for all files of a message together. ${'It is checked when the message is sent, not while it is written. '.repeat(4)}It was raised by 300 monks.`;
	return resultOf({
		key: `mail.questions.yaml#q${index}@answer@local`,
		answer,
		passages: [PASSAGE],
		ratings: fails ? { faithfulness: 'Worse' } : {},
		reasons: { faithfulness: 'The answer says what the context says, in its own words, and adds one thing.' },
		claims: [
			claim(answer, 'attachments may have up to 25 MB', {
				links: [overlap('P1:L3', 0, 20), overlap('P1:L4', 0, 20, 0.4)],
			}),
			...(fails ? [unsupportedClaim(answer)] : []),
		],
	});
}

function unsupportedClaim(answer: string) {
	const words = 'It was raised by 300 monks.';
	const start = answer.indexOf(words);
	const at = answer.indexOf('300');
	return claim(answer, words, {
		label: 'contradicted',
		unsupported: [{ start, end: start + words.length }],
		conflicts: [{ start: at, end: at + 3, unit: 'P1:L9', unitStart: 0, unitEnd: 4 }],
	});
}

const [count = '100000', only] = process.argv.slice(2);
if (only === undefined) {
	console.log(`| report | ${count} cases, s | cases a second | peak memory, MB | size, MB |\n|---|--:|--:|--:|--:|`);
	for (const name of ['none', ...REPORTER_NAMES]) {
		spawnSync(process.execPath, [import.meta.filename, count, name], { stdio: 'inherit' });
	}
} else {
	keepHeapSmall(); // As the command line does for a run of this size.
	settleHeap();
	growHeapSlowly();
	await measure(only, Number(count));
}
