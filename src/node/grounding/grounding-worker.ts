// The entry of dist/cli-grounding-worker.js: grounds answers in a thread of its own.

import { parentPort } from 'node:worker_threads';
import { groundedReplies } from './grounded-replies.ts';
import type { GroundingMessage, GroundingReply } from './grounding-messages.ts';
import { warmUp } from './warm-up.ts';

/** Replies that are sent at once: what is ready does not wait for long. */
const MOST_REPLIES = 8;

const port = parentPort;
if (port !== null) {
	const replyTo = groundedReplies();
	let isNeeded = false;
	warmUp(() => isNeeded);
	port.on('message', (messages: readonly GroundingMessage[]) => {
		isNeeded = true;
		const replies: GroundingReply[] = [];
		for (const message of messages) {
			const reply = replyTo(message);
			if (reply !== undefined && replies.push(reply) === MOST_REPLIES) {
				port.postMessage(replies.splice(0));
			}
		}
		if (replies.length > 0) {
			port.postMessage(replies);
		}
	});
}
