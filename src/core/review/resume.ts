import { sha256 } from '../text/hash.ts';
import type { ReviewEvent, TextRef } from './events.ts';
import type { RunRecovery } from './recovery.ts';
import type { CaseResult, ResolvedVerdict } from './result.ts';

/**
 * The events of a run that goes on, as they are appended to its file: `run-resume` in place of the start, and nothing of a case
 * that stands there already. Where a case now goes another way than it began, all of it is told again from its start. Texts are
 * told again: who reads a long run has forgotten those of its beginning.
 */
export async function* resumeEvents(
	events: AsyncIterable<ReviewEvent>,
	recovery: RunRecovery,
	reason: string,
): AsyncGenerator<ReviewEvent, void, undefined> {
	const parts = new Map<string, BegunCase>();
	for await (const event of events) {
		if (event.type === 'run-start') {
			yield { v: event.v, t: event.t, type: 'run-resume', reason };
		} else if (!('key' in event)) {
			yield event;
		} else {
			if (event.type === 'case-start') {
				const part = recovery.partOf(event.key);
				if (part !== undefined) {
					parts.set(event.key, new BegunCase(part, recovery.groundingsOf(event.key)));
				}
			}
			const begun = parts.get(event.key);
			yield* begun === undefined ? [event] : begun.next(event);
		}
	}
}

/** A case of which some events are recorded. */
class BegunCase {
	private readonly part: CaseResult;
	/** What is recorded and has not come again yet. */
	private groundings: number;
	private readonly verdicts: ResolvedVerdict[];
	private answer: CaseResult['answer'];
	/** All that the case has told now, recorded or not. */
	private readonly told: ReviewEvent[] = [];
	private goesOn = true;

	constructor(part: CaseResult, groundings: number) {
		this.part = part;
		this.groundings = groundings;
		this.verdicts = [...part.verdicts];
		this.answer = part.answer;
	}

	/** What has to be recorded of an event: nothing where it is, else itself, and where the case leaves its way, all before it. */
	next(event: ReviewEvent): readonly ReviewEvent[] {
		if (!this.goesOn || event.type === 'answer-piece' || event.type === 'answer-restart') {
			return [event];
		}
		this.told.push(event);
		if (this.takeRecorded(event)) {
			return [];
		}
		if (this.deviates(event)) {
			this.goesOn = false;
			return this.told;
		}
		return [event];
	}

	private takeRecorded(event: ReviewEvent): boolean {
		switch (event.type) {
			case 'case-start':
				return sameJson(event.inputs, this.part.start?.inputs);
			case 'answer-end': {
				const { answer } = this;
				const isSame = answer?.failure === undefined && event.failure === undefined && event.hash === answer?.hash;
				this.answer = isSame ? undefined : answer;
				return isSame;
			}
			case 'grounding-end':
				this.groundings--;
				return this.groundings >= 0;
			case 'verdict-end': {
				const place = this.verdicts.findIndex(
					verdict =>
						verdict.judge === event.judge &&
						verdict.sample === event.sample &&
						verdict.failure === undefined &&
						sameText(event.reply, verdict.reply) &&
						sameJson(verdict.ratings, event.ratings),
				);
				this.verdicts.splice(place, place < 0 ? 0 : 1);
				return place >= 0;
			}
			default:
				return false;
		}
	}

	/** True for an event in whose place another one is recorded, and for an end before all that is recorded came again. */
	private deviates(event: ReviewEvent): boolean {
		switch (event.type) {
			case 'case-start':
				return true;
			case 'answer-end':
				return this.answer !== undefined;
			case 'verdict-end':
				return this.verdicts.some(({ judge, sample }) => judge === event.judge && sample === event.sample);
			case 'case-end':
				return this.answer !== undefined || this.verdicts.length > 0 || this.groundings > 0;
			default:
				return false;
		}
	}
}

function sameText(ref: TextRef, text: string): boolean {
	return typeof ref === 'string' ? ref === text : ref.ref === sha256(text);
}

function sameJson(a: unknown, b: unknown): boolean {
	return JSON.stringify(a) === JSON.stringify(b);
}
