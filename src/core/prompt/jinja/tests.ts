import { amountOf, compare, equal } from './compare.ts';
import { RenderFailure } from './meter.ts';
import { numberInput, type Operation } from './operation.ts';
import { isList, isMap, isNumber, type Value } from './values.ts';

/** Every test that can stand after `is`, by name. */
export const TESTS: ReadonlyMap<string, (operation: Operation) => boolean> = new Map<
	string,
	(operation: Operation) => boolean
>([
	['boolean', ({ input }) => input.type === 'BooleanValue'],
	['callable', ({ input }) => input.type === 'FunctionValue'],
	['defined', ({ input }) => input.type !== 'UndefinedValue'],
	['divisibleby', operation => modulo(operation, other(operation))],
	['even', operation => modulo(operation, 2)],
	['false', ({ input }) => input.type === 'BooleanValue' && !input.value],
	['float', ({ input }) => input.type === 'FloatValue'],
	['in', contained],
	['integer', ({ input }) => input.type === 'IntegerValue'],
	['iterable', ({ input }) => isList(input) || isMap(input) || input.type === 'StringValue'],
	['lower', ({ input }) => input.type === 'StringValue' && input.value === input.value.toLowerCase()],
	['mapping', ({ input }) => isMap(input)],
	['none', ({ input }) => input.type === 'NullValue'],
	['number', ({ input }) => isNumber(input)],
	['odd', operation => Math.abs(numberInput(operation) % 2) === 1],
	['sameas', operation => operation.input === operation.args[0] || identical(operation)],
	['sequence', ({ input }) => isList(input) || isMap(input) || input.type === 'StringValue'],
	['string', ({ input }) => input.type === 'StringValue'],
	['true', ({ input }) => input.type === 'BooleanValue' && input.value],
	['undefined', ({ input }) => input.type === 'UndefinedValue'],
	['upper', ({ input }) => input.type === 'StringValue' && input.value === input.value.toUpperCase()],
	...['eq', 'equalto', '=='].map(name => [name, same] as const),
	...['ne', '!='].map(name => [name, (operation: Operation) => !same(operation)] as const),
	...['lt', 'lessthan', '<'].map(name => [name, (operation: Operation) => order(operation) < 0] as const),
	...['gt', 'greaterthan', '>'].map(name => [name, (operation: Operation) => order(operation) > 0] as const),
	...['le', '<='].map(name => [name, (operation: Operation) => order(operation) <= 0] as const),
	...['ge', '>='].map(name => [name, (operation: Operation) => order(operation) >= 0] as const),
]);

/** The two tests that may be applied to what has no value. */
export const DEFINED_TESTS: ReadonlySet<string> = new Set(['defined', 'undefined']);

/** True where a list holds the value, a text the text, or a mapping the key. */
export function holds(container: Value, value: Value, { engine }: Pick<Operation, 'engine'>): boolean {
	if (isList(container)) {
		engine.meter.list(container.value.length);
		return container.value.some(item => equal(item, value, engine.meter));
	}
	if (isMap(container)) {
		return value.type === 'StringValue' && container.value.has(value.value);
	}
	if (container.type === 'StringValue' && value.type === 'StringValue') {
		engine.meter.text(container.value.length);
		return container.value.includes(value.value);
	}
	throw new RenderFailure('template-failed', '`in` needs a list, a mapping or a text on its right.');
}

function contained(operation: Operation): boolean {
	return holds(needed(operation), operation.input, operation);
}

function same(operation: Operation): boolean {
	return equal(operation.input, needed(operation), operation.engine.meter);
}

function order(operation: Operation): number {
	return compare(operation.input, needed(operation), operation.engine.meter);
}

function identical(operation: Operation): boolean {
	const argument = needed(operation);
	return operation.input.type === argument.type && typeof argument.value !== 'object' && same(operation);
}

function modulo(operation: Operation, by: number): boolean {
	return numberInput(operation) % by === 0;
}

function other(operation: Operation): number {
	return amountOf(needed(operation)) ?? Number.NaN;
}

function needed(operation: Operation): Value {
	const [argument] = operation.args;
	if (argument === undefined) {
		throw new RenderFailure('template-failed', 'This test needs something to compare with.');
	}
	return argument;
}
