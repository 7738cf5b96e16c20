import { join } from 'node:path';
import { comparePairs } from '../../core/comparing/compare.ts';
import { pairsOfRecords } from '../../core/importing/pairs-of-records.ts';
import type { ImportedQuestions } from '../../core/importing/questions-of-records.ts';
import { RECORDED_JUDGE, RecordedJudge, recordedReply } from '../../core/importing/recorded-judge.ts';
import type { ReviewEvent } from '../../core/review/events.ts';
import { planCases } from '../../core/review/plan.ts';
import { review } from '../../core/review/review.ts';
import { stateFolder } from '../../core/review/state-folder.ts';
import { TOOL_VERSION } from '../../core/review/tool.ts';
import { systemClock } from '../../node/clock.ts';
import { fastHash } from '../../node/fast-hash.ts';
import { Redactor } from '../../node/redactor.ts';
import { newRunId } from '../../node/runs/run-id.ts';
import { RunWriter } from '../../node/runs/run-writer.ts';
import { plural } from '../amounts.ts';
import { UsageError } from '../exit-code.ts';
import type { CommandIo } from '../io.ts';
import { type LoadedSet, loadSet } from '../load.ts';
import type { Given } from '../options.ts';
import type { MappedRecords } from '../read-record-file.ts';

export interface VerdictImport {
	/** Absolute path of the question file that was written. */
	readonly to: string;
	readonly mapped: MappedRecords;
	readonly imported: ImportedQuestions;
	readonly given: Given;
	readonly io: CommandIo;
}

/** Writes the verdicts that records carry as run files of the new question file; returns their absolute paths. */
export async function importVerdicts(source: VerdictImport): Promise<readonly string[]> {
	const { to, given, io } = source;
	const loaded = await loadSet(to, given.text('root'), io.cwd);
	if (loaded.errors > 0) {
		io.err(loaded.lines.map(line => `${line}\n`).join(''));
		throw new UsageError(`${to} was written, but cannot be used as it is.`);
	}
	const { root, set } = loaded;
	const folder = join(root, stateFolder({ file: set.path, project: set.projectPath, otherwise: 'beside' }));
	const events = [pairVerdicts(source, loaded), answerVerdicts(source, loaded)].flatMap(stream => stream ?? []);
	const paths: string[] = [];
	for (const { stream, told } of events) {
		paths.push(await writeRun(stream, folder));
		io.err(`${told}\n`);
	}
	return paths;
}

interface VerdictStream {
	readonly stream: (run: string) => AsyncIterable<ReviewEvent>;
	readonly told: string;
}

const TOOL = `groundline ${TOOL_VERSION}`;

/** Verdicts on pairs: of a column such as `winner`, where there are exactly two labels of answers. */
function pairVerdicts({ mapped, imported }: VerdictImport, { set }: LoadedSet): VerdictStream | undefined {
	const { records, columns } = mapped;
	const [first, second, ...more] = [...columns.answers].map(([label, column]) => ({ label, column }));
	if (!columns.fields.has('verdict') || first === undefined || second === undefined || more.length > 0) {
		return undefined;
	}
	const pairs = pairsOfRecords({
		file: set.path,
		records,
		columns,
		a: first,
		b: second,
		verdicts: 'recorded',
		strata: [],
		ids: new Map(imported.questions.map(({ record, id }) => [record, id])),
	});
	const names = { a: first.label, b: second.label };
	return {
		stream: run =>
			comparePairs(
				pairs,
				{ model: new RecordedJudge(), clock: systemClock, hash: fastHash },
				{ run, tool: TOOL, names, judging: { kind: 'recorded' } },
			),
		told: `${plural(pairs.length, 'verdict')} on pairs, ${names.a} against ${names.b}`,
	};
}

/** Verdicts on single answers: ratings, or the raw replies of a judge. */
function answerVerdicts({ mapped, imported }: VerdictImport, { set }: LoadedSet): VerdictStream | undefined {
	const judge = new RecordedJudge();
	const judged = new Set<string>();
	const questions = new Map(set.questions.map(({ question }) => [question.id, question]));
	for (const { record, id, answers } of imported.questions) {
		const reply = recordedReply(record, mapped.columns);
		// With several answers nobody knows which one the ratings are of.
		const [answer] = answers.size === 1 ? answers : [];
		const question = questions.get(id);
		const text = answer === undefined ? undefined : question?.answers.get(answer[0])?.value;
		if (reply !== undefined && question !== undefined && text !== undefined) {
			judge.add(question.question.value, text, reply);
			judged.add(id);
		}
	}
	const { cases } = planCases(set, { judging: 'none' });
	const own = cases
		.filter(item => item.source.kind === 'recorded' && judged.has(item.question.id))
		.map(item => ({ ...item, judge: RECORDED_JUDGE }));
	return own.length === 0
		? undefined
		: {
				stream: run =>
					review(own, { model: judge, clock: systemClock, hash: fastHash }, { run, tool: TOOL, concurrency: 50 }),
				told: `${plural(own.length, 'verdict')} on answers, by the rubric ${own[0]!.rubric.name}`,
			};
}

async function writeRun(stream: VerdictStream['stream'], folder: string): Promise<string> {
	const run = newRunId();
	const writer = new RunWriter({ stateFolder: folder, run, redactor: new Redactor() });
	try {
		for await (const event of stream(run)) {
			writer.write(event);
		}
	} finally {
		writer.close();
	}
	if (writer.failure !== undefined) {
		throw new UsageError(writer.failure);
	}
	return writer.path;
}
