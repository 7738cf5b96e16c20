import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

/** GitHub's own parser of workflows. It imports JSON in a way that only bundlers take. */
export async function workflowParser(): Promise<typeof import('@actions/workflow-parser')> {
	const folder = mkdtempSync(join(tmpdir(), 'groundline-parser-'));
	const outfile = join(folder, 'parser.mjs');
	const contents = "export * from '@actions/workflow-parser';";
	const banner = "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";
	try {
		await build({
			stdin: { contents, resolveDir: import.meta.dirname },
			bundle: true,
			platform: 'node',
			format: 'esm',
			banner: { js: banner },
			outfile,
		});
		return (await import(pathToFileURL(outfile).href)) as typeof import('@actions/workflow-parser');
	} finally {
		rmSync(folder, { recursive: true });
	}
}
