import type { ExitCode } from '../exit-code.ts';
import type { CommandIo } from '../io.ts';
import type { CommandSpec, Given } from '../options.ts';

/** A command of the program. It may throw a `UsageError`. */
export interface Command {
	readonly spec: CommandSpec;
	run(given: Given, io: CommandIo): Promise<ExitCode>;
}
