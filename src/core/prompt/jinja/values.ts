import { Environment, type Scope } from './library.ts';

/** A value at rendering time, as the library makes them. */
export type Value =
	| TextValue
	| { readonly type: 'IntegerValue' | 'FloatValue'; readonly value: number }
	| { readonly type: 'BooleanValue'; readonly value: boolean }
	| { readonly type: 'NullValue'; readonly value: null }
	| { readonly type: 'UndefinedValue'; readonly value: undefined }
	| ListValue
	| MapValue
	| FunctionValue;

export interface TextValue {
	readonly type: 'StringValue';
	readonly value: string;
}
export interface ListValue {
	readonly type: 'ArrayValue' | 'TupleValue';
	value: readonly Value[];
}
export interface MapValue {
	readonly type: 'ObjectValue' | 'NamespaceValue' | 'KeywordArgumentsValue';
	value: ReadonlyMap<string, Value>;
}
export interface FunctionValue {
	readonly type: 'FunctionValue';
	readonly value: (args: readonly Value[], scope: Scope) => Value;
}

export function isList(value: Value): value is ListValue {
	return value.type === 'ArrayValue' || value.type === 'TupleValue';
}

export function isMap(value: Value): value is MapValue {
	return value.type === 'ObjectValue' || value.type === 'NamespaceValue' || value.type === 'KeywordArgumentsValue';
}

export function isNumber(value: Value): value is Extract<Value, { value: number }> {
	return value.type === 'IntegerValue' || value.type === 'FloatValue';
}

export function isTrue(value: Value): boolean {
	return isList(value) ? value.value.length > 0 : isMap(value) ? value.value.size > 0 : Boolean(value.value);
}

/** What a person calls the kind of a value. */
export function kindOf(value: Value): string {
	switch (value.type) {
		case 'StringValue':
			return 'text';
		case 'IntegerValue':
		case 'FloatValue':
			return 'a number';
		case 'BooleanValue':
			return 'true or false';
		case 'NullValue':
			return 'none';
		case 'UndefinedValue':
			return 'undefined';
		case 'FunctionValue':
			return 'a function';
		default:
			return isList(value) ? 'a list' : 'a mapping';
	}
}

/** Makes values of the library's own classes, which it does not export. */
export class ValueMaker {
	private readonly scratch: Scope = new Environment();

	/** Converts a plain value: text, number, true or false, null, undefined, and lists and mappings of them. */
	from(plain: unknown): Value {
		this.scratch.variables.delete('value');
		return this.scratch.set('value', plain);
	}

	text(value: string): Value {
		return this.from(value);
	}

	number(value: number): Value {
		return this.from(value);
	}

	/** A number that stays a float where it is whole. */
	float(value: number): Value {
		const made = this.from(0.5) as { value: number } & Extract<Value, { value: number }>;
		made.value = value;
		return made;
	}

	truth(value: boolean): Value {
		return this.from(value);
	}

	list(items: readonly Value[]): Value {
		const made = this.from([]) as ListValue;
		made.value = items;
		return made;
	}

	map(entries: ReadonlyMap<string, Value>): Value {
		const made = this.from({}) as MapValue;
		made.value = entries;
		return made;
	}
}
