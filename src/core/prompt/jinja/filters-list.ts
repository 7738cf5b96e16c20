import { compare, equal } from './compare.ts';
import { RenderFailure } from './meter.ts';
import {
	argument,
	attributeOf,
	countArgument,
	type Implementation,
	joined,
	listInput,
	type Operation,
	textArgument,
	truthArgument,
} from './operation.ts';
import { printed } from './print.ts';
import { isMap, isTrue, type Value } from './values.ts';

/** Filters over lists and mappings. */
export const LIST_FILTERS: readonly (readonly [string, Implementation])[] = [
	['batch', batch],
	['count', length],
	['dictsort', dictionarySort],
	['first', operation => end(operation, 0)],
	['groupby', groupBy],
	['items', items],
	['join', join],
	['last', operation => end(operation, -1)],
	['length', length],
	['list', operation => operation.engine.make.list(listInput(operation))],
	['map', map],
	['max', operation => extreme(operation, 1)],
	['min', operation => extreme(operation, -1)],
	['reject', operation => selected(operation, { attribute: 'none', keep: 'failing' })],
	['rejectattr', operation => selected(operation, { attribute: 'first', keep: 'failing' })],
	['reverse', reverse],
	['select', operation => selected(operation, { attribute: 'none', keep: 'passing' })],
	['selectattr', operation => selected(operation, { attribute: 'first', keep: 'passing' })],
	['slice', slice],
	['sort', sort],
	['sum', sum],
	['unique', unique],
];

function length(operation: Operation): Value {
	const { input, engine } = operation;
	return engine.make.number(input.type === 'StringValue' ? input.value.length : listInput(operation).length);
}

function end(operation: Operation, index: number): Value {
	return listInput(operation).at(index) ?? operation.engine.make.from(undefined);
}

function reverse(operation: Operation): Value {
	const reversed = listInput(operation).toReversed();
	return operation.input.type === 'StringValue'
		? operation.engine.make.text(reversed.map(char => char.value).join(''))
		: operation.engine.make.list(reversed);
}

export function join(operation: Operation): Value {
	const { engine } = operation;
	const path = operation.args[1] ?? operation.named.get('attribute');
	const separator = operation.args[0] ?? operation.named.get('d') ?? operation.named.get('separator');
	const parts = listInput(operation).map(item => {
		const part = path === undefined ? item : attributeOf(item, printed(path, engine.meter), engine.make);
		return printed(part, engine.meter);
	});
	return engine.make.text(joined(parts, separator === undefined ? '' : printed(separator, engine.meter), engine.meter));
}

export function items(operation: Operation): Value {
	const { input, engine } = operation;
	if (!isMap(input)) {
		throw new RenderFailure('template-failed', 'This needs a mapping.');
	}
	engine.meter.list(input.value.size);
	return engine.make.list([...input.value].map(([key, value]) => engine.make.list([engine.make.text(key), value])));
}

function dictionarySort(operation: Operation): Value {
	const { engine } = operation;
	const sensitive = truthArgument(operation, 0, 'case_sensitive');
	const by = textArgument(operation, 1, 'by', 'key') === 'value' ? 1 : 0;
	const pairs = items({ ...operation, args: [] }).value as readonly Value[];
	const keyed = pairs.map(pair => [folded((pair.value as readonly Value[])[by]!, sensitive, operation), pair] as const);
	return engine.make.list(ordered(keyed, truthArgument(operation, 2, 'reverse'), operation));
}

function sort(operation: Operation): Value {
	const reverseOrder = truthArgument(operation, 0, 'reverse');
	const sensitive = truthArgument(operation, 1, 'case_sensitive');
	const path = argument(operation, 2, 'attribute');
	const keyed = listInput(operation).map(
		item => [folded(pathOf(item, path, operation), sensitive, operation), item] as const,
	);
	return operation.engine.make.list(ordered(keyed, reverseOrder, operation));
}

function ordered(keyed: (readonly [Value, Value])[], reverseOrder: boolean, { engine }: Operation): readonly Value[] {
	const sign = reverseOrder ? -1 : 1;
	return keyed.sort((a, b) => sign * compare(a[0], b[0], engine.meter)).map(([, item]) => item);
}

function unique(operation: Operation): Value {
	const { engine } = operation;
	const sensitive = truthArgument(operation, 0, 'case_sensitive');
	const path = argument(operation, 1, 'attribute');
	const seen = new Map<unknown, Value[]>();
	const kept = listInput(operation).filter(item => {
		const key = folded(pathOf(item, path, operation), sensitive, operation);
		const bucket = typeof key.value === 'object' ? key.type : key.value;
		const others = seen.get(bucket) ?? [];
		if (others.some(other => equal(other, key, engine.meter))) {
			return false;
		}
		seen.set(bucket, [...others, key]);
		engine.meter.step(others.length);
		return true;
	});
	return engine.make.list(kept);
}

