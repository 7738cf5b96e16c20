import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { COMMANDS, CONTEXT_KEYS, CONTROLLERS, LANGUAGES, SCHEMES, SETTINGS, VIEWS } from '../../../src/host/ids.ts';

test('the manifest and ids.ts name the same commands, settings, languages and views', () => {
	assert.deepEqual(
		names(contributes.commands, command => command.command),
		sorted(Object.values(COMMANDS)),
	);
	assert.deepEqual(
		sorted(Object.keys(contributes.configuration.properties)),
		sorted(Object.values(SETTINGS).map(name => `groundline.${name}`)),
	);
	assert.deepEqual(
		names(contributes.languages, language => language.id),
		sorted(Object.values(LANGUAGES)),
	);
	assert.deepEqual(Object.keys(contributes.views), [VIEWS.container]);
	assert.deepEqual(
		names(contributes.views[VIEWS.container]!, view => view.id),
		sorted([VIEWS.review, VIEWS.history]),
	);
	assert.deepEqual(
		contributes.walkthroughs.map(walkthrough => walkthrough.id),
		[CONTROLLERS.walkthrough],
	);
});

test('menus and key bindings run only commands that exist', () => {
	const used = [...Object.values(contributes.menus).flat(), ...contributes.keybindings].map(entry => entry.command);
	assert.deepEqual(
		used.filter(command => !contributes.commands.some(known => known.command === command)),
		[],
	);
});

test('every context key of ours in the manifest is one that the code sets', () => {
	const written = JSON.stringify([contributes.menus, contributes.keybindings, contributes.commands, contributes.views]);
	const mentioned = new Set(written.match(/(?<=["&|!( ]|^)groundline\.\w+(?=[ "&|)]|$)/g));
	const known = new Set<string>([...Object.values(CONTEXT_KEYS), ...Object.values(COMMANDS), ...Object.values(VIEWS)]);
	assert.deepEqual(
		[...mentioned].filter(name => !known.has(name)),
		[],
	);
});

test('every text of the manifest stands in package.nls.json, and none is left over', () => {
	const mentioned = new Set([...JSON.stringify(manifest).matchAll(/"%([^%"]+)%"/g)].map(match => match[1]!));
	assert.deepEqual(sorted([...mentioned]), sorted(Object.keys(texts)));
});

test('what matters to security cannot be set by a workspace', () => {
	const scopes = Object.entries(contributes.configuration.properties)
		.filter(([name]) => name.includes('.network.'))
		.map(([name, setting]) => `${name} ${setting.scope}`);
	assert.deepEqual(sorted(scopes), [
		'groundline.network.allowPlainHttp application',
		'groundline.network.allowedOrigins application',
	]);
});

test('an untrusted folder gives no setting: all that a workspace can set is restricted', () => {
	const settable = Object.entries(contributes.configuration.properties)
		.filter(([, setting]) => setting.scope === 'window' || setting.scope === 'resource')
		.map(([name]) => name);
	assert.deepEqual(
		settable.filter(name => !manifest.capabilities.untrustedWorkspaces.restrictedConfigurations.includes(name)),
		[],
	);
});

test('virtual documents wake the extension after a reload', () => {
	for (const scheme of Object.values(SCHEMES)) {
		assert.ok(manifest.activationEvents.includes(`onFileSystem:${scheme}`), scheme);
	}
});

interface Manifest {
	readonly activationEvents: readonly string[];
	readonly capabilities: { readonly untrustedWorkspaces: { readonly restrictedConfigurations: readonly string[] } };
	readonly contributes: {
		readonly commands: readonly { readonly command: string }[];
		readonly languages: readonly { readonly id: string }[];
		readonly configuration: { readonly properties: Readonly<Record<string, { readonly scope: string }>> };
		readonly views: Readonly<Record<string, readonly { readonly id: string }[]>>;
		readonly walkthroughs: readonly { readonly id: string }[];
		readonly menus: Readonly<Record<string, readonly { readonly command: string }[]>>;
		readonly keybindings: readonly { readonly command: string }[];
	};
}

const root = new URL('../../../', import.meta.url);
const manifest = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')) as Manifest;
const texts = JSON.parse(readFileSync(new URL('package.nls.json', root), 'utf8')) as Record<string, string>;
const { contributes } = manifest;

function names<T>(entries: readonly T[], name: (entry: T) => string): string[] {
	return sorted(entries.map(name));
}

function sorted(list: readonly string[]): string[] {
	return [...list].sort();
}
