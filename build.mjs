// Bundles the extension: node build.mjs [--minify] [--meta] [host server cli panel]. Without names it builds all of them.
import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';

const { values: options, positionals: names } = parseArgs({
	allowPositionals: true,
	options: { minify: { type: 'boolean' }, meta: { type: 'boolean' } },
});

const shared = {
	bundle: true,
	sourcemap: options.minify ? false : 'linked',
	minify: options.minify ?? false,
	legalComments: 'none',
	logLevel: 'warning',
	metafile: options.meta ?? false,
};
const node = { ...shared, platform: 'node', target: 'node22', conditions: ['node', 'import'] };
const cjs = { ...node, format: 'cjs', mainFields: ['module', 'main'] };

/** What is built: the bundle's name → its settings. */
const bundles = {
	host: { ...cjs, entryPoints: ['src/host/extension.ts'], outfile: 'dist/host.cjs', external: ['vscode'] },
	server: { ...cjs, entryPoints: ['src/server/main.ts'], outfile: 'dist/server.cjs' },
	cli: {
		...node,
		format: 'esm',
		mainFields: ['module', 'main'],
		entryPoints: ['src/cli/main.ts'],
		outfile: 'dist/cli.js',
		banner: {
			js: "#!/usr/bin/env node\nimport { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
		},
	},
	panel: {
		...shared,
		platform: 'browser',
		format: 'iife',
		target: 'es2023',
		entryPoints: ['media/panel/main.ts'],
		outfile: 'dist/panel.js',
	},
};

const chosen = names.length > 0 ? names : Object.keys(bundles);
for (const name of chosen) {
	if (!(name in bundles)) {
		console.error(`There is no bundle "${name}". Known: ${Object.keys(bundles).join(', ')}.`);
		process.exit(2);
	}
}
if (names.length === 0) {
	await rm('dist', { recursive: true, force: true });
}
await mkdir('dist', { recursive: true });
await Promise.all(
	chosen.map(async name => {
		const { metafile } = await build(bundles[name]);
		if (options.meta) {
			await writeFile(`dist/${name}.meta.json`, JSON.stringify(metafile));
		}
	}),
);
if (chosen.includes('panel')) {
	await cp('media/panel/panel.css', 'dist/panel.css');
}
