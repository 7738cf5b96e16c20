import type { GroundingModel } from '../../src/core/grounding/model.ts';

/** The text of the shipped file: a tree a line, so that a diff shows what changed. Ends with a line break. */
export function modelText({ links: { trees, ...links }, risk }: GroundingModel): string {
	const body = trees.map(nodes => `\t\t\t${JSON.stringify(nodes)}`).join(',\n');
	return `{\n\t"version": 1,\n\t"risk": ${indented(risk)},\n\t"links": ${indented(links).slice(0, -3)},\n\t\t"trees": [\n${body}\n\t\t]\n\t}\n}\n`;
}

function indented(value: object): string {
	return JSON.stringify(value, undefined, '\t').replaceAll('\n', '\n\t');
}
