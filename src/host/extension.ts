import { pathToFileURL } from 'node:url';
import * as vscode from 'vscode';
import { NodeFiles } from '../node/files.ts';
import { Redactor } from '../node/redactor.ts';
import { AgreementBriefs } from './agreement/agreement-briefs.ts';
import { urgentQuestions } from './agreement/recorded-comparisons.ts';
import { agreementReportOf, registerAgreement } from './agreement/register.ts';
import { registerAnnotating } from './annotating/register.ts';
import { registerAnswerCommands } from './answers/answer-commands.ts';
import { registerAnswerHeads } from './answers/answer-heads.ts';
import { PromptAnswers } from './answers/prompt-answers.ts';
import { ServedFiles } from './answers/served-files.ts';
import { blindReport, registerBlind } from './blind/register.ts';
import { ComparisonRuns } from './comparing/comparison-runs.ts';
import { comparisonReply, comparisonText } from './comparing/loss-diffs.ts';
import { registerComparing } from './comparing/register.ts';
import { registerHistory } from './history/history-tree.ts';
import { registerInfluence } from './influence/register.ts';
import { judgePreviewOf, registerJudgePreview } from './judge-preview/register.ts';
import { EditorKeys, editorConsent } from './keys/editor-keys.ts';
import { registerKeyCommands } from './keys/key-commands.ts';
import { KeyStore } from './keys/key-store.ts';
import { registerTestConnection } from './keys/test-connection.ts';
import { registerLanguageClient } from './language/client.ts';
import { OutlineStore } from './language/outlines.ts';
import { registerPromptLens } from './lenses/prompt-lens.ts';
import { registerQuestionLenses } from './lenses/question-lenses.ts';
import { registerRubricLens } from './lenses/rubric-lens.ts';
import { registerMovedContext } from './moved-context/register.ts';
import { registerPainters } from './painters/register.ts';
import { JudgeMeasurements } from './panel/judge-measurements.ts';
import { registerReviewPanel } from './panel/register.ts';
import { probeReplyReport, probeRunReport, probeTextReport } from './probing/probe-report.ts';
import { registerProbing } from './probing/register.ts';
import { ReportFiles } from './reports/report-files.ts';
import { FocusHolder } from './results/focus-holder.ts';
import { registerFollowFocus } from './results/follow-focus.ts';
import { LiveResults } from './results/live-results.ts';
import { RecordedRuns } from './results/recorded-runs.ts';
import { registerStaleWatch } from './results/stale-watch.ts';
import { CORRECTION_PAGE, correctionText } from './revising/correction-report.ts';
import { registerRevising } from './revising/register.ts';
import { annotatedAnswers } from './runs/annotated-answers.ts';
import { registerClearCache } from './runs/clear-cache.ts';
import { EditorModels } from './runs/editor-models.ts';
import { LazyModels } from './runs/lazy-models.ts';
import { LookedAt } from './runs/looked-at.ts';
import { registerIdOffer } from './runs/offer-ids.ts';
import { PromptRuns } from './runs/prompt-runs.ts';
import { RoutedModels } from './runs/routed-models.ts';
import { registerRunCommands, reviewVerbs } from './runs/run-commands.ts';
import { RunMachine } from './runs/run-machine.ts';
import { Runs } from './runs/runs.ts';
import { Targets } from './runs/targets.ts';
import { registerDiagnosticsReport } from './sample/diagnostics-report.ts';
import { registerSample } from './sample/open-sample.ts';
import { registerContextKeys, registerStatusBar } from './status/status-bar.ts';
import { ContextCoverage } from './testing/context-coverage.ts';
import { registerTesting } from './testing/testing.ts';
import { Threads } from './threads/threads.ts';
import { EditorFiles } from './workspace/editor-files.ts';
import { Plans } from './workspace/plans.ts';
import { rootOf } from './workspace/roots.ts';

