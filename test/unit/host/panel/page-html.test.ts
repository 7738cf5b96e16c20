import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pageHtml } from '../../../../src/host/panel/page-html.ts';

test('the page may load one script by its nonce and one stylesheet, nothing else', () => {
	const html = pageHtml({
		script: 'vscode:/panel.js',
		style: 'vscode:/panel.css',
		source: 'https://*.cdn',
		nonce: 'n0nce',
		language: 'en',
	});
	assert.match(html, /content="default-src 'none'; script-src 'nonce-n0nce'; style-src https:\/\/\*\.cdn"/);
	assert.deepEqual(
		[...html.matchAll(/ (?:src|href)="([^"]*)"/g)].map(([, address]) => address),
		['vscode:/panel.css', 'vscode:/panel.js'],
	);
	assert.equal(html.match(/<script/g)?.length, 1);
});

test('an address cannot end its attribute', () => {
	const html = pageHtml({ script: 'a"><script>', style: '', source: '', nonce: '', language: '' });
	assert.equal(html.match(/<script/g)?.length, 1);
});
