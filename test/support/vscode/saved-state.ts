import type { Page } from 'playwright-core';

/**
 * Waits until what a reload restores knows the shown tabs. A hosted VS Code keeps it in the browser's database and writes it when the
 * machine is idle; a person takes that long anyway. A desktop window saves when it closes and has no such database.
 */
export async function tabsSaved(page: Page): Promise<void> {
	const end = Date.now() + LONGEST;
	while (Date.now() < end && (await page.evaluate(missingTabs)) > 0) {
		await page.waitForTimeout(250);
	}
}

/** Milliseconds; then the window is reloaded as it is. */
const LONGEST = 30_000;

/** Runs in the page: how many active tabs the saved layout of the editors does not name. */
async function missingTabs(): Promise<number> {
	const done = <T>(request: IDBRequest<T>) =>
		new Promise<T>((resolve, reject) => {
			request.onsuccess = () => resolve(request.result);
			request.onerror = () => reject(request.error);
		});
	const names = [...document.querySelectorAll('.tab.active[data-resource-name]')].map(tab =>
		tab.getAttribute('data-resource-name'),
	);
	const databases = (await indexedDB.databases()).map(({ name }) => name ?? '');
	const layouts: string[] = [];
	for (const name of databases.filter(each => each.startsWith('vscode-web-state-db-'))) {
		const database = await done(indexedDB.open(name));
		if (database.objectStoreNames.contains('ItemTable')) {
			const items = database.transaction('ItemTable').objectStore('ItemTable');
			layouts.push(String(await done(items.get('memento/workbench.parts.editor'))));
		}
		database.close();
	}
	return layouts.length === 0 ? 0 : names.filter(name => !layouts.some(layout => layout.includes(name ?? ''))).length;
}
