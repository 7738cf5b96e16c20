import { PanelClient, type Reply } from '../../src/shared/panel-connection.ts';
import type { ReportAddress, ReportChanged, ReportRequests, ReportState } from '../../src/shared/report.ts';
import { ReportPage } from './page.ts';

declare function acquireVsCodeApi(): { postMessage(message: unknown): void; setState(state: ReportAddress): void };

start();

function start(): void {
	const root = document.getElementById('report');
	if (root === null) {
		return;
	}
	const editor = acquireVsCodeApi();
	const client = new PanelClient<ReportRequests>(message => editor.postMessage(message));
	const settle = (request: Promise<unknown>): void => {
		page.forgive();
		request.catch((error: unknown) => page.fail(error instanceof Error ? error.message : String(error)));
	};
	const page = new ReportPage(root, {
		open: target => settle(client.request('target-open', { target })),
		filter: filter => settle(client.request('filter-choose', { filter })),
		toggle: key => settle(client.request('pair-toggle', { key })),
		more: () => settle(client.request('pairs-more', null)),
	});
	const show = (state: ReportState): void => {
		// The editor keeps it for the next window; the page itself reads it never.
		editor.setState(state.address);
		page.show(state);
	};
	window.addEventListener('message', (event: MessageEvent<Reply | ReportChanged>) => {
		if (event.data.kind === 'report-changed') {
			show(event.data.state);
			return;
		}
		client.receive(event.data);
	});
	window.addEventListener('pagehide', () => client.dispose());
	settle(client.request('report-get', null).then(show));
}
