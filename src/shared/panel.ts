/** What the Review panel's page asks of the host, and what the host tells it. Written once, typed on both ends. */
export interface PanelRequests {
	/** The page is there (again) and shows nothing yet. From then on it is told of changes while it can be seen. */
	'review-get': { readonly params: null; readonly result: PanelState };
	'target-open': { readonly params: { readonly target: OpenTarget }; readonly result: null };
	'verb-run': { readonly params: { readonly verb: Verb }; readonly result: null };
	/** Shows another result of the same question. */
	'case-choose': { readonly params: { readonly key: string }; readonly result: null };
	'annotation-remove': { readonly params: { readonly id: string }; readonly result: null };
}

export type PanelMethod = keyof PanelRequests;

/** One handler for each request: one that is forgotten does not compile. */
export type PanelHandlers = {
	readonly [K in PanelMethod]: (params: PanelRequests[K]['params']) => Promise<PanelRequests[K]['result']>;
};

/** Page → host. */
export interface PanelRequest<K extends PanelMethod = PanelMethod> {
	readonly kind: 'request';
	readonly id: number;
	readonly method: K;
	readonly params: PanelRequests[K]['params'];
}

/** Host → page. Every request gets a reply or a failure, or ends with the page. */
export type PanelMessage =
	| { readonly kind: 'reply'; readonly id: number; readonly result: unknown }
	| { readonly kind: 'failure'; readonly id: number; readonly message: string }
	| { readonly kind: 'review-changed'; readonly state: PanelState };

/** All that the page shows: it holds nothing that the host does not. Every text is shown as it is, as plain text. */
export type PanelState = EmptyPanel | CasePanel;

/** Nothing to show yet: what to do, with a button where something can be done. */
export interface EmptyPanel {
	readonly kind: 'empty';
	readonly message: string;
	readonly buttons: readonly VerbButton[];
}

export interface CasePanel {
	readonly kind: 'case';
	/** Changes with the case shown: the page then starts at its top. */
	readonly key: string;
	readonly title: string;
	/** "3 / 9" among the questions of the file that have results. */
	readonly position: {
		readonly text: string;
		readonly label: string;
		readonly previous: boolean;
		readonly next: boolean;
	};
	/** "attachment-size · answer" */
	readonly where: string;
	/** The results of the question, one for each model and prompt. */
	readonly choices: readonly Choice[];
	/** Links at the right of the head. */
	readonly documents: Line;
	readonly headline: Headline;
	/** Why the result is stale, one sentence each. */
	readonly stale: readonly string[];
	readonly bar: ScoreBar | undefined;
	readonly arithmetic: Line | undefined;
	/** The answer where it is all there is to see: while it streams, and where it was not scored. */
	readonly answer: { readonly title: string; readonly text: string; readonly streaming: boolean } | undefined;
	readonly criteria: readonly CriterionRow[];
	/** What the answer's own words stand on, where no criterion takes it up. */
	readonly grounding: readonly Evidence[];
	/** `undefined` where nobody measured which lines the answer used. */
	readonly influence: InfluencePart | undefined;
	/** `undefined` where the judge was not asked about claims. */
	readonly claims: ClaimsPart | undefined;
	readonly checks: readonly { readonly met: boolean; readonly text: string }[];
	readonly people: People;
	readonly judge: Line;
	readonly costs: Line;
	/** Words of the models and of the tool that a reader should see. */
	readonly notes: readonly string[];
	readonly parameters: readonly { readonly name: string; readonly value: string; readonly origin: string }[];
	readonly history: {
		readonly summary: string;
		readonly changes: readonly string[];
		readonly rows: readonly HistoryRow[];
	};
	/** Why there is little to press. */
	readonly notice: string | undefined;
	readonly buttons: readonly VerbButton[];
}

export type Tone = 'strong' | 'ok' | 'bad' | 'warn' | 'dim' | 'mark';

/** A stretch of a line of text: plain, or something to click. */
export interface Span {
	readonly text: string;
	readonly tone?: Tone;
	readonly open?: OpenTarget;
}

export type Line = readonly Span[];

/** What a click opens, always of the result that is shown. */
export type OpenTarget =
	| { readonly kind: 'unit'; readonly unit: string; readonly start: number; readonly end: number }
	| { readonly kind: 'answer-range'; readonly start: number; readonly end: number }
	| { readonly kind: 'document'; readonly document: DocumentKind };

