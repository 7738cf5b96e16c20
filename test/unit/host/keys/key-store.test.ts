import assert from 'node:assert/strict';
import { test } from 'node:test';
import { KeyStore } from '../../../../src/host/keys/key-store.ts';

test('a key stands in the secret storage only; its name is known without asking that storage', async () => {
	const secrets = new Map<string, string>();
	const state = new Map<string, unknown>();
	const keys = new KeyStore(
		{
			get: async name => secrets.get(name),
			store: async (name, value) => void secrets.set(name, value),
			delete: async name => void secrets.delete(name),
		},
		{
			get: <T>(name: string, otherwise?: T) => (state.get(name) as T | undefined) ?? (otherwise as T),
			update: async (name, value) => void state.set(name, value),
		},
	);
	await keys.set('B_KEY', 'planted-secret-1');
	await keys.set('A_KEY', 'planted-secret-2');
	await keys.set('A_KEY', 'planted-secret-3');
	assert.deepEqual(keys.names, ['A_KEY', 'B_KEY']);
	assert.equal(await keys.get('A_KEY'), 'planted-secret-3');
	assert.ok(!JSON.stringify([...state]).includes('planted'));
	await keys.delete('A_KEY');
	assert.deepEqual(keys.names, ['B_KEY']);
	assert.equal(await keys.get('A_KEY'), undefined);
});
