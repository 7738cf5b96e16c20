import { builtInRubric } from '../../core/documents/built-in-rubric.ts';
import { readVerdict } from '../../core/judging/reading/read-verdict.ts';
import type { VerdictReading } from '../../core/judging/verdict.ts';
import { plural } from '../amounts.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import type { CommandIo } from '../io.ts';
import { jsonLines, wholeInput, withExactId } from '../json-lines.ts';
import { jsonText } from '../json-text.ts';
import { loadRubricFile } from '../load.ts';
import { findFiles } from '../places.ts';
import { refuseOperands } from '../run-options.ts';
import type { Command } from './command.ts';

/** Reads replies of a judge. */
export const readVerdictCommand: Command = {
	spec: {
		name: 'read-verdict',
		operands: '',
		about: "Read a judge's reply on stdin, or with --jsonl one a line, and say what it states.",
		options: {
			rubric: { type: 'string', value: 'FILE', about: 'The rubric; default: the built-in one.' },
			jsonl: { type: 'boolean', about: 'Read lines {"id", "reply"}.' },
			root: { type: 'string', value: 'FOLDER', about: 'The folder that the rubric and what it extends lie in.' },
		},
		notes: [
			'Out: {"id", "state", "ratings", "score", "cappedScore", "reasons", "problems", "pass"}; no number is ever guessed.',
		],
	},
	async run(given, io) {
		refuseOperands(given, 'read-verdict');
		const named = given.text('rubric');
		const file = named === undefined ? undefined : (await findFiles([named], io.cwd))[0];
		const rubric = file === undefined ? builtInRubric : await loadRubricFile(file, given.text('root'), io.cwd);
		if (given.has('jsonl')) {
			return readLines(io, reply => readVerdict(reply, rubric));
		}
		await io.out(`${jsonText(output(undefined, readVerdict(await wholeInput(io), rubric)))}\n`);
		return EXIT.passed;
	},
};

async function readLines(io: CommandIo, read: (reply: string) => VerdictReading): Promise<ExitCode> {
	let malformed = 0;
	for await (const input of jsonLines(io)) {
		if (io.signal.aborted) {
			return EXIT.cancelled;
		}
		const record = input.kind === 'value' ? input.value : undefined;
		const { id, reply } = (typeof record === 'object' && record !== null ? record : {}) as Record<string, unknown>;
		if (typeof reply === 'string' && (id === undefined || typeof id === 'string' || typeof id === 'number')) {
			await io.out(`${jsonText(withExactId(output(id, read(reply)), input))}\n`);
		} else {
			malformed++;
			io.err(
				`line ${input.line}: ${input.kind === 'malformed' ? input.message : 'a record needs "reply", a string'}\n`,
			);
		}
	}
	if (malformed > 0) {
		io.err(`${plural(malformed, 'line')} could not be read.\n`);
	}
	return malformed > 0 ? EXIT.usage : EXIT.passed;
}

function output(id: string | number | undefined, reading: VerdictReading) {
	const { state, ratings, score, cappedScore, reasons, problems, pass, reason } = reading;
	return {
		...(id === undefined ? {} : { id }),
		state,
		...(reason === undefined ? {} : { reason }),
		ratings,
		score: score ?? null,
		cappedScore: cappedScore ?? null,
		reasons,
		problems,
		pass: pass ?? null,
	};
}
