import { type Meter, RenderFailure } from './meter.ts';
import { isList, isMap, type Value } from './values.ts';

export interface JsonOptions {
	readonly indent: number;
	readonly sortKeys: boolean;
	readonly ensureAscii: boolean;
	readonly separators: readonly [string, string];
}

export const PLAIN_JSON: JsonOptions = { indent: 0, sortKeys: false, ensureAscii: false, separators: [', ', ': '] };

/** A value as the template prints it: texts as they are, lists and mappings as JSON, none as nothing. */
export function printed(value: Value, meter: Meter): string {
	switch (value.type) {
		case 'StringValue':
			return value.value;
		case 'NullValue':
			return '';
		case 'BooleanValue':
			return String(value.value);
		case 'IntegerValue':
			return String(value.value);
		case 'FloatValue':
			return Number.isInteger(value.value) && Math.abs(value.value) < 1e21
				? value.value.toFixed(1)
				: String(value.value);
		case 'UndefinedValue':
			throw new RenderFailure('undefined-variable', 'This has no value.');
		case 'FunctionValue':
			throw new RenderFailure('template-failed', 'This is a function; call it with `()`.');
		default:
			return jsonOf(value, meter, PLAIN_JSON);
	}
}

/** JSON in the layout of Python's `json.dumps`. Counts every item, so that shared lists cannot grow without bound. */
export function jsonOf(value: Value, meter: Meter, options: JsonOptions): string {
	const parts: string[] = [];
	let length = 0;
	const put = (text: string): void => {
		length += text.length;
		meter.text(text.length);
		if (length > 0) {
			parts.push(text);
		}
	};
	const write = (item: Value, depth: number): void => {
		if (depth > 60) {
			throw new RenderFailure('template-bounds', 'This is nested too deeply to be printed.');
		}
		if (!isList(item) && !isMap(item)) {
			put(scalar(item, options));
			return;
		}
		const entries = isList(item) ? item.value.map(each => [undefined, each] as const) : mapEntries(item.value, options);
		const [open, close] = isList(item) ? '[]' : '{}';
		const line = options.indent > 0 && entries.length > 0 ? `\n${' '.repeat(options.indent * depth)}` : '';
		const inner = line === '' ? '' : line + ' '.repeat(options.indent);
		const separator = options.indent > 0 ? options.separators[0].trimEnd() : options.separators[0];
		put(open!);
		entries.forEach(([key, each], index) => {
			put((index === 0 ? '' : separator) + inner);
			put(key === undefined ? '' : quoted(key, options) + options.separators[1]);
			write(each, depth + 1);
		});
		put(line + close);
	};
	write(value, 0);
	meter.text(length);
	return parts.join('');
}

function mapEntries(map: ReadonlyMap<string, Value>, options: JsonOptions): readonly (readonly [string, Value])[] {
	return options.sortKeys ? [...map].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)) : [...map];
}

function scalar(value: Value, options: JsonOptions): string {
	switch (value.type) {
		case 'StringValue':
			return quoted(value.value, options);
		case 'NullValue':
		case 'UndefinedValue':
			return 'null';
		case 'FunctionValue':
			throw new RenderFailure('template-failed', 'A function cannot be printed.');
		default:
			return JSON.stringify(value.value);
	}
}

function quoted(text: string, options: JsonOptions): string {
	const json = JSON.stringify(text);
	return options.ensureAscii
		? json.replace(/[\x7f-\uffff]/g, char => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)
		: json;
}
