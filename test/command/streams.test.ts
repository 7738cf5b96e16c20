import assert from 'node:assert/strict';
import { readFileSync, rmSync } from 'node:fs';
import { after, test } from 'node:test';
import { TOOL_VERSION } from '../../src/core/review/tool.ts';
import { command, folderWith } from '../support/command.ts';

const record = (id: string, more = {}) => ({
	id,
	question: 'How hot?',
	context: 'Tea is steamed.\nIt is 100 degrees hot.',
	answer: 'It is 100 degrees hot.',
	...more,
});

test('ground: a line in, a line out; what cannot be read is named and makes the exit code 2', async () => {
	const input = `\ufeff${JSON.stringify(record('a'))}\r\n\nrubbish\n{"id":"c"}\n${JSON.stringify(record('d'))}`;
	const { code, out, err } = await command(['ground'], { input });
	assert.equal(code, 2);
	const lines = out
		.trim()
		.split('\n')
		.map(line => JSON.parse(line));
	assert.deepEqual(
		lines.map(line => [line.id, line.used]),
		[
			['a', ['L2']],
			['d', ['L2']],
		],
	);
	assert.match(err, /^line 3: the line is no JSON at column 1: a value is missing$/m);
	assert.match(err, /^line 4: "answer" must be a string$/m);
});

test('ground: reads characters that are split between pieces, and nothing but its own fields', async () => {
	const line = `${JSON.stringify({ ...record('ä'), answer: 'Größe 😀' })}\n`;
	const bytes = [...new TextEncoder().encode(line)].map(byte => Uint8Array.of(byte));
	const whole = await command(['ground'], { input: line });
	assert.equal((await command(['ground'], { input: bytes })).out, whole.out);
	const more = `${JSON.stringify({ label: 1, ...record('ä'), answer: 'Größe 😀', ratings: {} })}\n`;
	assert.equal((await command(['ground'], { input: more })).out, whole.out);
	assert.equal(whole.code, 0);
});

test('a line that is no JSON or no UTF-8 is named with its column, and nothing is replaced in silence', async () => {
	const bytes = Buffer.concat([
		Buffer.from('{"id":"a","reply":"Größe: Good",}\n{"id":"ä","reply":"'),
		Buffer.of(0xff),
		Buffer.from('"}\n{"id":"b","reply":"'),
		Buffer.of(0xe2, 0x82),
		Buffer.from('\n{"id":"c","reply":"Nice. \ufffd"}'),
	]);
	for (const input of [[bytes], [...bytes].map(byte => Uint8Array.of(byte))]) {
		const { code, out, err } = await command(['read-verdict', '--jsonl'], { input });
		assert.equal(code, 2);
		assert.deepEqual(out.match(/"id":"."/g), ['"id":"c"']);
		assert.match(err, /^line 1: the line is no JSON at column 33: a name in double quotes is missing$/m);
		assert.match(err, /^line 2: the line is no UTF-8 at column 20$/m);
		assert.match(err, /^line 3: the line is no UTF-8 at column 20$/m);
	}
	const whole = await command(['read-verdict'], { input: [Buffer.from('Relevance: Good\n\u00e4'), Buffer.of(0xc3)] });
	assert.equal(whole.code, 2);
	assert.match(whole.err, /^What came on stdin is no UTF-8 at line 2, column 2\.$/m);
});

test('ground and read-verdict: the same id comes back, also a number too large for JavaScript', async () => {
	const id = '12345678901234567890';
	const ground = `{"id":${id},"unit":{"id":98765432109876543210},${JSON.stringify(record('x')).slice(10)}\n`;
	const { out } = await command(['ground'], { input: ground });
	assert.match(out, new RegExp(`"id":${id}[,}]`));
	const verdict = await command(['read-verdict', '--jsonl'], { input: `{"id":${id},"reply":"Nice."}\n` });
	assert.match(verdict.out, new RegExp(`^\\{"id":${id},`));
});

test('what reads stdin refuses a file rather than waiting for words', async () => {
	for (const name of ['ground', 'read-verdict']) {
		const { code, err } = await command([name, 'file.jsonl']);
		assert.deepEqual(
			[code, err],
			[2, `groundline ${name} reads stdin and takes no file: groundline ${name} < file.jsonl\n`],
		);
	}
});

