import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parse } from 'csv-parse/sync';
import { parse as parseJUnit } from 'junit2json';
import type { Log } from 'sarif';
import { REPORTER_NAMES } from '../../../../src/cli/reporters/open.ts';
import { BadServer, says } from '../../../support/bad-server.ts';
import { command, folderWith, type Ran } from '../../../support/command.ts';
import { SARIF_CONSTRAINTS } from '../../../support/sarif-constraints.ts';

/** An answer that tries every format: markup, Markdown, links, a formula, controls, a lone surrogate, a fence, the end of CDATA. */
const HOSTILE =
	"=cmd|'/C calc'!A0 <img src=x onerror=alert(1)> <script>alert(2)</script> @someone #1 [x](https://evil.example) | ``` \\u202e\\u0007 ]]> \\ud800 & \\\" , ; \\n</details> Green tea is steamed at 120 degrees.";
const KEY = 'sk-planted-9<8&7"6';

let folder: string;
let server: BadServer;
let ran: Ran;
const read = (name: string) => readFileSync(join(folder, 'out', name), 'utf8');

before(async () => {
	server = await BadServer.start();
	server.behaviour = says(`Green tea is steamed at 100 degrees. The key is ${KEY}.`);
	folder = folderWith({
		'.git/HEAD': '',
		'sub/groundline.yaml': `version: 1\nmodels:\n  remote: { provider: openai, baseUrl: "${server.url()}", model: m, apiKey: { env: MY_KEY } }\n`,
		'sub/tea.questions.yaml': `version: 1
models: [remote]
judge: { model: offline }
context: [{ file: docs/green tea.md }]
questions:
  - id: green
    question: "How is green tea <b>made</b>?"
    answers:
      hostile: "${HOSTILE}"
      gone: ""
`,
		'sub/docs/green tea.md': '# Tea\n\nGreen tea is steamed at 100 degrees to stop oxidation.\n',
	});
	const names = ['json', 'jsonl', 'csv', 'junit', 'sarif', 'markdown', 'html'];
	const reporters = names.flatMap(name => ['--reporter', `${name}=out/report.${name}`]);
	ran = await command(
		['run', 'sub/tea.questions.yaml', '--reporter', 'pretty', ...reporters, '--allow-origin', server.origin],
		{
			cwd: folder,
			environment: { MY_KEY: KEY },
		},
	);
});
after(async () => {
	await server.stop();
	rmSync(folder, { recursive: true });
});

test('eight reports of one run, each whole, and the table on stdout', () => {
	assert.equal(ran.code, 3, ran.err);
	assert.match(ran.out, /3 cases loaded/);
	assert.equal(readdirSync(join(folder, 'out')).length, 7, 'and nothing beside them');
});

test('no report holds the key, also where it would be escaped', () => {
	assert.equal(server.requests[0]!.headers.authorization, `Bearer ${KEY}`);
	for (const name of readdirSync(join(folder, 'out'))) {
		const text = read(name);
		assert.ok(text.includes('planted') === false, name);
		assert.ok(!text.includes(encodeURIComponent(KEY)), name);
	}
	assert.ok(!ran.out.includes('planted'));
});

test('every report counts the same cases, and no unscored one as passed', () => {
	const { summary, cases } = JSON.parse(read('report.json'));
	assert.equal(summary.loaded, summary.passed + summary.failed + summary.unscored + summary.notJudged);
	assert.deepEqual([summary.loaded, summary.unscored], [3, 1]);
	const states = new Map(cases.map((one: { key: string; state: string }) => [one.key, one.state]));
	const lines = read('report.jsonl')
		.trim()
		.split('\n')
		.map(line => JSON.parse(line));
	assert.deepEqual(lines.pop().summary, summary);
	assert.deepEqual(new Map(lines.map(line => [line.key, line.state])), states);
	const rows: readonly Record<string, string>[] = parse(read('report.csv'), { columns: true });
	assert.deepEqual(new Map(rows.map(row => [row.key, row.state])), states);
	const gone = rows.find(row => row.model === 'gone');
	assert.deepEqual([gone?.state, gone?.reason, gone?.score], ['unscored', 'empty', '']);
});

test('CSV: records end in CRLF, and no field is a formula', () => {
	const text = read('report.csv');
	assert.ok(text.endsWith('\r\n'));
	const [row] = (parse(text, { columns: true }) as readonly Record<string, string>[]).filter(
		one => one.model === 'hostile',
	);
	assert.ok(row?.answer?.startsWith("'=cmd|"));
	assert.match(row?.answer ?? '', /\\u\{202e\}\\u\{0007\}.*\\u\{d800\}/s);
});

test('docs/continuous-integration.md names every reporter, and every column of the CSV in its order', () => {
	const page = readFileSync(new URL('../../../../docs/continuous-integration.md', import.meta.url), 'utf8');
	const named = [...page.matchAll(/^\| `(\w+)` \|/gm)].map(([, name]) => name);
	assert.deepEqual(named.sort(), [...REPORTER_NAMES].sort());
	const [, paragraph = ''] = /^The columns of `csv` are ([\s\S]*?)\n\n/m.exec(page) ?? [];
	const columns = [...paragraph.matchAll(/`(\w+)`/g)].map(([, name]) => name);
	assert.deepEqual(columns, read('report.csv').split('\r\n')[0]!.split(','));
});

