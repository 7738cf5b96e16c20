import { amountOf, compare, equal } from './compare.ts';
import { RenderFailure } from './meter.ts';
import type { BinaryNode, JinjaNode } from './nodes.ts';
import { type Engine, repeated } from './operation.ts';
import { printed } from './print.ts';
import { holds } from './tests.ts';
import { isList, isTrue, kindOf, type Value } from './values.ts';

/** Computes `left operator right` as Python does; `and` and `or` look at the right side only where they need it. */
export function calculate(node: BinaryNode, engine: Engine, evaluate: (node: JinjaNode) => Value): Value {
	const operator = node.operator.value;
	const left = evaluate(node.left);
	if (operator === 'and' || operator === 'or') {
		return isTrue(left) === (operator === 'and') ? evaluate(node.right) : left;
	}
	const right = evaluate(node.right);
	if (operator === '==' || operator === '!=') {
		return engine.make.truth(equal(left, right, engine.meter) === (operator === '=='));
	}
	for (const [value, side] of [[left, node.left] as const, [right, node.right] as const]) {
		if (value.type === 'UndefinedValue') {
			throw new RenderFailure('undefined-variable', 'This has no value.', side);
		}
	}
	switch (operator) {
		case 'in':
		case 'not in':
			return engine.make.truth(holds(right, left, { engine }) === (operator === 'in'));
		case '<':
			return engine.make.truth(compare(left, right, engine.meter) < 0);
		case '>':
			return engine.make.truth(compare(left, right, engine.meter) > 0);
		case '<=':
			return engine.make.truth(compare(left, right, engine.meter) <= 0);
		case '>=':
			return engine.make.truth(compare(left, right, engine.meter) >= 0);
		case '~':
			return concatenated(left, right, engine);
		default:
			return arithmetic(operator, [left, right], engine);
	}
}

function arithmetic(operator: string, [left, right]: readonly [Value, Value], engine: Engine): Value {
	const [a, b] = [amountOf(left), amountOf(right)];
	if (a !== undefined && b !== undefined) {
		const result = numeric(operator, a, b);
		if (result === undefined || !Number.isFinite(result)) {
			throw new RenderFailure('template-failed', `\`${operator}\` has no finite result here.`);
		}
		const float =
			operator === '/' || left.type === 'FloatValue' || right.type === 'FloatValue' || !Number.isInteger(result);
		return float ? engine.make.float(result) : engine.make.number(result);
	}
	if (operator === '+' && isList(left) && isList(right)) {
		engine.meter.list(left.value.length + right.value.length);
		return engine.make.list([...left.value, ...right.value]);
	}
	if (operator === '+' && (left.type === 'StringValue' || right.type === 'StringValue')) {
		return concatenated(left, right, engine);
	}
	if (operator === '*' && (a !== undefined || b !== undefined)) {
		return times(a === undefined ? left : right, a ?? b ?? 0, engine);
	}
	throw new RenderFailure('template-failed', `\`${operator}\` cannot join ${kindOf(left)} and ${kindOf(right)}.`);
}

function numeric(operator: string, a: number, b: number): number | undefined {
	switch (operator) {
		case '+':
			return a + b;
		case '-':
			return a - b;
		case '*':
			return a * b;
		case '/':
			return a / b;
		case '//':
			return Math.floor(a / b);
		case '%':
			return a - b * Math.floor(a / b);
		case '**':
			return a ** b;
		default:
			return undefined;
	}
}

function concatenated(left: Value, right: Value, engine: Engine): Value {
	const [before, after] = [printed(left, engine.meter), printed(right, engine.meter)];
	engine.meter.text(before.length + after.length);
	return engine.make.text(before + after);
}

function times(value: Value, count: number, engine: Engine): Value {
	if (!Number.isInteger(count)) {
		throw new RenderFailure('template-failed', 'Text and lists are repeated a whole number of times.');
	}
	if (value.type === 'StringValue') {
		return engine.make.text(repeated(value.value, count, engine.meter));
	}
	if (isList(value)) {
		engine.meter.list(value.value.length * Math.max(0, count));
		const items = value.value;
		return engine.make.list(
			Array.from({ length: items.length * Math.max(0, count) }, (_, i) => items[i % items.length]!),
		);
	}
	throw new RenderFailure('template-failed', `${kindOf(value)} cannot be repeated.`);
}