test('JSON shows what a terminal would obey, and is the same value', async () => {
	const reply = 'Relevance: Good - \u009b31m red\u007f';
	const { out } = await command(['read-verdict'], { input: reply });
	assert.ok(!/[\u007f-\u009f\u202e]/.test(out));
	assert.match(out, /\\u009b31m red\\u007f/);
	assert.equal(JSON.parse(out).reasons.relevance, '\u009b31m red\u007f');
});

test('read-verdict: one reply, or one a line, by any rubric', async () => {
	const reply = ['Relevance', 'Faithfulness', 'Completeness', 'Clarity', 'Conciseness']
		.map(name => `${name}: Good - because.`)
		.join('\n');
	const one = JSON.parse((await command(['read-verdict'], { input: reply })).out);
	assert.deepEqual([one.state, one.score, one.cappedScore, one.pass], ['scored', 80, 80, true]);
	const lines = await command(['read-verdict', '--jsonl'], {
		input: `${JSON.stringify({ id: 7, reply })}\n${JSON.stringify({ id: 8, reply: 'Nice.' })}\n{"id":9}\n`,
	});
	assert.equal(lines.code, 2);
	assert.deepEqual(
		lines.out
			.trim()
			.split('\n')
			.map(line => JSON.parse(line))
			.map(one => [one.id, one.state, one.score]),
		[
			[7, 'scored', 80],
			[8, 'unscored', null],
		],
	);
	assert.match(lines.err, /line 3: a record needs "reply"/);
	const folder = folderWith({
		'r.rubric.yaml':
			'version: 1\nname: R\nscale: { High: 10, Low: 0 }\ncriteria:\n  - { id: depth, name: Depth, weight: 1 }\npass: 5\n',
	});
	const own = await command(['read-verdict', '--rubric', 'r.rubric.yaml'], {
		input: 'Depth: Low - shallow',
		cwd: folder,
	});
	assert.deepEqual(JSON.parse(own.out).ratings, { depth: 'Low' });
	rmSync(folder, { recursive: true });
});

const folder = folderWith({
	'good.questions.yaml': 'version: 1\nquestions:\n  - { id: a, question: What? }\n',
	'bad.rubric.yaml': 'version: 1\nname: R\nscale: { Good: 1 }\ncriterai: []\n',
	'sub/groundline.yaml': 'version: 1\nmodels:\n  m: { provider: opneai }\n',
	'p.prompty': '---\nname: P\n---\nuser:\n{{ nothing }}\n',
	'notes.md': 'x',
});
after(() => rmSync(folder, { recursive: true }));

test('check: all kinds of documents, by name, glob or folder', async () => {
	const { code, out, err } = await command(['check', '.'], { cwd: folder });
	assert.equal(code, 2);
	assert.match(out, /^bad\.rubric\.yaml:4:1: error unknown-key .*criteria/m);
	assert.match(out, /^sub\/groundline\.yaml:3:\d+: error \S+ .*openai/m);
	assert.match(out, /^p\.prompty:5:4: warning undeclared-variable/m);
	assert.match(err, /^4 files: \d+ errors/m);
	const good = await command(['check', '*.questions.yaml'], { cwd: folder });
	assert.deepEqual([good.code, good.out], [0, '']);
	assert.equal((await command(['check', 'notes.md'], { cwd: folder })).code, 2);
});

test('check: counts each line once, by its severity and not by its words', async () => {
	const place = folderWith({
		'a.questions.yaml':
			'version: 1\nrubric: r.rubric.yaml\n"say warning twice": 1\nquestions:\n  - { id: a, question: What? }\n',
		'r.rubric.yaml': 'version: 1\nscale: { Good: 1, Bad: 0 }\npass: 1\ncriteria:\n  - { id: c, wieght: 1 }\n',
	});
	const { out, err } = await command(['check', '.'], { cwd: place });
	const lines = out.trim().split('\n');
	assert.ok(lines.every(line => /:\d+:\d+: error /.test(line)) && lines.some(line => / warning /.test(line)));
	assert.equal(new Set(lines).size, lines.length);
	assert.equal(err, `2 files: ${lines.length} errors, 0 warnings\n`);
	rmSync(place, { recursive: true });
});

test('schema, version and help', async () => {
	assert.equal(JSON.parse((await command(['schema', 'rubric'])).out).type, 'object');
	assert.equal((await command(['--version'])).out.trim(), TOOL_VERSION);
	assert.equal(JSON.parse(readFileSync('package.json', 'utf8')).version, TOOL_VERSION);
	assert.match((await command(['--help'])).out, /read-verdict/);
	assert.match((await command(['run', '--help'])).out, /--judge-samples N/);
	assert.equal((await command([])).code, 2);
});
