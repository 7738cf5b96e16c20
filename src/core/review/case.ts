import type { Passage } from '../context/passage.ts';
import type { ModelEntry, SamplingParameters } from '../documents/project.ts';
import type { PromptTemplate } from '../documents/prompt-template.ts';
import type { Question } from '../documents/question-file.ts';
import type { PassMark, Rubric } from '../documents/rubric.ts';
import type { ClaimChoice } from '../grounding/grounding.ts';

/** One question × one prompt × one model, ready to be run. */
export interface Case {
	/** `<file>#<question>@<prompt stem>@<model>[~<sample>]`: the same string in CLI, JUnit, test ids and URIs. */
	readonly key: string;
	/** Root-relative path of the question file. */
	readonly file: string;
	readonly question: Question;
	readonly prompt: PromptTemplate;
	/** Root-relative path of the template; `undefined` for the built-in one. */
	readonly promptPath: string | undefined;
	/** Templates that the prompt includes, by root-relative path. */
	readonly partials: ReadonlyMap<string, string>;
	/** The model, or a recorded answer that stands in for one. */
	readonly source: AnswerSource;
	/** From 0. Part of the key only where more than one sample is asked for. */
	readonly sample: number;
	readonly parameters: readonly EffectiveParameter[];
	readonly passages: readonly Passage[];
	readonly vars: Readonly<Record<string, unknown>>;
	/** Key of the case whose answer is this one's last earlier turn; `undefined` where it waits for nobody's answer. */
	readonly follows: string | undefined;
	/** The earlier turns, oldest first. */
	readonly turns: readonly EarlierTurn[];
	readonly history: 'answers' | 'reference';
	readonly rubric: Rubric;
	readonly pass: PassMark;
	readonly judge: JudgeSetup | undefined;
}

/** An earlier question of the same conversation, and where its answer comes from. */
export interface EarlierTurn {
	readonly question: string;
	/** The case that answers it, or the answer that a file gives. */
	readonly answer: { readonly kind: 'case'; readonly key: string } | { readonly kind: 'given'; readonly text: string };
}

export type AnswerSource =
	| { readonly kind: 'model'; readonly name: string; readonly entry: ModelEntry }
	| { readonly kind: 'recorded'; readonly name: string; readonly answer: string };

export interface JudgeSetup {
	readonly name: string;
	readonly entry: ModelEntry;
	readonly samples: number;
	readonly parameters: SamplingParameters;
	/** Which claims of the answer it labels as well; absent: none. */
	readonly claims?: Exclude<ClaimChoice, 'none'>;
	/** Criteria that another model judges: criterion id → that judge. */
	readonly apart?: ReadonlyMap<string, Omit<JudgeSetup, 'apart'>>;
}

/** A sampling parameter as it is sent, and who set it last. */
export interface EffectiveParameter {
	readonly name: keyof SamplingParameters;
	readonly value: unknown;
	readonly origin: 'model entry' | 'front matter' | 'question file' | 'command line';
}
