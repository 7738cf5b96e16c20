import { RenderFailure } from './meter.ts';
import type { Engine } from './operation.ts';
import { isList, type Value } from './values.ts';

/** `range(stop)`, `range(start, stop)`, `range(start, stop, step)`; counted before it is made. */
export function rangeOf(args: readonly Value[], engine: Engine): Value {
	const numbers = args.map(arg => {
		if (arg.type !== 'IntegerValue') {
			throw new RenderFailure('template-failed', '`range` needs whole numbers.');
		}
		return arg.value;
	});
	const [start, stop, step] = numbers.length === 1 ? [0, numbers[0]!, 1] : [numbers[0], numbers[1], numbers[2] ?? 1];
	if (start === undefined || stop === undefined || step === 0 || numbers.length > 3) {
		throw new RenderFailure('template-failed', '`range` needs one to three numbers, and a step that is not 0.');
	}
	const length = Math.max(0, Math.ceil((stop - start) / step));
	engine.meter.list(length);
	return engine.make.list(Array.from({ length }, (_, i) => engine.make.number(start + i * step)));
}

/** `value[start:stop:step]` of a list, or of the characters of a text. */
export function sliceOf(value: Value, bounds: readonly Value[], engine: Engine): Value {
	if (!isList(value) && value.type !== 'StringValue') {
		throw new RenderFailure('template-failed', 'Only a list or a text has a slice.');
	}
	const [start, stop, step = 1] = bounds.map(boundOf);
	if (step === 0) {
		throw new RenderFailure('template-failed', 'The step of a slice is not 0.');
	}
	if (isList(value)) {
		engine.meter.list(value.value.length);
		return engine.make.list(picked(value.value, { start, stop, step }));
	}
	engine.meter.text(2 * value.value.length);
	if (step === 1 && !/[\ud800-\udfff]/.test(value.value)) {
		return engine.make.text(value.value.slice(start, stop));
	}
	return engine.make.text(picked([...value.value], { start, stop, step }).join(''));
}

interface Slice {
	readonly start: number | undefined;
	readonly stop: number | undefined;
	readonly step: number;
}

function picked<T>(items: readonly T[], slice: Slice): readonly T[] {
	const made: T[] = [];
	const [first, last] = limits(items.length, slice);
	for (let i = first; slice.step > 0 ? i < last : i > last; i += slice.step) {
		made.push(items[i]!);
	}
	return made;
}

function limits(length: number, { start, stop, step }: Slice): readonly [number, number] {
	const [low, high] = step > 0 ? [0, length] : [-1, length - 1];
	const clamp = (index: number): number => Math.max(low, Math.min(high, index < 0 ? index + length : index));
	return [
		start === undefined ? (step > 0 ? 0 : length - 1) : clamp(start),
		stop === undefined ? (step > 0 ? length : -1) : clamp(stop),
	];
}

function boundOf(value: Value): number | undefined {
	if (value.type === 'UndefinedValue' || value.type === 'NullValue') {
		return undefined;
	}
	if (value.type !== 'IntegerValue') {
		throw new RenderFailure('template-failed', 'A slice is bounded by whole numbers.');
	}
	return value.value;
}