function groupBy(operation: Operation): Value {
	const { engine } = operation;
	const path = argument(operation, 0, 'attribute');
	const fallback = operation.args[1] ?? operation.named.get('default');
	const keyed = listInput(operation).map(item => {
		const found = pathOf(item, path, operation);
		return [found.type === 'UndefinedValue' && fallback !== undefined ? fallback : found, item] as const;
	});
	keyed.sort((a, b) => compare(folded(a[0], false, operation), folded(b[0], false, operation), engine.meter));
	const groups: { readonly key: Value; readonly items: Value[] }[] = [];
	for (const [key, item] of keyed) {
		const last = groups.at(-1);
		const same =
			last !== undefined && equal(folded(last.key, false, operation), folded(key, false, operation), engine.meter);
		if (same) {
			last.items.push(item);
		} else {
			groups.push({ key, items: [item] });
		}
	}
	// A pair, as in `for grouper, list in …`. `.grouper` and `.list` of a group are deliberately absent.
	return engine.make.list(groups.map(group => engine.make.list([group.key, engine.make.list(group.items)])));
}

function extreme(operation: Operation, sign: 1 | -1): Value {
	const { engine } = operation;
	const path = argument(operation, 1, 'attribute');
	const sensitive = truthArgument(operation, 0, 'case_sensitive');
	const key = (item: Value): Value => folded(pathOf(item, path, operation), sensitive, operation);
	let best: Value | undefined;
	for (const item of listInput(operation)) {
		if (best === undefined || sign * compare(key(item), key(best), engine.meter) > 0) {
			best = item;
		}
	}
	return best ?? engine.make.from(undefined);
}

function sum(operation: Operation): Value {
	const path = argument(operation, 0, 'attribute');
	const start = operation.args[1] ?? operation.named.get('start');
	const values = [
		...(start === undefined ? [] : [start]),
		...listInput(operation).map(item => pathOf(item, path, operation)),
	];
	let total = 0;
	for (const value of values) {
		if (value.type !== 'IntegerValue' && value.type !== 'FloatValue') {
			throw new RenderFailure('template-failed', 'Only numbers can be summed.');
		}
		total += value.value;
	}
	const { make } = operation.engine;
	return values.some(value => value.type === 'FloatValue') ? make.float(total) : make.number(total);
}

function map(operation: Operation): Value {
	const { engine, args, named } = operation;
	const path = named.get('attribute');
	const fallback = named.get('default');
	const list = listInput(operation);
	if (path !== undefined) {
		return engine.make.list(
			list.map(item => {
				const found = pathOf(item, path, operation);
				return found.type === 'UndefinedValue' && fallback !== undefined ? fallback : found;
			}),
		);
	}
	const name = textArgument(operation, 0, 'filter');
	return engine.make.list(list.map(input => engine.filter(name, { input, args: args.slice(1), named })));
}

interface Selection {
	/** `first`: the first argument names an attribute. */
	readonly attribute: 'first' | 'none';
	readonly keep: 'passing' | 'failing';
}

function selected(operation: Operation, selection: Selection): Value {
	const { engine, named } = operation;
	const path = selection.attribute === 'first' ? operation.args[0] : undefined;
	const [test, ...args] = operation.args.slice(selection.attribute === 'first' ? 1 : 0);
	const name = test === undefined ? undefined : printed(test, engine.meter);
	const kept = listInput(operation).filter(item => {
		const input = pathOf(item, path, operation);
		const passes = name === undefined ? isTrue(input) : engine.test(name, { input, args, named });
		return passes === (selection.keep === 'passing');
	});
	return engine.make.list(kept);
}

function batch(operation: Operation): Value {
	const { engine } = operation;
	const list = listInput(operation);
	const size = Math.max(1, countArgument(operation, 0, 'linecount'));
	const fill = argument(operation, 1, 'fill_with');
	const rows: Value[][] = [];
	for (let i = 0; i < list.length; i += size) {
		rows.push(list.slice(i, i + size));
	}
	const last = rows.at(-1);
	if (last !== undefined && fill !== undefined && last.length < size) {
		engine.meter.list(size);
		last.push(...Array.from({ length: size - last.length }, () => fill));
	}
	return engine.make.list(rows.map(row => engine.make.list(row)));
}

/** Jinja's `slice`: so many columns, the first ones longer by one where it does not divide. */
function slice(operation: Operation): Value {
	const { engine } = operation;
	const list = listInput(operation);
	const columns = Math.max(1, countArgument(operation, 0, 'slices'));
	const fill = argument(operation, 1, 'fill_with');
	engine.meter.list(columns);
	const [each, longer] = [Math.floor(list.length / columns), list.length % columns];
	const made: Value[] = [];
	for (let column = 0, at = 0; column < columns; column++) {
		const size = each + (column < longer ? 1 : 0);
		const part = list.slice(at, at + size);
		at += size;
		made.push(engine.make.list(fill !== undefined && longer > 0 && column >= longer ? [...part, fill] : part));
	}
	return engine.make.list(made);
}

function pathOf(item: Value, path: Value | undefined, { engine }: Operation): Value {
	return path === undefined || path.type === 'NullValue'
		? item
		: attributeOf(item, printed(path, engine.meter), engine.make);
}

/** Text without its case, unless case counts. */
function folded(value: Value, sensitive: boolean, { engine }: Operation): Value {
	if (value.type !== 'StringValue' || sensitive) {
		return value;
	}
	engine.meter.text(value.value.length);
	return engine.make.text(value.value.toLowerCase());
}
