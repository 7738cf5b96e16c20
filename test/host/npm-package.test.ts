import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { folderWith } from '../support/command.ts';

const root = join(import.meta.dirname, '../..');

let folder: string;
let tarball: string;
before(async () => {
	folder = mkdtempSync(join(tmpdir(), 'groundline-pack-'));
	const { code, out, err } = await npm(root, ['pack', '--silent', '--pack-destination', folder]);
	assert.equal(code, 0, err);
	tarball = join(folder, out.trim().split('\n').at(-1)!);
});
after(() => rmSync(folder, { recursive: true }));

test('the package holds the command line and nothing of the extension', async () => {
	const { out } = await run('tar', ['-tzf', tarball], folder);
	const files = out
		.trim()
		.split('\n')
		.map(file => file.replace(/^package\//, ''));
	const own = files.filter(file => !/^dist\/cli(-[\w-]+)?\.js$/.test(file)).sort();
	assert.deepEqual(own, ['CHANGELOG.md', 'LICENSE', 'README.md', 'package.json']);
	assert.ok(files.includes('dist/cli.js'));
});

test('npx runs it from the tarball, without a network, and a run leaves its reports', async () => {
	const place = folderWith({
		'package.json': '{ "private": true }',
		'tea.questions.yaml':
			'version: 1\ncontext: [{ text: "Green tea is steamed." }]\nquestions:\n  - { id: green, question: "How is green tea made?" }\n',
	});
	const npx = ['exec', '--yes', '--offline', '--package', tarball, '--', 'groundline'];
	const reports = ['--reporter', 'pretty', '--reporter', 'html=report.html', '--reporter', 'sarif=report.sarif'];
	const { code, out, err } = await npm(place, [...npx, 'run', 'tea.questions.yaml', ...reports]);
	assert.match(out, /1 case loaded = 1 passed/, err);
	assert.equal(code, 0, err);
	assert.deepEqual(
		['report.html', 'report.sarif'].filter(name => !existsSync(join(place, name))),
		[],
	);
	assert.equal(readdirSync(join(place, '.groundline/runs')).filter(name => name.endsWith('.jsonl')).length, 1);
	assert.match((await npm(place, [...npx, '--version'])).out, /^\d+\.\d+\.\d+$/m);
	rmSync(place, { recursive: true });
});

test('an older Node is told in one sentence', {
	skip: olderNode() === undefined && 'no Node below 22 on this machine',
}, async () => {
	const place = mkdtempSync(join(tmpdir(), 'groundline-old-'));
	await run('tar', ['-xzf', tarball, '-C', place], place);
	const { code, out, err } = await run(olderNode()!, [join(place, 'package/dist/cli.js'), '--version'], place);
	assert.deepEqual([code, out], [2, '']);
	assert.match(err, /^groundline needs Node 22 or newer; this is Node \d+\.\d+\.\d+\.\n$/);
	rmSync(place, { recursive: true });
});

interface Ended {
	readonly code: number;
	readonly out: string;
	readonly err: string;
}

/** The npm beside this Node, or of the PATH, with this Node. */
function npm(cwd: string, line: readonly string[]): Promise<Ended> {
	return run('npm', line, cwd);
}

function run(program: string, line: readonly string[], cwd: string): Promise<Ended> {
	const PATH = [dirname(process.execPath), process.env.PATH].join(delimiter);
	// What a test runner tells its children is not meant for these.
	const { NODE_TEST_CONTEXT: _, NODE_OPTIONS: __, ...environment } = process.env;
	return new Promise(resolve => {
		execFile(program, line, { cwd, env: { ...environment, PATH, npm_config_loglevel: 'error' } }, (error, out, err) => {
			resolve({ code: error === null ? 0 : typeof error.code === 'number' ? error.code : 1, out, err });
		});
	});
}

/** A program of Node below 22, which some machines have beside the one that runs this. */
function olderNode(): string | undefined {
	const named = process.env.OLDER_NODE;
	return named !== undefined && existsSync(named) ? named : undefined;
}
