import type { Located, TextRange } from '../text/range.ts';
import type { SamplingParameters } from './project.ts';

export type Role = 'system' | 'user' | 'assistant' | 'developer';

/** What a `*.prompty` or GitHub `*.prompt.yml` says. */
export interface PromptTemplate {
	/** File name without its ending: the `<prompt stem>` of a case key. `built-in` for the built-in template. */
	readonly stem: string;
	readonly name: string | undefined;
	readonly description: string | undefined;
	readonly format: 'prompty' | 'github' | 'built-in';
	readonly syntax: 'jinja2' | 'braces';
	/** Text before the first role marker is a system part. */
	readonly parts: readonly TemplatePart[];
	readonly inputs: ReadonlyMap<string, TemplateInput>;
	/** Values for a run of the prompt on its own. */
	readonly sample: ReadonlyMap<string, unknown>;
	/** The model that the front matter names. */
	readonly model: Located<string> | undefined;
	readonly parameters: SamplingParameters;
	/** Whole text of the document: its hash makes results stale. */
	readonly source: string;
	/** Root-relative path of the document; `undefined` for the built-in template. */
	readonly path?: string;
	/** Texts of the templates that this one includes, by root-relative path (see `withPartials`). */
	readonly partials?: ReadonlyMap<string, string>;
}

export interface TemplatePart {
	readonly role: Role;
	readonly text: string;
	/** Where `text` stands in the document. For GitHub files, where the scalar stands. */
	readonly range: TextRange;
}

export interface TemplateInput {
	readonly name: string;
	readonly type: string | undefined;
	readonly description: string | undefined;
	readonly default: unknown;
	readonly sample: unknown;
	readonly required: boolean;
	readonly range: TextRange;
}
