import { type ParseArgsConfig, parseArgs } from 'node:util';
import { nearestSpelling } from '../core/text/spelling.ts';
import { UsageError } from './exit-code.ts';

export interface OptionSpec {
	readonly type: 'string' | 'boolean';
	readonly multiple?: boolean;
	/** A boolean that may be given with a value: `--name` or `--name=VALUE`. */
	readonly mayHaveValue?: true;
	/** What stands for the value in the help. */
	readonly value?: string;
	readonly about: string;
	/** Part of the design, not yet of the program. */
	readonly later?: true;
}

export interface CommandSpec {
	readonly name: string;
	/** What comes after the name, as the help shows it. */
	readonly operands: string;
	/** One sentence. */
	readonly about: string;
	readonly options: Readonly<Record<string, OptionSpec>>;
	/** Further paragraphs of the help. */
	readonly notes?: readonly string[];
}

/** What a person gave: each option by name, as text. */
export interface Given {
	readonly operands: readonly string[];
	has(name: string): boolean;
	text(name: string): string | undefined;
	texts(name: string): readonly string[];
	/** A whole number of at least `least`, and of at most `most` where that is given. Throws a {@link UsageError} for anything else. */
	count(name: string, least: number, most?: number): number | undefined;
	/** A number of at least 0. Throws a {@link UsageError} for anything else. */
	amount(name: string): number | undefined;
}

/** Options that every command takes. */
export const COMMON: Readonly<Record<string, OptionSpec>> = {
	help: { type: 'boolean', about: 'Show this help.' },
	color: { type: 'boolean', about: 'Colour the output even where it goes to a file.' },
	'no-color': { type: 'boolean', about: 'No colour; so does a variable NO_COLOR.' },
};

/** Reads what follows the name of a command. Throws a {@link UsageError} in one sentence, with the nearest right spelling. */
export function readOptions(spec: CommandSpec, given: readonly string[]): Given {
	const options = { ...spec.options, ...COMMON };
	const config: ParseArgsConfig = {
		args: [...given],
		options: Object.fromEntries(
			Object.entries(options).map(([name, { type, multiple }]) => [name, { type, multiple: multiple ?? false }]),
		),
		allowPositionals: true,
		strict: false,
		tokens: true,
	};
	const { tokens = [], positionals } = parseArgs(config);
	const values = new Map<string, string[]>();
	for (const token of tokens) {
		if (token.kind === 'option') {
			const name = checkOption({ spec, options, rawName: token.rawName, name: token.name, value: token.value });
			values.set(name, [...(values.get(name) ?? []), token.value ?? '']);
		}
	}
	return givenOf(positionals, values, options);
}

interface CheckedOption {
	readonly spec: CommandSpec;
	readonly options: Readonly<Record<string, OptionSpec>>;
	readonly rawName: string;
	readonly name: string;
	readonly value: string | undefined;
}

function checkOption({ spec, options, rawName, name, value }: CheckedOption): string {
	const option = Object.hasOwn(options, name) ? options[name] : undefined;
	if (option === undefined) {
		const near = nearestSpelling(name, Object.keys(options));
		const hint = near === undefined ? `See groundline ${spec.name} --help.` : `Did you mean --${near}?`;
		throw new UsageError(`groundline ${spec.name} has no option ${rawName}. ${hint}`);
	}
	if (option.later === true) {
		throw new UsageError(`${rawName} is not there yet: this version of groundline ${spec.name} cannot do it.`);
	}
	if (option.type === 'string' && (value === undefined || value === '')) {
		throw new UsageError(`${rawName} needs a value: ${rawName} ${option.value ?? 'VALUE'}.`);
	}
	if (option.type === 'boolean' && value !== undefined && option.mayHaveValue !== true) {
		throw new UsageError(`${rawName} takes no value.`);
	}
	return name;
}

function givenOf(
	operands: readonly string[],
	values: ReadonlyMap<string, readonly string[]>,
	options: Readonly<Record<string, OptionSpec>>,
): Given {
	const text = (name: string): string | undefined => {
		const all = values.get(name) ?? [];
		if (all.length > 1 && options[name]?.multiple !== true) {
			throw new UsageError(`--${name} is given ${all.length} times; it takes one value.`);
		}
		return all.at(-1);
	};
	const number = (name: string): number | undefined => {
		const written = text(name);
		return written === undefined ? undefined : Number(written.trim() === '' ? Number.NaN : written);
	};
	return {
		operands,
		has: name => values.has(name),
		text,
		texts: name => values.get(name) ?? [],
		count: (name, least, most) => {
			const value = number(name);
			if (value !== undefined && !(Number.isSafeInteger(value) && value >= least && value <= (most ?? value))) {
				const bounds = most === undefined ? `of at least ${least}` : `from ${least} to ${most}`;
				throw new UsageError(`--${name} needs a whole number ${bounds}, not "${text(name)}".`);
			}
			return value;
		},
		amount: name => {
			const value = number(name);
			if (value !== undefined && !(Number.isFinite(value) && value >= 0)) {
				throw new UsageError(`--${name} needs a number of at least 0, not "${text(name)}".`);
			}
			return value;
		},
	};
}
