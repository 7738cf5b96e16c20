import * as vscode from 'vscode';
import type { JudgeMeasurement } from '../../core/judging/probes/judge-measurement.ts';
import type { ProbeFold, RecordedProbe } from '../../core/judging/probes/probe-fold.ts';
import { COMMANDS } from '../ids.ts';
import type { Report } from '../reports/report-files.ts';
import { rootOf } from '../workspace/roots.ts';

/** The report on a run of probes, worked out from its run file and from the measurement that was kept of it. */
export async function probeRunReport({ run }: Readonly<Record<string, string>>): Promise<Report | undefined> {
	const runFile = run === undefined ? undefined : vscode.Uri.parse(run);
	const fold = runFile && (await foldOf(runFile));
	if (runFile === undefined || fold?.start === undefined) {
		return undefined;
	}
	const { probeReport } = await import('../../core/judging/probes/probe-report.ts');
	const { stateOf } = await import('../../core/judging/probes/measurement.ts');
	const measurement = await measurementOf(runFile, fold.start.run);
	const outcome = fold.end?.outcome;
	const missing =
		outcome === 'finished'
			? vscode.l10n.t('Too few probes were scored.')
			: outcome === 'cancelled'
				? vscode.l10n.t('The measurement was cancelled.')
				: (fold.end?.message ?? vscode.l10n.t('The measurement was interrupted.'));
	const { text, places } = probeReport({
		judge: fold.probes[0]?.judge ?? '',
		probes: fold.probes,
		measurement,
		standing:
			measurement === undefined
				? { state: 'not-measured', reason: missing }
				: stateOf(measurement.figures, measurement.limit),
		when: `${new Date(fold.start.t).toLocaleString()} · ${fold.start.files.join(', ')}`,
	});
	return { text, actions: places.flatMap(({ line, probe }) => actionsOf(line, probe, runFile)) };
}

/** What the judge said of one probe. */
export async function probeReplyReport({ run, key }: Readonly<Record<string, string>>): Promise<Report | undefined> {
	const { probeReplyText } = await import('../../core/judging/probes/probe-report.ts');
	const probe = run === undefined || key === undefined ? undefined : (await foldOf(vscode.Uri.parse(run)))?.probe(key);
	return probe && { text: probeReplyText(probe), actions: [] };
}

/** One of the two texts of a probe, for a comparison side by side. */
export async function probeTextReport({
	run,
	key,
	side,
}: Readonly<Record<string, string>>): Promise<Report | undefined> {
	const probe = run === undefined || key === undefined ? undefined : (await foldOf(vscode.Uri.parse(run)))?.probe(key);
	return probe && { text: (side === 'base' ? probe.base?.text : probe.answer.text) ?? '', actions: [] };
}

function actionsOf(line: number, probe: RecordedProbe, runFile: vscode.Uri): Report['actions'] {
	const { t } = vscode.l10n;
	const argument = { run: runFile.toString(), key: probe.key };
	const file = vscode.Uri.joinPath(rootOfRun(runFile), probe.file).toString();
	return [
		{
			line,
			command: { title: t('Judge’s reply'), command: COMMANDS.openProbe, arguments: [{ ...argument, what: 'reply' }] },
		},
		...(probe.base === undefined
			? []
			: [
					{
						line,
						command: {
							title: t('Difference'),
							command: COMMANDS.openProbe,
							arguments: [{ ...argument, what: 'difference' }],
						},
					},
				]),
		{
			line,
			command: {
				title: t('Question'),
				command: COMMANDS.openProbe,
				arguments: [{ ...argument, what: 'question', file, question: probe.question }],
			},
		},
	];
}

/** The folder that paths of a run file are relative to. The editor's runs name them from the workspace folder. */
function rootOfRun(runFile: vscode.Uri): vscode.Uri {
	return rootOf(runFile);
}

async function foldOf(runFile: vscode.Uri): Promise<ProbeFold | undefined> {
	const { readRun } = await import('../../node/runs/run-store.ts');
	const { ProbeFold: Fold } = await import('../../core/judging/probes/probe-fold.ts');
	const fold = new Fold();
	try {
		for await (const event of readRun(runFile.fsPath)) {
			fold.add(event);
		}
	} catch {
		return undefined; // The run file is gone.
	}
	return fold;
}

async function measurementOf(runFile: vscode.Uri, run: string): Promise<JudgeMeasurement | undefined> {
	const { parseMeasurement } = await import('../../core/judging/probes/judge-measurement.ts');
	const folder = vscode.Uri.joinPath(runFile, '..', '..', 'judges');
	const names = await vscode.workspace.fs.readDirectory(folder).then(
		entries => entries.filter(([name, type]) => type === vscode.FileType.File && name.endsWith('.json')),
		() => [],
	);
	for (const [name] of names) {
		const bytes = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(folder, name)).then(
			read => read,
			() => undefined,
		);
		const measurement = bytes === undefined ? undefined : parseMeasurement(Buffer.from(bytes).toString('utf8'));
		if (measurement?.run === run) {
			return measurement;
		}
	}
	return undefined;
}
