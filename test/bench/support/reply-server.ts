// An endpoint that speaks Chat Completions and takes its time: node reply-server.ts [MILLISECONDS]. Prints its port. A process of its
// own, so that it does not steal the event loop of what is measured. A model whose name begins with "judge" gives a verdict.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerText, verdictText } from './replies.ts';

const delay = Number(process.argv[2] ?? 50);
let calls = 0;
let open = 0;
let mostOpen = 0;

const server = createServer((request, response) => {
	if (request.url === '/stats') {
		response.end(JSON.stringify({ calls, mostOpen }));
		calls = 0;
		mostOpen = 0;
		return;
	}
	const chunks: Buffer[] = [];
	request.on('data', chunk => chunks.push(chunk));
	request.on('end', () => {
		calls++;
		open++;
		mostOpen = Math.max(mostOpen, open);
		const body = Buffer.concat(chunks).toString('utf8');
		setTimeout(() => {
			open--;
			response.writeHead(200, { 'content-type': 'text/event-stream' });
			response.end(/"model":"judge/.test(body) ? stream(verdictText()) : stream(answerText(calls)));
		}, delay);
	});
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => console.log((server.address() as AddressInfo).port));

function stream(text: string): string {
	const middle = text.lastIndexOf(' ', text.length / 2);
	const chunk = (delta: object, finish: string | null, more: object = {}) =>
		`data: ${JSON.stringify({ id: 'c', object: 'chat.completion.chunk', model: 'm', choices: [{ index: 0, delta, finish_reason: finish }], ...more })}\n\n`;
	return [
		chunk({ role: 'assistant', content: text.slice(0, middle) }, null),
		chunk({ content: text.slice(middle) }, null),
		chunk({}, 'stop', { usage: { prompt_tokens: 120, completion_tokens: 60 } }),
		'data: [DONE]\n\n',
	].join('');
}
