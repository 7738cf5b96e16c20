import {
	Environment as LibraryEnvironment,
	Interpreter as LibraryInterpreter,
	parse as libraryParse,
} from '@huggingface/jinja';
import type { JinjaNode, ProgramNode } from './nodes.ts';
import type { JinjaToken } from './tokens.ts';
import type { Value } from './values.ts';

/**
 * What we use of `@huggingface/jinja`, typed. Its own declarations name their files without endings, which Node's
 * module resolution does not find, so that everything of it would be `any`.
 */
export const Environment = LibraryEnvironment as unknown as new (parent?: Scope) => Scope;

/** A scope of variables. */
export interface Scope {
	readonly variables: Map<string, Value>;
	/** Converts a plain JavaScript value and declares it. Throws where the scope has the name already. */
	set(name: string, value: unknown): Value;
	setVariable(name: string, value: Value): Value;
	/** An undefined value where no scope has the name. */
	lookupVariable(name: string): Value;
}

/** The evaluator that ours extends: `evaluate` is called for every node, by the library itself too. */
export const Interpreter = LibraryInterpreter as unknown as new (
	scope: Scope,
) => { evaluate(node: JinjaNode | undefined, scope: Scope): Value };

/** Builds the tree from tokens. Throws, without a position, where they are no template. */
export const parse = libraryParse as unknown as (tokens: readonly JinjaToken[]) => ProgramNode;
