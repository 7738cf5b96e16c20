import type { Fields } from './fields.ts';
import type { Rubric } from './rubric.ts';

/** What the checks of a rubric look at. */
export interface RubricCheck {
	/** Of the root mapping. */
	readonly fields: Fields;
	/** As read, inherited parts included. */
	readonly rubric: Rubric;
	/** False where it extends a rubric that is not at hand: then what is missing here may be there. */
	readonly whole: boolean;
}
