import type { LinkModel } from '../../src/core/grounding/link-model.ts';

/** The text of the shipped file: a tree a line, so that a diff shows what changed. Ends with a line break. */
export function modelText({ trees, ...links }: LinkModel): string {
	const head = JSON.stringify(links, undefined, '\t').slice(0, -2).replaceAll('\n', '\n\t');
	const body = trees.map(nodes => `\t\t\t${JSON.stringify(nodes)}`).join(',\n');
	return `{\n\t"version": 1,\n\t"links": ${head},\n\t\t"trees": [\n${body}\n\t\t]\n\t}\n}\n`;
}
