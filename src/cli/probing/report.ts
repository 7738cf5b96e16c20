import type { PlanOptions } from '../../core/review/plan.ts';
import type { OpenAiModels } from '../../node/models/openai-models.ts';
import { Redactor } from '../../node/redactor.ts';
import { UsageError } from '../exit-code.ts';
import type { CommandIo } from '../io.ts';
import { modelsFrom } from '../models.ts';
import type { Given } from '../options.ts';
import { Progress } from '../progress.ts';
import { reportTo } from '../report-file.ts';

/** What every part of `probe` works with. */
export interface ProbeSetting {
	readonly given: Given;
	readonly io: CommandIo;
	readonly options: PlanOptions;
	readonly tools: ProbeTools;
}

export interface ProbeTools {
	readonly models: OpenAiModels;
	readonly redactor: Redactor;
	progress(total: number): Progress;
	/** Takes a part of the report: lines for a person, and the same as data. */
	report(lines: readonly string[], data: Readonly<Record<string, unknown>>): Promise<void>;
	/** Writes what is still to be written. */
	end(): Promise<void>;
}

/** Opens the report that the options ask for. Throws a {@link UsageError} for one that does not exist. */
export function openProbeReport(given: Given, io: CommandIo): ProbeTools {
	const reporter = given.text('reporter') ?? 'pretty';
	if (reporter !== 'pretty' && reporter !== 'json') {
		throw new UsageError(`groundline probe has no reporter "${reporter}"; there are pretty and json.`);
	}
	const redactor = new Redactor();
	const inFile = given.has('output');
	const write = reportTo(given, io, redactor);
	let text = '';
	const parts: unknown[] = [];
	const flush = async () => {
		const whole = text;
		text = '';
		await write(whole);
	};
	return {
		models: modelsFrom(io, given, redactor),
		redactor,
		progress: total => new Progress(io, total),
		report: async (lines, data) => {
			parts.push(data);
			if (reporter === 'pretty') {
				text += lines.map(line => `${line}\n`).join('');
				if (!inFile) {
					await flush();
				}
			}
		},
		end: async () => {
			if (reporter === 'json') {
				text = `${JSON.stringify({ version: 1, reports: parts }, undefined, 2)}\n`;
			}
			if (text !== '') {
				await flush();
			}
		},
	};
}
