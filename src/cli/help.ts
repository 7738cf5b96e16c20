import { COMMON, type CommandSpec, type OptionSpec } from './options.ts';

/** The help of one command. */
export function commandHelp(spec: CommandSpec): string {
	const options = Object.entries({ ...spec.options, ...COMMON }).filter(([, option]) => option.later !== true);
	const later = Object.entries(spec.options).filter(([, option]) => option.later === true);
	const parts = [
		`groundline ${spec.name} ${spec.operands}`.trimEnd(),
		spec.about,
		`Options:\n${table(options.map(([name, option]) => [headOf(name, option), option.about]))}`,
		...(spec.notes ?? []),
	];
	if (later.length > 0) {
		parts.push(`Not there yet: ${later.map(([name]) => `--${name}`).join(' ')}`);
	}
	return `${parts.join('\n\n')}\n`;
}

/** The help of the whole program. */
export function programHelp(commands: readonly CommandSpec[]): string {
	return [
		'groundline: prompt-and-answer review on the command line',
		`Commands:\n${table(commands.map(spec => [`${spec.name} ${spec.operands}`.trimEnd(), spec.about]))}`,
		'groundline COMMAND --help tells more of each; groundline --version its version.',
		'Exit codes: 0 all passed · 1 some failed · 2 usage or load errors · 3 more unscored than allowed · 4 a limit stopped the run · 130 cancelled',
		'',
	].join('\n\n');
}

function headOf(name: string, option: OptionSpec): string {
	const repeated = option.multiple === true ? '…' : '';
	if (option.mayHaveValue === true) {
		return `--${name}[=${option.value ?? 'VALUE'}]`;
	}
	return option.type === 'boolean' ? `--${name}` : `--${name} ${option.value ?? 'VALUE'}${repeated}`;
}

function table(rows: readonly (readonly [string, string])[]): string {
	const width = Math.min(30, Math.max(...rows.map(([head]) => head.length)));
	return rows
		.map(([head, about]) =>
			head.length > width ? `  ${head}\n  ${' '.repeat(width)}  ${about}` : `  ${head.padEnd(width)}  ${about}`,
		)
		.join('\n');
}
