import { TOOL_VERSION } from '../core/review/tool.ts';
import { nearestSpelling } from '../core/text/spelling.ts';
import { agreeCommand } from './commands/agree.ts';
import { cacheCommand } from './commands/cache.ts';
import { checkCommand } from './commands/check.ts';
import type { Command } from './commands/command.ts';
import { compareCommand } from './commands/compare.ts';
import { diffCommand } from './commands/diff.ts';
import { groundCommand } from './commands/ground.ts';
import { importCommand } from './commands/import.ts';
import { influenceCommand } from './commands/influence.ts';
import { judgeCommand } from './commands/judge.ts';
import { lspCommand } from './commands/lsp.ts';
import { mergeCommand } from './commands/merge.ts';
import { probeCommand } from './commands/probe.ts';
import { readVerdictCommand } from './commands/read-verdict.ts';
import { runCommand } from './commands/run.ts';
import { runsCommand } from './commands/runs.ts';
import { schemaCommand } from './commands/schema.ts';
import { EXIT, type ExitCode, UsageError } from './exit-code.ts';
import { commandHelp, programHelp } from './help.ts';
import type { CommandIo } from './io.ts';
import { readOptions } from './options.ts';

const COMMANDS: readonly Command[] = [
	runCommand,
	judgeCommand,
	influenceCommand,
	probeCommand,
	compareCommand,
	importCommand,
	agreeCommand,
	diffCommand,
	mergeCommand,
	runsCommand,
	cacheCommand,
	groundCommand,
	readVerdictCommand,
	checkCommand,
	schemaCommand,
	lspCommand,
];

/** Commands of the design that this version does not have. */
const LATER = ['mcp'];

/** Runs what a person typed behind `groundline`; gives the exit code. A mistake in it is one sentence on stderr. */
export async function runCommandLine(given: readonly string[], io: CommandIo): Promise<ExitCode> {
	try {
		return await dispatch(given, io);
	} catch (error) {
		if (!(error instanceof UsageError)) {
			throw error;
		}
		io.err(`${error.message}\n`);
		return EXIT.usage;
	}
}

async function dispatch([name, ...rest]: readonly string[], io: CommandIo): Promise<ExitCode> {
	if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
		const text = programHelp(COMMANDS.map(command => command.spec));
		if (name === undefined) {
			io.err(text);
			return EXIT.usage;
		}
		await io.out(text);
		return EXIT.passed;
	}
	if (name === '--version') {
		await io.out(`${TOOL_VERSION}\n`);
		return EXIT.passed;
	}
	const command = COMMANDS.find(one => one.spec.name === name);
	if (command === undefined) {
		throw new UsageError(unknownCommand(name));
	}
	if (rest.includes('--help') || rest.includes('-h')) {
		await io.out(commandHelp(command.spec));
		return EXIT.passed;
	}
	return command.run(readOptions(command.spec, rest), io);
}

function unknownCommand(name: string): string {
	if (LATER.includes(name)) {
		return `groundline ${name} is not there yet.`;
	}
	const near = nearestSpelling(name, [...COMMANDS.map(command => command.spec.name), ...LATER]);
	return `There is no command "${name}". ${near === undefined ? 'See groundline --help.' : `Did you mean "${near}"?`}`;
}
