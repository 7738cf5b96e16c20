import type { HygieneCheck } from '../hygiene/hygiene-checks.ts';
import type { Located, TextRange } from '../text/range.ts';
import type { JudgeChoice } from './question-file.ts';

/** What a `groundline.yaml` says. */
export interface Project {
	readonly models: ReadonlyMap<string, ModelEntry>;
	readonly defaults: ProjectDefaults;
	/** What is looked for in contexts; `undefined` where nothing is written: everything. */
	readonly hygiene?: readonly HygieneCheck[];
	readonly limits: ProjectLimits;
}

export interface ProjectLimits {
	/** USD */
	readonly maxCost: number | undefined;
	readonly maxUnscored: number | undefined;
	/** Of all models together. */
	readonly requestsPerMinute: number | undefined;
	readonly tokensPerMinute: number | undefined;
}

export interface ProjectDefaults {
	readonly models: readonly Located<string>[];
	readonly judge: Omit<JudgeChoice, 'range'>;
	readonly concurrency: number | undefined;
}

/** One entry under `models:`, ready to be called. */
export interface ModelEntry {
	readonly name: string;
	readonly provider: 'offline' | 'openai' | 'azure' | 'vscode';
	/** The model id on the wire (`model`; for azure the `deployment`). */
	readonly model: string | undefined;
	/** Base URL of an OpenAI-compatible endpoint; `endpoint` of Azure. */
	readonly baseUrl: string | undefined;
	readonly apiVersion: string | undefined;
	readonly apiKey: KeySource | undefined;
	readonly select: Readonly<Record<string, string>> | undefined;
	readonly family: string | undefined;
	readonly contextWindow: number | undefined;
	readonly concurrency: number | undefined;
	readonly requestsPerMinute: number | undefined;
	/** In and out. */
	readonly tokensPerMinute: number | undefined;
	readonly headers: Readonly<Record<string, string>>;
	/** USD per million tokens. */
	readonly price: Price | undefined;
	readonly timeout: Timeouts;
	readonly parameters: SamplingParameters;
	readonly range: TextRange;
	readonly nameRange: TextRange;
}

export type KeySource = { readonly env: string } | { readonly secret: string };

export interface Price {
	readonly input: number;
	readonly output: number;
	readonly cachedInput: number | undefined;
	/** What the Batch API takes; both or none. */
	readonly batchInput?: number;
	readonly batchOutput?: number;
}

/** Seconds. */
export interface Timeouts {
	readonly firstToken: number;
	readonly idle: number;
	readonly total: number | undefined;
}

export const DEFAULT_TIMEOUTS: Timeouts = { firstToken: 60, idle: 30, total: undefined };

/** What shapes a reply besides the messages. A member that is absent is not sent. */
export interface SamplingParameters {
	readonly temperature?: number;
	readonly maxTokens?: number;
	readonly topP?: number;
	readonly seed?: number;
	readonly stop?: readonly string[];
	readonly reasoningEffort?: string;
	readonly extraBody?: Readonly<Record<string, unknown>>;
}

/** The model that needs no network. It exists without a project file and cannot be redefined. */
export const OFFLINE_MODEL: ModelEntry = {
	name: 'offline',
	provider: 'offline',
	model: undefined,
	baseUrl: undefined,
	apiVersion: undefined,
	apiKey: undefined,
	select: undefined,
	family: undefined,
	contextWindow: undefined,
	concurrency: undefined,
	requestsPerMinute: undefined,
	tokensPerMinute: undefined,
	headers: {},
	price: { input: 0, output: 0, cachedInput: undefined },
	timeout: DEFAULT_TIMEOUTS,
	parameters: {},
	range: { start: 0, end: 0 },
	nameRange: { start: 0, end: 0 },
};
