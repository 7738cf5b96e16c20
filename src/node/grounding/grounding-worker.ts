// The entry of dist/grounding-worker.cjs: grounds answers in a thread of its own.

import { parentPort } from 'node:worker_threads';
import { groundedReplies } from './grounded-replies.ts';

const port = parentPort;
if (port !== null) {
	const replyTo = groundedReplies();
	port.on('message', message => {
		const reply = replyTo(message);
		if (reply !== undefined) {
			port.postMessage(reply);
		}
	});
}