test('JUnit: a failure, an error, a pass; hostile text is text', async () => {
	const suites = await parseJUnit(read('report.junit'));
	assert.ok(suites !== null && suites !== undefined && 'testsuite' in suites);
	const { tests, failures, errors } = suites;
	const skipped = suites.testsuite?.[0]?.skipped;
	const { summary } = JSON.parse(read('report.json'));
	assert.deepEqual([tests, failures, errors, skipped], [3, summary.failed, summary.unscored, summary.notJudged]);
	const cases = suites.testsuite?.[0]?.testcase ?? [];
	const named = (model: string) => cases.find(one => one.name?.includes(`@${model}`));
	assert.equal(named('gone')?.error?.[0]?.type, 'unscored.empty');
	assert.ok(named('hostile')?.failure?.[0]?.message?.includes('below'));
	assert.ok(String(named('hostile')?.['system-out']).includes('<script>alert(2)</script>'));
	assert.equal(named('remote')?.error, undefined);
	assert.doesNotMatch(read('report.junit'), /[\u0000-\u0008\ud800]|<script/);
});

test('SARIF keeps the constraints of 2.1.0, and points at lines', () => {
	const log = JSON.parse(read('report.sarif')) as Log;
	const validate = new Ajv2020({ strict: false }).compile(SARIF_CONSTRAINTS);
	assert.ok(validate(log), JSON.stringify(validate.errors));
	const results = log.runs[0]!.results!;
	const conflict = results.find(result => result.ruleId === 'contradicted-value');
	const at = conflict?.locations?.[0]?.physicalLocation;
	assert.equal(at?.artifactLocation?.uri, 'sub/tea.questions.yaml', 'relative to the repository');
	assert.equal(at?.region?.startLine, 9, 'the line of the recorded answer');
	const related = conflict?.relatedLocations?.[0]?.physicalLocation;
	assert.deepEqual([related?.artifactLocation?.uri, related?.region?.startLine], ['sub/docs/green%20tea.md', 3]);
	assert.ok(results.some(result => result.ruleId === 'unsupported-claim'));
	assert.ok(results.some(result => result.ruleId === 'unscored-answer'));
	const prints = results.map(result => result.partialFingerprints?.['groundlineFinding/v1']);
	assert.equal(new Set(prints).size, results.length);
	assert.ok(!results.some(result => /(?<!\\)\[x(?<!\\)\]/.test(result.message.text ?? '')), 'no link of others');
});

test('SARIF validates against the official schema, where a file of it is named', {
	skip: officialSchema() === undefined && 'SARIF_SCHEMA names no file',
}, async () => {
	const { Ajv } = await import('ajv');
	const schema = JSON.parse(readFileSync(officialSchema()!, 'utf8'));
	delete schema.$schema;
	delete schema.id;
	// One of its patterns is none where regular expressions are read strictly.
	const ajv = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false });
	const validate = ajv.compile({ ...schema, $id: 'sarif' });
	assert.ok(validate(JSON.parse(read('report.sarif'))), JSON.stringify(validate.errors));
});

test('Markdown: what others wrote stands in code, and closes nothing', () => {
	const text = read('report.markdown');
	const outside = text.replace(/^ {2}(`{3,})text\n[\s\S]*?^ {2}\1$/gm, '').replace(/<code>[^<]*<\/code>/g, '');
	assert.doesNotMatch(outside, /<img|<script|@someone|\]\(|evil\.example|=cmd/);
	assert.match(text, /^ {2}````text$/m, 'a fence longer than the one in the answer');
	assert.match(text, /\*\*3 cases\*\* = \d passed \+ \d failed \+ 1 unscored \+ 0 not judged/);
});

test('HTML: nothing runs or loads, every text is escaped', () => {
	const text = read('report.html');
	assert.match(text, /http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-/);
	const tags = new Set([...text.matchAll(/<([a-z]+)/gi)].map(([, tag]) => tag));
	assert.deepEqual(
		['script', 'img', 'iframe', 'link', 'object', 'b>'].filter(tag => tags.has(tag)),
		[],
	);
	assert.doesNotMatch(text, /<[^>]*\son\w+=|javascript:|(?:src|href)="(?!#c\d+"|#index")/i);
	assert.ok(text.includes('&#60;script&#62;alert(2)&#60;/script&#62;'));
	assert.match(text, /<span class="hidden-character">\\u\{202e\}<\/span>/);
	assert.match(text, /<mark class="contradicted" title="contradicted">120<\/mark>/);
	assert.match(text, /docs\/green tea\.md:3/);
	assert.match(text, /It counts as/);
});

test('a report takes its name only when it is whole; a file that cannot be one is refused before anything is asked', async () => {
	const before = server.requests.length;
	const refused = await command(['run', 'sub/tea.questions.yaml', '--reporter', 'csv=sub'], { cwd: folder });
	assert.deepEqual([refused.code, server.requests.length], [2, before]);
	assert.match(refused.err, /sub cannot be written \(EISDIR\)/);
	writeFileSync(join(folder, 'old.csv'), 'old');
	const broken = await command(['run', 'sub/none.questions.yaml', '--reporter', 'csv=old.csv'], { cwd: folder });
	assert.equal(broken.code, 2);
	assert.equal(readFileSync(join(folder, 'old.csv'), 'utf8'), 'old');
	const twice = await command(['run', 'sub/tea.questions.yaml', '--reporter', 'csv=a', '--reporter', 'json=./a'], {
		cwd: folder,
	});
	assert.match(twice.err, /Two reports cannot go to the same file a\./);
	assert.ok(!existsSync(join(folder, 'a')));
	const nothing = await command(['run', 'sub/tea.questions.yaml', '--model', 'none', '--reporter', 'csv=b'], {
		cwd: folder,
	});
	assert.match(nothing.err, /nothing was run/);
	assert.deepEqual(
		readdirSync(folder).filter(name => name.endsWith('.part')),
		[],
		'what ends before anything is run leaves no half of a report',
	);
});

function officialSchema(): string | undefined {
	return process.env.SARIF_SCHEMA;
}
