import { PARAMETER_KEYS } from '../core/documents/formats/common.ts';
import type { SamplingParameters } from '../core/documents/project.ts';
import type { NumberShape } from '../core/documents/shape.ts';
import { nearestSpelling } from '../core/text/spelling.ts';
import { UsageError } from './exit-code.ts';

/**
 * Reads each `NAME=VALUE` of `--parameter`, by the names and bounds that documents have. `stop` may be given more than once. Throws a
 * {@link UsageError} in one sentence for any other name, form or value.
 */
export function readParameterOptions(given: readonly string[]): SamplingParameters | undefined {
	const parameters = new Map<string, string | number | readonly string[]>();
	for (const written of given) {
		const at = written.indexOf('=');
		const name = checkName((at < 0 ? written : written.slice(0, at)).trim());
		const text = at < 0 ? '' : written.slice(at + 1);
		if (text.trim() === '') {
			throw new UsageError(`--parameter needs a name and a value: --parameter ${name}=VALUE.`);
		}
		const before = parameters.get(name);
		if (name === 'stop') {
			parameters.set(name, [...(Array.isArray(before) ? before : []), text]);
			continue;
		}
		if (before !== undefined) {
			throw new UsageError(`--parameter ${name} is given more than once; it takes one value.`);
		}
		const shape = PARAMETER_KEYS[name]?.shape;
		parameters.set(name, shape?.kind === 'number' ? numberIn(name, text.trim(), shape) : text.trim());
	}
	return parameters.size === 0 ? undefined : Object.fromEntries(parameters);
}

/** Those that one value can say: fields of a request body are for documents. */
const NAMES = Object.keys(PARAMETER_KEYS).filter(name => name !== 'extraBody');

function checkName(name: string): string {
	if (NAMES.includes(name)) {
		return name;
	}
	const meant = NAMES.find(known => PARAMETER_KEYS[known]?.formerly?.includes(name)) ?? nearestSpelling(name, NAMES);
	const hint = meant === undefined ? `There are ${NAMES.join(', ')}.` : `Did you mean ${meant}?`;
	throw new UsageError(`There is no parameter "${name}". ${hint}`);
}

function numberIn(name: string, text: string, { integer, minimum, maximum }: NumberShape): number {
	const value = Number(text);
	const fits = integer === true ? Number.isSafeInteger(value) : Number.isFinite(value);
	if (fits && value >= (minimum ?? value) && value <= (maximum ?? value)) {
		return value;
	}
	const kind = integer === true ? 'a whole number' : 'a number';
	const bounds =
		minimum === undefined ? '' : maximum === undefined ? ` of at least ${minimum}` : ` from ${minimum} to ${maximum}`;
	throw new UsageError(`--parameter ${name} needs ${kind}${bounds}, not "${text}".`);
}
