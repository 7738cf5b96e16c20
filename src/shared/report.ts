/** What the Report's page asks of the host, and what the host tells it. Written once, typed on both ends. */
export interface ReportRequests {
	/** The page is there (again) and shows nothing yet. From then on it is told of changes. */
	'report-get': { readonly params: null; readonly result: ReportState };
	'filter-choose': { readonly params: { readonly filter: PairFilter }; readonly result: null };
	/** Unfolds a pair, or folds it up again. */
	'pair-toggle': { readonly params: { readonly key: string }; readonly result: null };
	/** Shows more pairs of the list. */
	'pairs-more': { readonly params: null; readonly result: null };
	'target-open': { readonly params: { readonly target: ReportTarget }; readonly result: null };
}

/** One handler for each request: one that is forgotten does not compile. */
export type ReportHandlers = {
	readonly [K in keyof ReportRequests]: (params: ReportRequests[K]['params']) => Promise<ReportRequests[K]['result']>;
};

/** Host → page, beside replies. */
export interface ReportChanged {
	readonly kind: 'report-changed';
	readonly state: ReportState;
}

/** All that the page shows: it holds nothing that the host does not. Every text is shown as it is, as plain text. */
export type ReportState = EmptyReport | ComparisonPage;

/** What says which report it is, and how a person left it: kept by the editor, so that a reload of the window shows the same. */
export interface ReportAddress {
	/** Address of the run file. */
	readonly run: string;
	readonly filter: PairFilter;
	/** Keys of the pairs that are unfolded. */
	readonly open: readonly string[];
	/** Pairs of the list that are shown at most. */
	readonly most: number;
}

/** Nothing to show: why, and what can be done. */
export interface EmptyReport {
	readonly kind: 'empty';
	readonly address: ReportAddress;
	readonly title: string;
	readonly message: string;
	readonly buttons: readonly ReportButton[];
}

export interface ComparisonPage {
	readonly kind: 'comparison';
	readonly address: ReportAddress;
	/** "gpt-x ↔ tiny" */
	readonly title: string;
	/** Who judged, by which rubric, when. */
	readonly setup: string;
	readonly headline: {
		readonly sentence: string;
		readonly tone: 'ok' | 'bad' | 'warn' | 'dim';
		/** What a reader has to know beside it, a sentence each. */
		readonly cautions: readonly string[];
	};
	/** Won, tied and lost questions. */
	readonly counts: readonly CountPart[];
	/** The tests behind the headline, in words. */
	readonly tests: string;
	readonly buttons: readonly ReportButton[];
	readonly account: Account;
	/** Rates with their intervals; all are shares of one. */
	readonly figures: readonly Figure[];
	/** What the figures say beside the rates, a sentence each. */
	readonly remarks: readonly string[];
	readonly strata: readonly StratumRow[];
	readonly criteria: readonly CriterionRow[];
	/** What so many questions can show. */
	readonly power: string;
	readonly filters: readonly FilterChoice[];
	readonly pairs: readonly PairRow[];
	/** Pairs of the filter that are not shown yet. */
	readonly more: number;
	readonly labels: ReportLabels;
}

/** Words of the page that do not depend on the comparison. */
export type ReportLabels = Readonly<
	Record<
		| 'account'
		| 'figures'
		| 'strata'
		| 'criteria'
		| 'pairs'
		| 'question'
		| 'reason'
		| 'message'
		| 'place'
		| 'winRate'
		| 'more'
		| 'reference'
		| 'filter'
		| 'none'
		| 'won'
		| 'tied'
		| 'lost'
		| 'test'
		| 'chance'
		| 'stratum'
		| 'of'
		| 'criterion'
		| 'difference'
		| 'better'
		| 'same'
		| 'worse'
		| 'reply',
		string
	>
>;

export interface CountPart {
	readonly label: string;
	readonly count: number;
	readonly tone: 'won' | 'tied' | 'lost';
}

