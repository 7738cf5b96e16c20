import type { GroundingModel } from '../../src/core/grounding/model.ts';

/** The text of the shipped file: a tree a line, so that a diff shows what changed. Ends with a line break. */
export function modelText({ links, risk, words }: GroundingModel): string {
	return `{\n\t"version": 2,\n\t"risk": ${indented(risk)},\n\t"words": ${withTrees(words)},\n\t"links": ${withTrees(links)}\n}\n`;
}

function withTrees({ trees, ...rest }: GroundingModel['links' | 'words']): string {
	const body = trees.map(nodes => `\t\t\t${JSON.stringify(nodes)}`).join(',\n');
	return `${indented(rest).slice(0, -3)},\n\t\t"trees": [\n${body}\n\t\t]\n\t}`;
}

function indented(value: object): string {
	return JSON.stringify(value, undefined, '\t').replaceAll('\n', '\n\t');
}
