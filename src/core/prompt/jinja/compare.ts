import { type Meter, RenderFailure } from './meter.ts';
import { isList, isMap, isNumber, kindOf, type Value } from './values.ts';

/** Equality as in Python: by content, numbers and truth values by amount. */
export function equal(a: Value, b: Value, meter: Meter, depth = 0): boolean {
	meter.step();
	if (depth > 60) {
		throw new RenderFailure('template-bounds', 'This is nested too deeply to be compared.');
	}
	const [left, right] = [amountOf(a), amountOf(b)];
	if (left !== undefined && right !== undefined) {
		return left === right;
	}
	if (isList(a) && isList(b)) {
		return a.value.length === b.value.length && a.value.every((item, i) => equal(item, b.value[i]!, meter, depth + 1));
	}
	if (isMap(a) && isMap(b)) {
		return (
			a.value.size === b.value.size &&
			[...a.value].every(([key, item]) => {
				const other = b.value.get(key);
				return other !== undefined && equal(item, other, meter, depth + 1);
			})
		);
	}
	if (a.type === 'StringValue' && b.type === 'StringValue') {
		meter.text(Math.min(a.value.length, b.value.length));
	}
	return a.type === b.type && a.value === b.value;
}

/** Order of numbers, or of texts by code unit. Fails for anything else. */
export function compare(a: Value, b: Value, meter: Meter): number {
	meter.step();
	const [left, right] = [amountOf(a), amountOf(b)];
	if (left !== undefined && right !== undefined) {
		return left - right;
	}
	if (a.type === 'StringValue' && b.type === 'StringValue') {
		meter.text(Math.min(a.value.length, b.value.length));
		return a.value < b.value ? -1 : a.value > b.value ? 1 : 0;
	}
	if (isList(a) && isList(b)) {
		for (let i = 0; i < Math.min(a.value.length, b.value.length); i++) {
			const order: number = compare(a.value[i]!, b.value[i]!, meter);
			if (order !== 0) {
				return order;
			}
		}
		return a.value.length - b.value.length;
	}
	throw new RenderFailure('template-failed', `${kindOf(a)} and ${kindOf(b)} have no order.`);
}

/** A number, or a truth value as 0 or 1. */
export function amountOf(value: Value): number | undefined {
	return isNumber(value) ? value.value : value.type === 'BooleanValue' ? Number(value.value) : undefined;
}