/** A list of parts. Each gets what it needs and returns what undoes it; nothing here waits for a file or the network. */
export function activate(context: vscode.ExtensionContext): void {
	const { version } = context.extension.packageJSON as { readonly version: string };
	const tool = `groundline ${version}`;
	const log = vscode.window.createOutputChannel('Groundline', { log: true });
	const filesOf = (root: vscode.Uri) => new EditorFiles(root, new NodeFiles(root.fsPath));

	const keys = new KeyStore(context.secrets, context.globalState);
	const consent = editorConsent(context.globalState);
	const redactor = new Redactor();
	const editorKeys = new EditorKeys(keys, consent, process.env);
	const openAi = new LazyModels(async () => {
		const { OpenAiModels } = await import('../node/models/openai-models.ts');
		return new OpenAiModels({ keys: editorKeys, redactor });
	});
	const models = new RoutedModels({ openai: openAi, azure: openAi, vscode: new EditorModels() });

	const outlines = new OutlineStore();
	const plans = new Plans(filesOf);
	const focus = new FocusHolder();
	const store = new LiveResults(rootOf);
	const recorded = new RecordedRuns(store, log);
	const measurements = new JudgeMeasurements();
	const promptAnswers = new PromptAnswers();
	const served = new ServedFiles({ store, promptAnswers, loaded: recorded.loaded });
	const lookedAt = new LookedAt({ outlines, store, focus, answers: served });
	const groundingProgram = pathToFileURL(context.asAbsolutePath('dist/grounding-worker.cjs'));
	const annotated = annotatedAnswers;
	const machine = new RunMachine({ store, models, redactor, tool, log, annotated, lookedAt, groundingProgram });
	const runs = new Runs({ plans, store, machine, log });
	const promptRuns = new PromptRuns({ filesOf, models, answers: promptAnswers, served, tool });
	const verbs = reviewVerbs(runs);
	const annotating = registerAnnotating({ store, focus, answers: served });
	const { annotations } = annotating;
	const threads = new Threads({ store, outlines, annotations, runs, measurements });
	const targets = new Targets({
		outlines,
		store,
		focus,
		answers: served,
		caseOfThread: thread => threads.caseOf(thread),
	});

	const agreements = new AgreementBriefs({ store, annotations });
	const comparisons = new ComparisonRuns();
	const recordedOf = async (file: vscode.Uri) =>
		(await import('../core/comparing/blind.ts')).recordedAnswers((await plans.load(file)).plan.cases);
	const reports = new ReportFiles({
		'comparison-text': comparisonText(comparisons),
		'comparison-reply': comparisonReply(comparisons),
		probes: probeRunReport,
		'probe-reply': probeReplyReport,
		'probe-text': probeTextReport,
		[CORRECTION_PAGE]: correctionText,
		blind: blindReport({ store, loaded: recorded.loaded, recorded: recordedOf }),
		'judge-preview': judgePreviewOf({ plans, store, loaded: recorded.loaded }),
		agreement: agreementReportOf({ store, annotations, plans, loaded: recorded.loaded }),
	});

	context.subscriptions.push(
		log,
		outlines,
		plans,
		focus,
		store,
		recorded,
		measurements,
		promptAnswers,
		served,
		lookedAt,
		runs,
		promptRuns,
		annotating,
		threads,
		registerLanguageClient({ extension: context.extensionUri, outlines, log }),
		reports,
		agreements,
		registerAgreement({ store, annotations, reports, targets }),
		registerBlind({
			...{ store, annotations, reports, targets, recorded: recordedOf },
			urgent: async file => urgentQuestions(await plans.load(file)),
		}),
		registerComparing({
			...{ plans, store, machine, models, redactor, tool, log, annotated: annotatedAnswers },
			...{ filesOf, targets, outlines, reports, runs: comparisons },
			...{ loaded: recorded.loaded, extensionUri: context.extensionUri },
		}),
		registerProbing({
			plans,
			models,
			redactor,
			tool,
			log,
			annotated: annotatedAnswers,
			onMeasured: () => measurements.renew(),
			targets,
			reports,
			outlines,
		}),
		registerStaleWatch(store, plans),
		registerMovedContext({ store, plans, filesOf }),
		registerFollowFocus({ focus, store, outlines, runs, answers: served }),
		registerContextKeys({ runs, store, focus }),
		registerRunCommands({ runs, promptRuns, targets, store }),
		registerAnswerCommands({ targets, focus, served, threads, annotations }),
		registerAnswerHeads({ store, promptAnswers }),
		registerQuestionLenses({ outlines, store, plans, annotations, runs, measurements }),
		registerRubricLens(),
		registerJudgePreview({ plans, store, focus, targets, reports }),
		registerIdOffer(runs),
		registerPromptLens(),
		registerTesting({ plans, outlines, store, runs, coverage: new ContextCoverage(store, plans) }),
		registerStatusBar({ runs, store, plans, answers: served }),
		registerHistory(store),
		registerClearCache(),
		registerKeyCommands(keys, consent),
		registerTestConnection({ filesOf, models }),
		registerSample(context.extensionUri, vscode.Uri.joinPath(context.globalStorageUri, 'sample')),
		registerDiagnosticsReport({ version, keys, store, log }),
		registerInfluence({ plans, store, focus, answers: served, models, keys: editorKeys, redactor, targets }),
		registerRevising({ plans, store, focus, models, redactor, log, targets }),
		registerPainters({ store, focus, answers: served, annotations, extensionUri: context.extensionUri }),
		registerReviewPanel({
			store,
			focus,
			annotations,
			outlines,
			verbs,
			measurements,
			agreements,
			extensionUri: context.extensionUri,
		}),
	);
}
