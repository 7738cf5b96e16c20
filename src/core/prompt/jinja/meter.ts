import type { ProblemCode } from '../../documents/codes.ts';
import type { RenderBounds } from '../outcome.ts';
import type { JinjaNode } from './nodes.ts';

/** Why a rendering ended early. `node` is filled in by the innermost node that sees it. */
export class RenderFailure extends Error {
	readonly code: ProblemCode;
	node: JinjaNode | undefined;
	/** The file whose node it is, where that is an included one. */
	file: string | undefined;

	constructor(code: ProblemCode, message: string, node?: JinjaNode) {
		super(message);
		this.code = code;
		this.node = node;
	}
}

/** Counts what a rendering does, and ends it where it does too much. */
export class Meter {
	private steps = 0;
	private work = 0;
	private readonly end: number;
	private readonly bounds: RenderBounds;

	constructor(bounds: RenderBounds) {
		this.bounds = bounds;
		this.end = bounds.now() + bounds.time;
	}

	/** Counts steps: one for each node, and one for each item that an operation looks at. */
	step(count = 1): void {
		const before = this.steps;
		this.steps += count;
		if (!(this.steps <= this.bounds.steps)) {
			throw new RenderFailure('template-bounds', `The template needs more than ${shown(this.bounds.steps)} steps.`);
		}
		// The clock is asked once in 4,096 steps.
		if (before >> 12 !== this.steps >> 12 && this.bounds.now() > this.end) {
			throw new RenderFailure('template-bounds', `The template takes longer than ${this.bounds.time} ms.`);
		}
	}

	/** Counts a text of `length` before it is made. */
	text(length: number): void {
		if (!(length <= this.bounds.length)) {
			throw new RenderFailure('template-bounds', `A text grows beyond ${shown(this.bounds.length)} characters.`);
		}
		this.work += length;
		this.step();
		if (this.work > this.bounds.work) {
			throw new RenderFailure(
				'template-bounds',
				`All texts together grow beyond ${shown(this.bounds.work)} characters.`,
			);
		}
	}

	/** Counts a list of `length` before it is made. */
	list(length: number): void {
		if (!(length <= LONGEST_LIST)) {
			throw new RenderFailure('template-bounds', `A list grows beyond ${shown(LONGEST_LIST)} items.`);
		}
		this.step(Math.max(1, length));
	}
}

const LONGEST_LIST = 200_000;

function shown(count: number): string {
	return count.toLocaleString('en-US');
}