/** Where every loaded pair is. */
export interface Account {
	/** "174 loaded = 161 compared + 13 not compared" */
	readonly sentence: string;
	readonly parts: readonly { readonly label: string; readonly count: number }[];
	readonly rows: readonly AccountRow[];
}

export interface AccountRow {
	/** "row 12", or empty. */
	readonly place: string;
	readonly question: string;
	/** In the words of the command line. */
	readonly reason: string;
	readonly message: string;
	readonly open: ReportTarget;
}

/** A rate on a scale of 0 to 1. */
export interface Figure {
	readonly label: string;
	/** "67.1 % (59.5–73.9 %)" */
	readonly text: string;
	readonly value: number;
	readonly low: number;
	readonly high: number;
	/** Where nothing would be to be seen: one half for rates of two sides. */
	readonly even: number | undefined;
	readonly note: string;
}

export interface StratumRow {
	/** "category"; empty where it is that of the row above. */
	readonly name: string;
	readonly value: string;
	readonly won: number;
	readonly tied: number;
	readonly lost: number;
	readonly rate: Figure | undefined;
	/** "p = 0.013 corrected" */
	readonly test: string;
}

export interface CriterionRow {
	readonly criterion: string;
	/** "+3.2 (1.0 to 5.4)" */
	readonly difference: string;
	readonly better: number;
	readonly same: number;
	readonly worse: number;
	readonly test: string;
}

export type PairFilter = 'lost-by-a' | 'lost-by-b' | 'tie' | 'conflict' | 'uncertain' | 'not-compared' | 'all';

export const PAIR_FILTERS: readonly PairFilter[] = [
	'lost-by-a',
	'lost-by-b',
	'tie',
	'conflict',
	'uncertain',
	'not-compared',
	'all',
];

export interface FilterChoice {
	readonly filter: PairFilter;
	readonly label: string;
	readonly count: number;
	readonly current: boolean;
}

export interface PairRow {
	readonly key: string;
	readonly question: string;
	readonly text: string;
	/** "gpt-x is better", "tie", or why it was not compared. */
	readonly outcome: string;
	readonly tone: 'won' | 'tied' | 'lost' | 'none';
	/** "the orders disagree", "uncertain" … */
	readonly flags: readonly string[];
	/** `undefined` while the pair is folded. */
	readonly detail: PairDetail | undefined;
}

export interface PairDetail {
	readonly place: string;
	readonly strata: string;
	readonly references: readonly string[];
	readonly answers: readonly {
		readonly name: string;
		readonly text: string;
		/** "312 characters · score 80.0" */
		readonly note: string;
		readonly won: boolean;
	}[];
	readonly verdicts: readonly VerdictRow[];
	readonly buttons: readonly ReportButton[];
}

export interface VerdictRow {
	/** "gpt-x shown first" */
	readonly order: string;
	/** "tiny is better" */
	readonly winner: string;
	readonly tone: 'won' | 'tied' | 'lost' | 'none';
	readonly points: string;
	readonly why: string;
	/** What could not be read, or went wrong. */
	readonly problems: readonly string[];
	/** "cached · 1.2 s" */
	readonly note: string;
	readonly reply: ReportTarget | undefined;
}

export interface ReportButton {
	readonly label: string;
	readonly target: ReportTarget;
	/** Why it cannot be pressed; then it is shown with that reason. */
	readonly without?: string;
	readonly primary?: true;
}

/** What a click opens, always of the comparison that is shown. */
export type ReportTarget =
	| { readonly kind: 'place'; readonly key: string }
	| { readonly kind: 'losses'; readonly side: 'a' | 'b' }
	| { readonly kind: 'pair-diff'; readonly key: string }
	| { readonly kind: 'reply'; readonly key: string; readonly verdict: number }
	| { readonly kind: 'blind'; readonly key?: string }
	| { readonly kind: 'compare' }
	| { readonly kind: 'run-file' };
