import { type Meter, RenderFailure } from './meter.ts';
import { printed } from './print.ts';
import { isList, isMap, isNumber, kindOf, type Value, type ValueMaker } from './values.ts';

/** One use of a filter, a test or a method: what it is applied to and its arguments. */
export interface Operation {
	readonly input: Value;
	readonly args: readonly Value[];
	readonly named: ReadonlyMap<string, Value>;
	readonly engine: Engine;
}

/** What operations need of the interpreter. */
export interface Engine {
	readonly meter: Meter;
	readonly make: ValueMaker;
	filter(name: string, operation: Omit<Operation, 'engine'>): Value;
	test(name: string, operation: Omit<Operation, 'engine'>): boolean;
}

export type Implementation = (operation: Operation) => Value;

export function argument(operation: Operation, index: number, name: string): Value | undefined {
	return operation.args[index] ?? operation.named.get(name);
}

export function textArgument(operation: Operation, index: number, name: string, fallback?: string): string {
	const value = argument(operation, index, name);
	if (value === undefined && fallback !== undefined) {
		return fallback;
	}
	if (value?.type !== 'StringValue') {
		throw new RenderFailure('template-failed', `\`${name}\` must be text.`);
	}
	return value.value;
}

/** A whole number, at most a million in either direction. */
export function countArgument(operation: Operation, index: number, name: string, fallback?: number): number {
	const value = argument(operation, index, name);
	if (value === undefined && fallback !== undefined) {
		return fallback;
	}
	if (value === undefined || !isNumber(value) || !Number.isInteger(value.value) || Math.abs(value.value) > 1_000_000) {
		throw new RenderFailure('template-failed', `\`${name}\` must be a whole number of at most 1,000,000.`);
	}
	return value.value;
}

export function truthArgument(operation: Operation, index: number, name: string, fallback = false): boolean {
	const value = argument(operation, index, name);
	if (value === undefined) {
		return fallback;
	}
	if (value.type !== 'BooleanValue') {
		throw new RenderFailure('template-failed', `\`${name}\` must be true or false.`);
	}
	return value.value;
}

/** The input as text; numbers, lists and mappings as they would be printed. */
export function textInput({ input, engine }: Operation): string {
	const text = printed(input, engine.meter);
	engine.meter.text(text.length);
	return text;
}

/** The input's items: of a list, the keys of a mapping, the characters of a text. */
export function listInput({ input, engine }: Operation): readonly Value[] {
	if (isList(input)) {
		engine.meter.list(input.value.length);
		return input.value;
	}
	if (isMap(input)) {
		engine.meter.list(input.value.size);
		return [...input.value.keys()].map(key => engine.make.text(key));
	}
	if (input.type === 'StringValue') {
		engine.meter.list(input.value.length);
		return [...input.value].map(char => engine.make.text(char));
	}
	throw new RenderFailure('template-failed', `This needs a list, not ${kindOf(input)}.`);
}

export function numberInput({ input }: Operation): number {
	if (isNumber(input)) {
		return input.value;
	}
	if (input.type === 'BooleanValue') {
		return Number(input.value);
	}
	throw new RenderFailure('template-failed', `This needs a number, not ${kindOf(input)}.`);
}

/** Joins texts after their length is counted. */
export function joined(parts: readonly string[], separator: string, meter: Meter): string {
	let length = separator.length * Math.max(0, parts.length - 1);
	for (const part of parts) {
		length += part.length;
	}
	meter.text(length);
	return parts.join(separator);
}

/** Repeats a text after its length is counted. */
export function repeated(text: string, count: number, meter: Meter): string {
	const times = Math.max(0, count);
	meter.text(text.length * times);
	return text.repeat(times);
}

/** `a.b.0` of a value; undefined where there is no such thing. */
export function attributeOf(value: Value, path: string, make: ValueMaker): Value {
	let found: Value = value;
	for (const part of path.split('.')) {
		const next: Value | undefined = isMap(found)
			? found.value.get(part)
			: isList(found) && /^\d+$/.test(part)
				? found.value[Number(part)]
				: undefined;
		if (next === undefined) {
			return make.from(undefined);
		}
		found = next;
	}
	return found;
}
