import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { command, folderWith } from '../support/command.ts';
import { BROWSER_FLAGS, findBrowser } from '../support/vscode/browser.ts';

const HOSTILE =
	'<img src=https://evil.example/x onerror=alert(1)><script>alert(2)</script></style></title><base href=//evil.example> \\u202egnp.exe Green tea is steamed at 120 degrees.';

let folder: string;
let browser: Browser;
before(async () => {
	folder = folderWith({
		'tea.questions.yaml': `version: 1
context: [{ file: tea.md }]
questions:
  - id: green
    question: "How is green tea <i>made</i>?"
    answers: { "<b>hostile</b>": "${HOSTILE}" }
`,
		'tea.md': 'Green tea is steamed at 100 degrees to stop oxidation. <script>alert(3)</script>\n',
	});
	const { code, err } = await command(['run', 'tea.questions.yaml', '--reporter', 'html=report.html'], { cwd: folder });
	assert.equal(code, 1, err);
	const found = await findBrowser(path.join(import.meta.dirname, '../../.vscode-test/browser'));
	const env = { ...process.env, ...found.environment } as Record<string, string>;
	browser = await chromium.launch({ executablePath: found.executablePath, args: BROWSER_FLAGS, env });
});
after(async () => {
	await browser?.close();
	rmSync(folder, { recursive: true });
});

for (const javaScriptEnabled of [false, true]) {
	test(`the page reads well, loads nothing and runs nothing, ${javaScriptEnabled ? 'with' : 'without'} JavaScript`, async () => {
		const heard: string[] = [];
		const page = await open({ javaScriptEnabled, heard });
		const failed = page.locator('article', { has: page.locator('.model', { hasText: 'hostile' }) });
		const answer = await failed.locator('.answer').innerText();
		assert.ok(answer.includes('<script>alert(2)</script>') && answer.includes('\\u{202e}gnp.exe'), answer);
		assert.equal(await failed.locator('mark.contradicted', { hasText: '120' }).count(), 1);
		assert.match(await failed.innerText(), /says “120”, but tea\.md:1 says “100”/);
		assert.match(await failed.locator('.arithmetic').innerText(), /0\.5 × \d+ \+ .* It counts as \d+\.\d/);
		assert.equal(await page.locator('svg[role=img]').count(), 2, 'the charts are part of the page');
		assert.equal(await page.locator('script, img, base, iframe, main style').count(), 0);
		assert.equal(await failed.locator('details').getAttribute('open'), '', 'what failed is open');
		assert.deepEqual(heard, []);
		await page.context().close();
	});
}

test('on paper every case is open; a narrow window needs no sideways scrolling of the page', async () => {
	const page = await open({ javaScriptEnabled: true, heard: [] });
	const passed = page.locator('article', { has: page.locator('.model', { hasText: 'offline' }) }).locator('.answer');
	assert.equal(await passed.isVisible(), false);
	await page.emulateMedia({ media: 'print' });
	assert.equal(await passed.isVisible(), true);
	await page.emulateMedia({ media: 'screen' });
	await page.setViewportSize({ width: 360, height: 700 });
	// The page forbids scripts of its own; the test's are not its.
	const wide = await page.evaluate('document.documentElement.scrollWidth');
	assert.ok(Number(wide) <= 360, `${wide} px`);
	await page.context().close();
});

async function open(options: { readonly javaScriptEnabled: boolean; readonly heard: string[] }): Promise<Page> {
	const context = await browser.newContext({ javaScriptEnabled: options.javaScriptEnabled });
	const page = await context.newPage();
	const address = pathToFileURL(path.join(folder, 'report.html')).href;
	page.on('dialog', dialog => options.heard.push(dialog.message()));
	page.on('console', message => options.heard.push(message.text()));
	page.on('request', request => request.url() !== address && options.heard.push(request.url()));
	await page.goto(address);
	return page;
}
