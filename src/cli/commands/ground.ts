import { groundRecord } from '../../core/grounding/record.ts';
import { plural } from '../amounts.ts';
import { EXIT } from '../exit-code.ts';
import { jsonLines, withExactId } from '../json-lines.ts';
import { jsonText } from '../json-text.ts';
import { refuseOperands } from '../run-options.ts';
import type { Command } from './command.ts';

/** Grounds records, a line at a time. */
export const groundCommand: Command = {
	spec: {
		name: 'ground',
		operands: '',
		about: 'JSONL in, JSONL out: which units of a context an answer stands on, and what they do not support.',
		options: {},
		notes: [
			'In:  {"id", "question", "history", "context": "…" | [{"id", "text", "title"}], "answer"}',
			'Out: {"id", "used", "scores", "label", "score", "claims", "sentences", "unsupported", "problems"}; score is the risk, 0 to 1; "problems" only where there are any.',
			'A claim has "start", "end", "label" (supported, partial, unsupported, contradicted, unverified, no-claim), "score", "unsupported", "links" and, where the context says another value, "conflicts".',
			'A line that cannot be read is named on stderr, has no line in the output, and makes the exit code 2.',
		],
	},
	async run(given, io) {
		refuseOperands(given, 'ground');
		let malformed = 0;
		for await (const input of jsonLines(io)) {
			if (io.signal.aborted) {
				return EXIT.cancelled;
			}
			const grounded = input.kind === 'value' ? groundRecord(input.value) : input;
			if (grounded.kind === 'grounded') {
				await io.out(`${jsonText(withExactId(grounded.output, input))}\n`);
			} else {
				malformed++;
				io.err(`line ${input.line}: ${grounded.message}\n`);
			}
		}
		if (malformed > 0) {
			io.err(`${plural(malformed, 'line')} could not be read.\n`);
		}
		return malformed > 0 ? EXIT.usage : EXIT.passed;
	},
};
