import { FORMATS, type FormatKind } from '../../core/documents/formats/formats.ts';
import { jsonSchema } from '../../core/documents/json-schema.ts';
import { nearestSpelling } from '../../core/text/spelling.ts';
import { EXIT, UsageError } from '../exit-code.ts';
import type { Command } from './command.ts';

/** The JSON Schema of a format, for other tools. */
export const schemaCommand: Command = {
	spec: {
		name: 'schema',
		operands: 'KIND',
		about: `Print the JSON Schema of a format: ${Object.keys(FORMATS).join(', ')}.`,
		options: {},
	},
	async run(given, io) {
		const [kind, ...more] = given.operands;
		const kinds = Object.keys(FORMATS);
		if (kind === undefined || more.length > 0) {
			throw new UsageError(`groundline schema needs one of ${kinds.join(', ')}.`);
		}
		if (!isFormat(kind)) {
			const near = nearestSpelling(kind, kinds);
			throw new UsageError(
				`There is no format "${kind}". ${near === undefined ? `There are ${kinds.join(', ')}.` : `Did you mean "${near}"?`}`,
			);
		}
		await io.out(`${JSON.stringify(jsonSchema(kind), undefined, 2)}\n`);
		return EXIT.passed;
	},
};

function isFormat(kind: string): kind is FormatKind {
	return Object.hasOwn(FORMATS, kind);
}
