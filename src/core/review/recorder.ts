import { sha256 } from '../text/hash.ts';
import type { Channel } from './channel.ts';
import { type ReviewEvent, RUN_VERSION, type RunEvent, type TextRef } from './events.ts';
import type { ChatMessage, Clock } from './ports.ts';
import { TextLedger } from './text-ledger.ts';

type Unstamped<E> = E extends RunEvent ? Omit<E, 'v' | 't'> : never;

/** Gives events their version and time, and keeps long texts apart. */
export class Recorder {
	private readonly channel: Channel<ReviewEvent>;
	private readonly clock: Clock;
	private readonly ledger: TextLedger;

	constructor(
		channel: Channel<ReviewEvent>,
		{ clock, hash = sha256 }: { readonly clock: Clock; readonly hash?: (text: string) => string },
	) {
		this.channel = channel;
		this.clock = clock;
		this.ledger = new TextLedger(text => this.record({ type: 'text', ...text }), hash);
	}

	record(event: Unstamped<RunEvent>): void {
		const stamp = { v: RUN_VERSION, t: this.clock.now() };
		// Once in front, where a person looks for them, and once behind, over those of an event that is recorded again.
		this.channel.push({ ...stamp, ...event, ...stamp } as RunEvent);
	}

	/** What streams by and is not recorded. */
	show(event: Exclude<ReviewEvent, RunEvent>): void {
		this.channel.push(event);
	}

	text(text: string): TextRef {
		return this.ledger.refer(text);
	}

	sharedText(text: string): TextRef {
		return this.ledger.referAlways(text);
	}

	messages(
		messages: readonly ChatMessage[],
	): readonly { readonly role: ChatMessage['role']; readonly content: TextRef }[] {
		return messages.map(({ role, content }) => ({ role, content: this.text(content) }));
	}
}
