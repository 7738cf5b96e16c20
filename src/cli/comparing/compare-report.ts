import type { ComparisonReport } from '../../core/comparing/comparison-report.ts';
import { reportLines } from '../../core/comparing/report-lines.ts';
import { UsageError } from '../exit-code.ts';
import { jsonText } from '../json-text.ts';
import type { Given } from '../options.ts';
import type { WriteReport } from '../report-file.ts';
import { oneLine } from '../style.ts';

/** One comparison for the report. */
export interface Reported {
	/** Root-relative file; `undefined` for counts. */
	readonly file: string | undefined;
	readonly report: ComparisonReport;
	/** Path of the run file, as shown. */
	readonly runFile: string | undefined;
	/** Said below the figures. */
	readonly notes: readonly string[];
}

/** Checks `--reporter` before anything is paid for. */
export function checkReporter(given: Given): 'pretty' | 'json' {
	const reporter = given.text('reporter') ?? 'pretty';
	if (reporter !== 'pretty' && reporter !== 'json') {
		throw new UsageError(`groundline compare has no reporter "${reporter}"; there are pretty and json.`);
	}
	return reporter;
}

/** Writes the report of all comparisons to stdout or `--output`. */
export async function writeReport(comparisons: readonly Reported[], given: Given, write: WriteReport): Promise<void> {
	const text =
		checkReporter(given) === 'json'
			? `${jsonText(
					{
						version: 1,
						comparisons: comparisons.map(({ file = null, report, runFile = null }) => ({
							file,
							runFile,
							...withNulls(report),
						})),
					},
					2,
				)}\n`
			: comparisons.map(prettyText).join('\n');
	await write(text);
}

function prettyText({ report, runFile, notes }: Reported): string {
	const lines = [...reportLines(report, oneLine), ...notes, ...(runFile === undefined ? [] : [`run ${runFile}`])];
	return lines.map(line => `${line}\n`).join('');
}

/** What is unknown is `null`, so that a reader sees the member. */
function withNulls(value: unknown): Record<string, unknown> {
	return JSON.parse(JSON.stringify(value, (_, member: unknown) => (member === undefined ? null : member))) as Record<
		string,
		unknown
	>;
}
