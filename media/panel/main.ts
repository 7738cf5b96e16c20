import type { PanelMessage, PanelRequest, PanelState } from '../../src/shared/panel.ts';
import { PanelClient } from '../../src/shared/panel-connection.ts';
import { verbOfKey } from './keys.ts';
import { Page } from './page.ts';

declare function acquireVsCodeApi(): { postMessage(message: PanelRequest): void };

start();

function start(): void {
	const root = document.getElementById('review');
	if (root === null) {
		return;
	}
	const editor = acquireVsCodeApi();
	const client = new PanelClient(message => editor.postMessage(message));
	const settle = (request: Promise<unknown>): void => {
		page.forgive();
		request.catch((error: unknown) => page.fail(error instanceof Error ? error.message : String(error)));
	};
	const page = new Page(root, {
		open: target => settle(client.request('target-open', { target })),
		run: verb => settle(client.request('verb-run', { verb })),
		choose: key => settle(client.request('case-choose', { key })),
		removeAnnotation: id => settle(client.request('annotation-remove', { id })),
	});
	let state: PanelState | undefined;
	const show = (next: PanelState): void => {
		state = next;
		page.show(next);
	};
	window.addEventListener('message', (event: MessageEvent<PanelMessage>) => {
		if (event.data.kind === 'review-changed') {
			show(event.data.state);
			return;
		}
		client.receive(event.data);
	});
	window.addEventListener('pagehide', () => client.dispose());
	document.addEventListener('keydown', event => {
		const focus = document.activeElement?.tagName.toLowerCase() ?? '';
		const { key, ctrlKey, metaKey, altKey } = event;
		const verb = verbOfKey({ key, ctrlKey, metaKey, altKey, focus }, state);
		if (verb !== undefined) {
			event.preventDefault();
			settle(client.request('verb-run', { verb }));
		}
	});
	settle(client.request('review-get', null).then(show));
}