/** Documents that belong to the result that is shown; `measure-judge` measures its judge, `probes` shows what came of that, `comparison` the answers to
 * its question that were compared. */
export type DocumentKind =
	| 'answer'
	| 'prompt'
	| 'judge-prompt'
	| 'raw-reply'
	| 'measure-judge'
	| 'probes'
	| 'agreement'
	| 'comparison';

export interface Choice {
	readonly key: string;
	readonly label: string;
	readonly current: boolean;
}

export interface Headline {
	/** "40.0", or "–" where there is no score. */
	readonly score: string;
	/** "✕ failed" */
	readonly badge: string;
	readonly tone: 'ok' | 'bad' | 'warn' | 'dim';
	/** "pass mark 80 · last run 92.0", or why there is no score. */
	readonly note: Line;
}

/** In per cent of the bar. */
export interface ScoreBar {
	readonly score: number;
	readonly cap: number | undefined;
	readonly mark: number | undefined;
	/** The same in words, for those who do not see it. */
	readonly label: string;
}

export interface CriterionRow {
	readonly id: string;
	readonly name: string;
	/** "Worse", or "not rated". */
	readonly level: string;
	/** "× .2" */
	readonly weight: string;
	/** "Faithfulness: Worse, weight 0.2" */
	readonly label: string;
	readonly ticks: { readonly on: number; readonly of: number };
	readonly low: boolean;
	readonly reason: string | undefined;
	readonly evidence: readonly Evidence[];
	/** "Reviewer: Bad, because …" */
	readonly people: readonly string[];
}

/** Each kind of link has a sign and a colour of its own: only `influence` says that a line was used. */
export type LinkSign = 'overlap' | 'cited' | 'influence';

/** Which lines the claims of an answer used, measured by leaving lines out. */
export interface InfluencePart {
	readonly title: string;
	/** "asked again 68 times with random halves of the lines (3 failed), $0.012" */
	readonly summary: string;
	readonly rows: readonly Evidence[];
	/** What the weights are. */
	readonly scale: string;
	/** What a reader should know of how it was measured. */
	readonly notes: readonly string[];
}

/** What a judge says of the claims of an answer. */
export interface ClaimsPart {
	/** "3 of 7 claims, those that the words leave in doubt · saves ≈ 120 tokens" */
	readonly summary: string;
	/** What speaks against the answer first. */
	readonly rows: readonly ClaimRow[];
}

export interface ClaimRow {
	/** "contradicted" */
	readonly label: string;
	readonly tone: Tone;
	/** A click goes to the claim. */
	readonly claim: Span;
	/** "by its words: supported in part", and why it is unverified. */
	readonly notes: readonly string[];
	readonly quotes: readonly Evidence[];
}

/** A quote and what is known of it. The edge tells the kind: solid, dashed, or red. */
export interface Evidence {
	readonly edge: 'found' | 'unverified' | 'contradicted';
	/** Of what is linked to a line: where the link comes from, as a sign, with the words for it. */
	readonly link?: { readonly from: LinkSign; readonly words: string };
	readonly quote: Line;
	readonly note: Line;
}

export interface People {
	/** "accepted by Reviewer, 2026-11-21" */
	readonly reviews: readonly string[];
	readonly annotations: readonly AnnotationRow[];
	/** Why the annotations cannot be read. */
	readonly problem: string | undefined;
}

export interface AnnotationRow {
	readonly id: string;
	readonly label: string;
	readonly quote: Line;
	readonly note: string | undefined;
	/** "Reviewer, 2026-11-21", and for an orphan that its words are gone. */
	readonly by: string;
	readonly orphan: boolean;
}

export interface HistoryRow {
	readonly when: string;
	readonly score: string;
	readonly state: string;
}

export const VERBS = [
	'run',
	'judge',
	'cancel',
	'accept',
	'reject',
	'uncertain',
	'unsupported',
	'override',
	'influence',
	'correct',
	'previous',
	'next',
	'run-file',
	'open-sample',
	'manage-trust',
] as const;

export type Verb = (typeof VERBS)[number];

export interface VerbButton {
	readonly verb: Verb;
	readonly label: string;
	/** The key that does the same while the panel has the focus. */
	readonly key?: string;
	readonly primary?: true;
	/** What holds already: an accepted answer's *Accept*. */
	readonly pressed?: boolean;
}
