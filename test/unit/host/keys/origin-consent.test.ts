import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isPlainHttp, OriginConsent } from '../../../../src/host/keys/origin-consent.ts';

test('a new origin asks once, is remembered, and another origin or key asks again', async () => {
	const person = new Person(true);
	const consent = new OriginConsent(person);
	assert.equal(await consent.allows('KEY', 'https://a.example'), 'allowed');
	assert.equal(await consent.allows('KEY', 'https://a.example'), 'allowed');
	assert.equal(await consent.allows('KEY', 'https://b.example'), 'allowed');
	assert.equal(await consent.allows('OTHER', 'https://a.example'), 'allowed');
	assert.deepEqual(person.asked, ['KEY https://a.example', 'KEY https://b.example', 'OTHER https://a.example']);
});

test('a no sends nothing, and is asked again next time', async () => {
	const person = new Person(false);
	const consent = new OriginConsent(person);
	assert.equal(await consent.allows('KEY', 'https://a.example'), 'refused');
	assert.equal(await consent.allows('KEY', 'https://a.example'), 'refused');
	assert.equal(person.asked.length, 2);
	assert.deepEqual(person.pairs, []);
});

test('fifty cases at once ask one question', async () => {
	const person = new Person(true);
	const consent = new OriginConsent(person);
	await Promise.all(Array.from({ length: 50 }, () => consent.allows('KEY', 'https://a.example')));
	assert.equal(person.asked.length, 1);
});

test('what the settings allow does not ask; a longer host name of the same beginning does', async () => {
	const person = new Person(true, { origins: ['https://a.example/v1'] });
	const consent = new OriginConsent(person);
	await consent.allows('KEY', 'https://a.example');
	assert.deepEqual(person.asked, []);
	await consent.allows('KEY', 'https://a.example.evil.test');
	assert.deepEqual(person.asked, ['KEY https://a.example.evil.test']);
});

test('a key does not travel unencrypted, unless to this computer or where the settings say so', async () => {
	assert.equal(await new OriginConsent(new Person(true)).allows('KEY', 'http://a.example'), 'plain-http');
	assert.equal(await new OriginConsent(new Person(true)).allows('KEY', 'http://127.0.0.1:11434'), 'allowed');
	assert.equal(
		await new OriginConsent(new Person(true, { plainHttp: true })).allows('KEY', 'http://a.example'),
		'allowed',
	);
	assert.ok(isPlainHttp('http://localhost.evil.test'));
	assert.ok(!isPlainHttp('http://localhost:1'));
});

test('forgetting asks again', async () => {
	const person = new Person(true);
	const consent = new OriginConsent(person);
	await consent.allows('KEY', 'https://a.example');
	await consent.forget();
	await consent.allows('KEY', 'https://a.example');
	assert.equal(person.asked.length, 2);
});

class Person {
	readonly asked: string[] = [];
	pairs: readonly string[] = [];
	private readonly answer: boolean;
	private readonly settings: { readonly origins?: readonly string[]; readonly plainHttp?: boolean };

	constructor(answer: boolean, settings: { readonly origins?: readonly string[]; readonly plainHttp?: boolean } = {}) {
		this.answer = answer;
		this.settings = settings;
	}

	async ask(keyName: string, origin: string): Promise<boolean> {
		this.asked.push(`${keyName} ${origin}`);
		return this.answer;
	}

	remembered(): readonly string[] {
		return this.pairs;
	}

	async remember(pairs: readonly string[]): Promise<void> {
		this.pairs = pairs;
	}

	allowedOrigins(): readonly string[] {
		return this.settings.origins ?? [];
	}

	allowPlainHttp(): boolean {
		return this.settings.plainHttp ?? false;
	}
}
