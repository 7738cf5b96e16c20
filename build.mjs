// Bundles the extension: node build.mjs [--minify] [--meta] [host server cli grounding panel]. Without names it builds all of them.
import { chmod, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { build, transform } from 'esbuild';

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

/**
 * Imported as a module, `node:http` makes all its exports, and for one of them Node loads its own `fetch`, which takes longer than the rest.
 * The editor wraps the module for its proxy where extensions require it, so this concerns the command line alone.
 */
const requiredHttp = {
	name: 'required-http',
	setup({ onResolve, onLoad }) {
		onResolve({ filter: /^node:https?$/ }, ({ path: id, namespace }) =>
			namespace === 'required' ? { path: id, external: true } : { path: id, namespace: 'required' },
		);
		onLoad({ filter: /./, namespace: 'required' }, ({ path: id }) => ({
			contents: `module.exports = require(${JSON.stringify(id)});`,
		}));
	},
};

/** What is built: the bundle's name → its settings. */
const bundles = {
	host: {
		...node,
		format: 'esm',
		mainFields: ['module', 'main'],
		entryPoints: { host: 'src/host/extension.ts' },
		outdir: 'dist',
		outExtension: { '.js': '.cjs' },
		chunkNames: 'host-[name]-[hash]',
		splitting: true,
		external: ['vscode'],
	},
	server: { ...cjs, entryPoints: ['src/server/main.ts'], outfile: 'dist/server.cjs' },
	cli: {
		...node,
		format: 'esm',
		mainFields: ['module', 'main'],
		entryPoints: { cli: 'src/cli/start.ts' },
		outdir: 'dist',
		chunkNames: 'cli-[name]-[hash]',
		splitting: true,
		plugins: [requiredHttp],
		banner: {
			js: "#!/usr/bin/env node\nimport { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
		},
	},
	'host-grounding': {
		...cjs,
		entryPoints: ['src/node/grounding/grounding-worker.ts'],
		outfile: 'dist/grounding-worker.cjs',
	},
	// The thread in which the command line grounds. One file, so that its bytes say which version it is.
	grounding: {
		...node,
		format: 'esm',
		mainFields: ['module', 'main'],
		entryPoints: ['src/node/grounding/grounding-worker.ts'],
		outfile: 'dist/cli-grounding-worker.js',
	},
	panel: {
		...shared,
		platform: 'browser',
		format: 'iife',
		target: 'es2023',
		entryPoints: ['media/panel/main.ts'],
		outfile: 'dist/panel.js',
	},
	report: {
		...shared,
		platform: 'browser',
		format: 'iife',
		target: 'es2023',
		entryPoints: ['media/report/main.ts'],
		outfile: 'dist/report.js',
	},
};

const wanted = names.length > 0 ? names : Object.keys(bundles);
// What grounds in a thread has to be what grounds without one.
const chosen = [
	...new Set([
		...wanted,
		...(wanted.includes('cli') ? ['grounding'] : []),
		...(wanted.includes('host') ? ['host-grounding'] : []),
	]),
];
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
if (chosen.includes('cli')) {
	await removeOld(/^cli\b.*\.js(\.map)?$/);
}
await Promise.all(
	chosen.map(async name => {
		const { metafile } = await (name === 'host' ? buildInPieces(bundles.host) : build(bundles[name]));
		if (options.meta) {
			await writeFile(`dist/${name}.meta.json`, JSON.stringify(metafile));
		}
	}),
);
if (chosen.includes('cli')) {
	await chmod('dist/cli.js', 0o755); // `npx groundline` runs it as a program.
}
// A page loads one style sheet: what all pages have in common, then its own.
for (const name of ['panel', 'report'].filter(each => chosen.includes(each))) {
	const sheets = ['media/page/page.css', `media/${name}/${name}.css`].map(file => readFile(file, 'utf8'));
	await writeFile(`dist/${name}.css`, (await Promise.all(sheets)).join('\n'));
}

/**
 * The host's bundle in pieces: what is imported dynamically lies in files of its own, which are not even read at activation.
 * esbuild splits ES modules only, so each piece is made one for `require` afterwards.
 */
async function buildInPieces(settings) {
	await removeOld(/^host\b.*\.cjs(\.map)?$/);
	const sourcemap = settings.sourcemap && 'inline';
	const result = await build({ ...settings, sourcemap, write: false });
	await Promise.all(
		result.outputFiles.map(async ({ path: file, text }) => {
			const { code, map } = await transform(text, {
				format: 'cjs',
				platform: 'node',
				target: settings.target,
				minify: settings.minify,
				sourcemap: settings.sourcemap && 'external',
				sourcefile: path.basename(file),
				legalComments: 'none',
				// `import()` becomes `require()`, so that no other loader is needed.
				supported: { 'dynamic-import': false },
			});
			const link = map === '' ? '' : `//# sourceMappingURL=${path.basename(file)}.map\n`;
			await writeFile(file, code + link);
			if (map !== '') {
				await writeFile(`${file}.map`, map);
			}
		}),
	);
	return result;
}

/** Pieces have their hash in their name: those of the build before would stay. */
async function removeOld(names) {
	const old = (await readdir('dist')).filter(file => names.test(file));
	await Promise.all(old.map(file => rm(path.join('dist', file), { force: true })));
}
