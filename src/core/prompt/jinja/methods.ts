import { equal } from './compare.ts';
import { items, join } from './filters-list.ts';
import { replaced, trimmed } from './filters-text.ts';
import { RenderFailure } from './meter.ts';
import { countArgument, type Implementation, type Operation, repeated, textArgument, textInput } from './operation.ts';
import { isList, isMap, type Value } from './values.ts';

/** The methods of texts, lists and mappings. None changes the value that it is called on. */
export function methodOf(value: Value, name: string): Implementation | undefined {
	if (value.type === 'StringValue') {
		return TEXT_METHODS.get(name);
	}
	return isList(value) ? LIST_METHODS.get(name) : isMap(value) ? MAP_METHODS.get(name) : undefined;
}

/** True where a text, a list or a mapping has a method of this name. `loop.cycle` is one too. */
export function isMethodName(name: string): boolean {
	return name === 'cycle' || [TEXT_METHODS, LIST_METHODS, MAP_METHODS].some(methods => methods.has(name));
}

/** The methods of each kind of value, for the documentation. */
export function methodNames(kind: 'text' | 'list' | 'mapping'): readonly string[] {
	return [...(kind === 'text' ? TEXT_METHODS : kind === 'list' ? LIST_METHODS : MAP_METHODS).keys()];
}

const TEXT_METHODS: ReadonlyMap<string, Implementation> = new Map<string, Implementation>([
	...['capitalize', 'lower', 'title', 'upper'].map(
		name => [name, (operation: Operation) => operation.engine.filter(name, { ...operation, args: [] })] as const,
	),
	[
		'count',
		operation => operation.engine.make.number(splitText(operation, textArgument(operation, 0, 'sub')).length - 1),
	],
	['endswith', operation => affix(operation, (text, part) => text.endsWith(part))],
	['find', operation => operation.engine.make.number(textInput(operation).indexOf(textArgument(operation, 0, 'sub')))],
	['isdigit', operation => operation.engine.make.truth(/^\p{Nd}+$/u.test(textInput(operation)))],
	['isalpha', operation => operation.engine.make.truth(/^\p{L}+$/u.test(textInput(operation)))],
	['join', operation => join({ ...operation, input: operation.args[0] ?? operation.input, args: [operation.input] })],
	['lstrip', operation => operation.engine.make.text(trimmed(operation, 'start'))],
	['removeprefix', operation => removed(operation, 'prefix')],
	['removesuffix', operation => removed(operation, 'suffix')],
	['replace', operation => operation.engine.make.text(replaced(operation))],
	['rstrip', operation => operation.engine.make.text(trimmed(operation, 'end'))],
	['split', split],
	['splitlines', operation => texts(operation, lines(textInput(operation)))],
	['startswith', operation => affix(operation, (text, part) => text.startsWith(part))],
	['strip', operation => operation.engine.make.text(trimmed(operation))],
	['zfill', zeroFilled],
]);

const LIST_METHODS: ReadonlyMap<string, Implementation> = new Map<string, Implementation>([
	['count', operation => operation.engine.make.number(positions(operation).length)],
	['index', index],
]);

const MAP_METHODS: ReadonlyMap<string, Implementation> = new Map<string, Implementation>([
	['get', get],
	['items', items],
	['keys', operation => operation.engine.filter('list', { ...operation, args: [] })],
	['values', values],
]);

function get({ input, args, engine }: Operation): Value {
	const key = args[0]?.type === 'StringValue' ? args[0].value : undefined;
	const found = key !== undefined && isMap(input) ? input.value.get(key) : undefined;
	return found ?? args[1] ?? engine.make.from(null);
}

function values({ input, engine }: Operation): Value {
	const all = isMap(input) ? [...input.value.values()] : [];
	engine.meter.list(all.length);
	return engine.make.list(all);
}

function positions({ input, args, engine }: Operation): readonly number[] {
	const wanted = args[0];
	const list = isList(input) ? input.value : [];
	engine.meter.list(list.length);
	return list.flatMap((item, i) => (wanted !== undefined && equal(item, wanted, engine.meter) ? [i] : []));
}

function index(operation: Operation): Value {
	const [first] = positions(operation);
	if (first === undefined) {
		throw new RenderFailure('template-failed', 'The list does not hold this value.');
	}
	return operation.engine.make.number(first);
}

function affix(operation: Operation, fits: (text: string, part: string) => boolean): Value {
	const [wanted] = operation.args;
	const text = textInput(operation);
	const parts = wanted !== undefined && isList(wanted) ? wanted.value : [wanted];
	const found = parts.some(part => {
		if (part?.type !== 'StringValue') {
			throw new RenderFailure('template-failed', 'This needs a text, or a list of texts.');
		}
		operation.engine.meter.text(part.value.length);
		return fits(text, part.value);
	});
	return operation.engine.make.truth(found);
}

function removed(operation: Operation, end: 'prefix' | 'suffix'): Value {
	const text = textInput(operation);
	const part = textArgument(operation, 0, end);
	const fits = part !== '' && (end === 'prefix' ? text.startsWith(part) : text.endsWith(part));
	const rest = end === 'prefix' ? text.slice(part.length) : text.slice(0, text.length - part.length);
	return operation.engine.make.text(fits ? rest : text);
}

function split(operation: Operation): Value {
	const [separator] = operation.args;
	const limit = countArgument(operation, 1, 'maxsplit', -1);
	if (separator === undefined || separator.type === 'NullValue') {
		const words = textInput(operation).split(/\s+/).filter(Boolean);
		const rest = limit >= 0 && words.length > limit + 1 ? words.splice(limit, words.length).join(' ') : undefined;
		return texts(operation, rest === undefined ? words : [...words, rest]);
	}
	const by = textArgument(operation, 0, 'sep');
	const parts = [...splitText(operation, by)];
	if (limit >= 0 && parts.length > limit + 1) {
		parts.push(parts.splice(limit, parts.length).join(by));
	}
	return texts(operation, parts);
}

function splitText(operation: Operation, by: string): readonly string[] {
	if (by === '') {
		throw new RenderFailure('template-failed', 'An empty text separates nothing.');
	}
	return textInput(operation).split(by);
}

function lines(text: string): readonly string[] {
	const all = text.split(/\r\n|\r|\n/);
	return all.at(-1) === '' ? all.slice(0, -1) : all;
}

function zeroFilled(operation: Operation): Value {
	const text = textInput(operation);
	const missing = countArgument(operation, 0, 'width') - text.length;
	return operation.engine.make.text(repeated('0', missing, operation.engine.meter) + text);
}

function texts({ engine }: Operation, parts: readonly string[]): Value {
	engine.meter.list(parts.length);
	return engine.make.list(parts.map(part => engine.make.text(part)));
}
