import { LIST_FILTERS } from './filters-list.ts';
import { TEXT_FILTERS } from './filters-text.ts';
import { RenderFailure } from './meter.ts';
import {
	argument,
	countArgument,
	type Implementation,
	numberInput,
	type Operation,
	truthArgument,
} from './operation.ts';
import { isTrue, type Value } from './values.ts';

/** Every filter that a template can use, by name. All are bounded by the meter. */
export const FILTERS: ReadonlyMap<string, Implementation> = new Map<string, Implementation>([
	...TEXT_FILTERS,
	...LIST_FILTERS,
	['abs', operation => like(operation, Math.abs(numberInput(operation)))],
	['bool', operation => operation.engine.make.truth(isTrue(operation.input))],
	['d', fallback],
	['default', fallback],
	['float', toFloat],
	['int', toInteger],
	['round', round],
]);

/** Filters of Jinja that are left out: they guess, format for HTML pages, or differ from run to run. */
export const UNSUPPORTED_FILTERS: ReadonlySet<string> = new Set([
	'attr',
	'filesizeformat',
	'forceescape',
	'format',
	'pprint',
	'random',
	'urlize',
	'xmlattr',
]);

/** The two filters that may be applied to what has no value. */
export const DEFAULT_FILTERS: ReadonlySet<string> = new Set(['d', 'default']);

function fallback(operation: Operation): Value {
	const { input, engine } = operation;
	const missing = input.type === 'UndefinedValue' || (truthArgument(operation, 1, 'boolean') && !isTrue(input));
	return missing ? (argument(operation, 0, 'default_value') ?? engine.make.text('')) : input;
}

function toInteger(operation: Operation): Value {
	const { input, engine } = operation;
	const number =
		input.type === 'StringValue' ? Number.parseFloat(input.value.trim().slice(0, 40)) : numberInput(operation);
	return Number.isFinite(number)
		? engine.make.number(Math.trunc(number))
		: (argument(operation, 0, 'default') ?? engine.make.number(0));
}

function toFloat(operation: Operation): Value {
	const { input, engine } = operation;
	const number =
		input.type === 'StringValue' ? Number.parseFloat(input.value.trim().slice(0, 40)) : numberInput(operation);
	return Number.isFinite(number)
		? engine.make.float(number)
		: (argument(operation, 0, 'default') ?? engine.make.float(0));
}

function round(operation: Operation): Value {
	const precision = countArgument(operation, 0, 'precision', 0);
	const method = argument(operation, 1, 'method')?.value ?? 'common';
	if (Math.abs(precision) > 15) {
		throw new RenderFailure('template-failed', '`precision` is at most 15.');
	}
	const factor = 10 ** precision;
	const scaled = numberInput(operation) * factor;
	const whole = method === 'ceil' ? Math.ceil(scaled) : method === 'floor' ? Math.floor(scaled) : Math.round(scaled);
	return operation.engine.make.float(whole / factor);
}

function like({ input, engine }: Operation, number: number): Value {
	return input.type === 'FloatValue' ? engine.make.float(number) : engine.make.number(number);
}
