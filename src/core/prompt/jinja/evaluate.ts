import type { Evaluation } from './evaluation.ts';
import { BoundedInterpreter } from './interpreter.ts';
import { Environment } from './library.ts';
import { RenderFailure } from './meter.ts';
import { ValueMaker } from './values.ts';

/**
 * Renders a template. Values are data: what stands in them is never read as a template. Throws a {@link RenderFailure} and
 * nothing else.
 */
export function evaluateTemplate(evaluation: Evaluation): string {
	const make = new ValueMaker();
	const scope = new Environment();
	for (const [name, value] of CONSTANTS) {
		scope.set(name, value);
	}
	try {
		for (const name of evaluation.names) {
			if (Object.hasOwn(evaluation.variables, name) && !scope.variables.has(name)) {
				scope.set(name, evaluation.variables[name]);
			}
		}
	} catch {
		throw new RenderFailure('template-bounds', 'A variable is nested too deeply.');
	}
	const interpreter = new BoundedInterpreter(scope, evaluation, make);
	return interpreter.run(evaluation.template, scope);
}

const CONSTANTS: readonly (readonly [string, unknown])[] = [
	['true', true],
	['True', true],
	['false', false],
	['False', false],
	['none', null],
	['None', null],
];
