/**
 * Every name that `package.json` and the code share, written once. A unit test compares this page with the manifest, so
 * that neither can forget the other.
 */
export const COMMANDS = {
	runQuestion: 'groundline.runQuestion',
	judgeQuestion: 'groundline.judgeQuestion',
	runPrompt: 'groundline.runPrompt',
	runAll: 'groundline.runAll',
	runFailed: 'groundline.runFailed',
	runStale: 'groundline.runStale',
	judgeAll: 'groundline.judgeAll',
	cancelRun: 'groundline.cancelRun',
	showReview: 'groundline.showReview',
	openAnswer: 'groundline.openAnswer',
	showPrompt: 'groundline.showPrompt',
	showJudgePrompt: 'groundline.showJudgePrompt',
	showRawReply: 'groundline.showRawReply',
	previewJudgePrompt: 'groundline.previewJudgePrompt',
	showThread: 'groundline.showThread',
	acceptAnswer: 'groundline.acceptAnswer',
	rejectAnswer: 'groundline.rejectAnswer',
	replyToAnswer: 'groundline.replyToAnswer',
	markUnsupported: 'groundline.markUnsupported',
	markSupported: 'groundline.markSupported',
	markContradicted: 'groundline.markContradicted',
	addNote: 'groundline.addNote',
	removeAnnotation: 'groundline.removeAnnotation',
	addProbe: 'groundline.addProbe',
	measureJudge: 'groundline.measureJudge',
	openProbe: 'groundline.openProbe',
	showAgreement: 'groundline.showAgreement',
	compare: 'groundline.compare',
	openReport: 'groundline.openReport',
	openLosses: 'groundline.openLosses',
	compareBlind: 'groundline.compareBlind',
	blindLeft: 'groundline.blindLeft',
	blindRight: 'groundline.blindRight',
	blindTie: 'groundline.blindTie',
	blindSkip: 'groundline.blindSkip',
	showInfluence: 'groundline.showInfluence',
	measureInfluence: 'groundline.measureInfluence',
	suggestCorrection: 'groundline.suggestCorrection',
	useAsReference: 'groundline.useAsReference',
	goToContext: 'groundline.goToContext',
	goToClaim: 'groundline.goToClaim',
	revealLink: 'groundline.revealLink',
	toggleHighlights: 'groundline.toggleHighlights',
	setApiKey: 'groundline.setApiKey',
	deleteApiKey: 'groundline.deleteApiKey',
	testConnection: 'groundline.testConnection',
	forgetKeyOrigins: 'groundline.forgetKeyOrigins',
	openRunFile: 'groundline.openRunFile',
	openResult: 'groundline.openResult',
	pinRun: 'groundline.pinRun',
	unpinRun: 'groundline.unpinRun',
	compareRuns: 'groundline.compareRuns',
	refreshHistory: 'groundline.refreshHistory',
	clearCache: 'groundline.clearCache',
	openSample: 'groundline.openSample',
	restartServer: 'groundline.restartServer',
	showLog: 'groundline.showLog',
	collectDiagnostics: 'groundline.collectDiagnostics',
} as const;

/** Settings without the prefix `groundline.`. */
export const SETTINGS = {
	runConcurrency: 'run.concurrency',
	runOnSave: 'run.onSave',
	confirmCostAbove: 'run.confirmCostAbove',
	judgeModel: 'judge.model',
	highlightEnabled: 'highlight.enabled',
	highlightKinds: 'highlight.kinds',
	highlightMinimumWeight: 'highlight.minimumWeight',
	codeLensEnabled: 'codeLens.enabled',
	threadsEnabled: 'threads.enabled',
	promptyFeatures: 'prompty.features',
	allowedOrigins: 'network.allowedOrigins',
	allowPlainHttp: 'network.allowPlainHttp',
	keepRuns: 'history.keepRuns',
	reviewerName: 'reviewer.name',
	traceServer: 'trace.server',
} as const;

/** Keys that `when` clauses of the manifest read and the code sets. */
export const CONTEXT_KEYS = {
	running: 'groundline.running',
	hasResult: 'groundline.hasResult',
	/** Two answers are in sight whose names are hidden. */
	blind: 'groundline.blind',
	/** The active editor shows marked context lines. */
	marked: 'groundline.marked',
} as const;

export const VIEWS = {
	container: 'groundline',
	review: 'groundline.review',
	history: 'groundline.history',
	/** A webview in an editor. */
	report: 'groundline.report',
} as const;

export const LANGUAGES = {
	questions: 'groundline-questions',
	rubric: 'groundline-rubric',
	project: 'groundline-project',
	annotations: 'groundline-annotations',
	prompty: 'prompty',
	answer: 'groundline-answer',
} as const;

/** URI schemes of documents that the extension serves. */
export const SCHEMES = {
	/** An answer: `groundline-answer:/<case>.md?…`, see `answers/uri.ts`. */
	answer: 'groundline-answer',
	/** What was sent and what came back, word for word. */
	record: 'groundline-record',
	/** What is worked out from many results: measurements, agreement. */
	report: 'groundline-report',
	/** How two runs differ. */
	difference: 'groundline-difference',
} as const;

/** Ids of comment controllers, test controllers and walkthroughs. */
export const CONTROLLERS = {
	comments: 'groundline',
	tests: 'groundline',
	walkthrough: 'groundline.start',
} as const;

export type CommandId = (typeof COMMANDS)[keyof typeof COMMANDS];
