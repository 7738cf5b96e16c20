import type { Aside, Kept } from './aside.ts';
import type { ReviewEvent, TextRef } from './events.ts';
import type { RunFold } from './fold.ts';
import { Recent } from './recent.ts';
import type { CaseResult } from './result.ts';
import { WRITTEN } from './text-ledger.ts';

/**
 * Folds a run for somebody who wants each result once, when its case has ended: until then its events are kept aside. A run of which tens of
 * thousands of cases are open at once so needs little memory for each.
 */
export class AsideFold {
	private readonly fold: RunFold;
	private readonly aside: Aside;
	/** The texts used last. */
	private readonly texts = new Recent<string>(WRITTEN * 3);
	/** Texts that an open case refers to, by their hash. */
	private readonly held = new Map<string, HeldText>();
	/** What the open cases have told, by key. */
	private readonly told = new Map<string, Told>();

	/** What each case ended with is in `fold`, from where it can be dropped. */
	constructor(fold: RunFold, aside: Aside) {
		this.fold = fold;
		this.aside = aside;
	}

	/** Takes one event; returns the result of its case if that has ended by it. */
	add(event: ReviewEvent): CaseResult | undefined {
		if (event.type === 'text') {
			this.texts.set(event.hash, event.text, event.text.length);
			return undefined;
		}
		if (!('key' in event)) {
			return this.fold.add(event);
		}
		if (event.type === 'answer-piece' || event.type === 'answer-restart') {
			return undefined; // The end of the answer tells all of it.
		}
		const before = this.told.get(event.key);
		if (event.type !== 'case-end') {
			withTexts(event, ref => this.hold(ref));
			this.told.set(event.key, { event: this.aside.put(event), before });
			return undefined;
		}
		for (const earlier of inOrder(before)) {
			this.fold.add(withTexts(earlier.value, ref => this.release(ref)));
		}
		this.told.delete(event.key);
		return this.fold.add(withTexts(event, ref => this.textOf(ref)));
	}

	private hold(ref: TextRef): TextRef {
		if (typeof ref === 'string') {
			return ref;
		}
		const held = this.held.get(ref.ref);
		const text = held === undefined ? this.texts.get(ref.ref) : undefined;
		if (held !== undefined) {
			held.times++;
		} else if (text !== undefined) {
			this.held.set(ref.ref, { times: 1, text: this.aside.put({ text }) });
		}
		return ref;
	}

	private release(ref: TextRef): TextRef {
		const text = this.textOf(ref);
		const held = typeof ref === 'string' ? undefined : this.held.get(ref.ref);
		if (held !== undefined && --held.times === 0) {
			this.held.delete((ref as { readonly ref: string }).ref);
		}
		return text;
	}

	/** The text itself; the reference where nobody told of it. */
	private textOf(ref: TextRef): TextRef {
		if (typeof ref === 'string') {
			return ref;
		}
		const known = this.texts.get(ref.ref);
		if (known !== undefined) {
			return known;
		}
		const text = this.held.get(ref.ref)?.text.value.text;
		if (text !== undefined) {
			this.texts.set(ref.ref, text, text.length);
		}
		return text ?? ref;
	}
}

interface HeldText {
	/** How many events of open cases refer to it. */
	times: number;
	readonly text: Kept<{ readonly text: string }>;
}

/** What an open case told last, and what it told before. */
interface Told {
	readonly event: Kept<ReviewEvent>;
	readonly before: Told | undefined;
}

function inOrder(last: Told | undefined): readonly Kept<ReviewEvent>[] {
	const events: Kept<ReviewEvent>[] = [];
	for (let told = last; told !== undefined; told = told.before) {
		events.push(told.event);
	}
	return events.reverse();
}

/** The event with each of its texts replaced. */
function withTexts(event: ReviewEvent, replace: (ref: TextRef) => TextRef): ReviewEvent {
	switch (event.type) {
		case 'case-start':
			return { ...event, questionText: replace(event.questionText), passages: replace(event.passages) };
		case 'answer-end':
			return {
				...event,
				messages: event.messages.map(({ role, content }) => ({ role, content: replace(content) })),
				text: replace(event.text),
				thinking: event.thinking && replace(event.thinking),
			};
		case 'verdict-end':
			return {
				...event,
				messages: event.messages.map(({ role, content }) => ({ role, content: replace(content) })),
				reply: replace(event.reply),
				firstReply: event.firstReply && replace(event.firstReply),
			};
		case 'case-end':
			return { ...event, rubric: replace(event.rubric) };
		default:
			return event;
	}
}
