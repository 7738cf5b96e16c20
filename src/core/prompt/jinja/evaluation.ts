import type { CompiledTemplate } from './compile.ts';
import type { Meter } from './meter.ts';

export interface Evaluation {
	readonly template: CompiledTemplate;
	/** Looked at for the names that the template reads. */
	readonly variables: Readonly<Record<string, unknown>>;
	readonly names: Iterable<string>;
	readonly meter: Meter;
	/** The template that an include names; `undefined` where there is none. */
	readonly include: (name: string) => CompiledTemplate | undefined;
}
