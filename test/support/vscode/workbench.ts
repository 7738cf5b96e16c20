import { cp, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Browser, chromium, type Locator, type Page } from 'playwright-core';
import { BROWSER_FLAGS, findBrowser } from './browser.ts';
import { driveDesktop, findDesktop } from './desktop.ts';
import { type HostedServer, installHosted, startHosted } from './hosted.ts';
import { tabsSaved } from './saved-state.ts';

export type Trust = 'all' | 'ask';

/** Where VS Codes are opened from: one server for each kind of trust, one browser, both started when first needed. */
export class WorkbenchHost {
	private readonly extension: string;
	private readonly cache: string;
	private readonly environment: NodeJS.ProcessEnv;
	private browser: Promise<Browser> | undefined;
	private readonly servers = new Map<Trust, Promise<HostedServer>>();
	private desktop: Promise<string | undefined> | undefined;

	constructor(extension: string, environment: NodeJS.ProcessEnv = {}) {
		this.extension = extension;
		this.cache = path.join(extension, '.vscode-test');
		this.environment = environment;
	}

	/** Opens a folder in a real VS Code with the extension: a desktop one where it can be had, else a hosted one. */
	async open(workspace: string, options: { readonly trust?: Trust; readonly size?: Size } = {}): Promise<Workbench> {
		const trust = options.trust ?? 'all';
		const program = await this.desktopProgram();
		if (program !== undefined) {
			const window = await driveDesktop(program, { workspace, extension: this.extension, trust });
			return Workbench.over(window.page, window.close);
		}
		const server = await this.server(trust);
		const browser = await this.startBrowser();
		const context = await browser.newContext({ viewport: options.size ?? { width: 1500, height: 1150 } });
		const page = await context.newPage();
		await page.exposeFunction('codeAutomationLog', () => {});
		await page.exposeFunction('codeAutomationExit', () => {});
		await page.goto(server.address({ workspace, extension: this.extension }));
		return Workbench.over(page, () => context.close());
	}

	async close(): Promise<void> {
		await (await this.browser)?.close();
		await Promise.all([...this.servers.values()].map(async server => (await server).stop()));
	}

	private desktopProgram(): Promise<string | undefined> {
		this.desktop ??= process.env.GROUNDLINE_HOST === 'hosted' ? Promise.resolve(undefined) : findDesktop(this.cache);
		return this.desktop;
	}

	private server(trust: Trust): Promise<HostedServer> {
		let server = this.servers.get(trust);
		if (server === undefined) {
			server = installHosted(path.join(this.cache, 'hosted')).then(program =>
				startHosted(program, { trust, environment: this.environment }),
			);
			this.servers.set(trust, server);
		}
		return server;
	}

	private startBrowser(): Promise<Browser> {
		this.browser ??= findBrowser(path.join(this.cache, 'browser')).then(({ executablePath, environment }) =>
			chromium.launch({
				executablePath,
				args: BROWSER_FLAGS,
				env: { ...(process.env as Record<string, string>), ...environment },
			}),
		);
		return this.browser;
	}
}

export interface Size {
	readonly width: number;
	readonly height: number;
}

/** One open VS Code window, with what a person does in it. */
export class Workbench {
	readonly page: Page;
	private readonly shut: () => Promise<void>;

	private constructor(page: Page, shut: () => Promise<void>) {
		this.page = page;
		this.shut = shut;
	}

	static async over(page: Page, shut: () => Promise<void>): Promise<Workbench> {
		page.setDefaultTimeout(PATIENCE);
		await page.waitForSelector('.monaco-workbench .part.statusbar', { timeout: 60_000 });
		return new Workbench(page, shut);
	}

	close(): Promise<void> {
		return this.shut();
	}

	/** Opens a file by its name through quick open. */
	async openFile(name: string): Promise<void> {
		await this.choose('Control+P', name, path.posix.basename(name));
		const tab = this.page.locator('.tab.active', { hasText: path.posix.basename(name) });
		await tab.first().waitFor({ timeout: PATIENCE });
	}

	/** Runs a command by its whole title in the command palette, as `Groundline: Run Question`. */
	async command(title: string): Promise<void> {
		await this.choose('F1', `>${title}`, title);
	}

	/** The editor whose tab is active in the group that has the focus. */
	get editor(): Locator {
		return this.page.locator('.editor-group-container.active .monaco-editor').first();
	}

	/** Reloads the window, as a restart does, once it would come back with the tabs that it shows. */
	async reload(): Promise<void> {
		await tabsSaved(this.page);
		await this.page.reload();
		await this.page.waitForSelector('.monaco-workbench .part.statusbar', { timeout: 60_000 });
	}

	/** Saves what a person sees as a PNG file. */
	async screenshot(file: string): Promise<void> {
		await this.page.screenshot({ path: file });
	}

	/** Puts the cursor at the start of a line, counted from 1. */
	async goToLine(line: number): Promise<void> {
		await this.again(async () => {
			const input = await this.quickInput('Control+G');
			await input.fill(`:${line}`, { timeout: 5_000 });
			await input.press('Enter', { timeout: 5_000 });
			await input.waitFor({ state: 'hidden', timeout: 10_000 });
		});
	}

	private async choose(key: string, typed: string, wanted: string): Promise<void> {
		const rows = this.page.locator('.quick-input-list .monaco-list-row');
		const name = this.page.locator('.label-name', { hasText: new RegExp(`^${escaped(wanted)}$`) });
		await this.again(async () => {
			const input = await this.quickInput(key);
			await input.fill(typed, { timeout: 5_000 });
			await rows.filter({ has: name }).first().click({ timeout: 10_000 });
			await this.taken(typed);
		});
	}

	/** Something else may take the focus while a list is open, which closes it: then it is asked for again. */
	private async again(step: () => Promise<void>): Promise<void> {
		for (let attempt = 1; ; attempt++) {
			try {
				return await step();
			} catch (error) {
				if (attempt === 4) {
					throw error;
				}
				await this.page.keyboard.press('Escape');
			}
		}
	}

	/** The list has gone, or another one stands in its place, because the command asks something. */
	private async taken(typed: string): Promise<void> {
		await this.page.waitForFunction(
			text => {
				const list = document.querySelector<HTMLElement>('.quick-input-widget');
				const input = list?.querySelector<HTMLInputElement>('input[type="text"]');
				return !list || getComputedStyle(list).display === 'none' || input?.value !== text;
			},
			typed,
			{ timeout: 10_000 },
		);
	}

	private async quickInput(key: string): Promise<Locator> {
		const input = this.page.locator('.quick-input-widget input[type="text"]').first();
		const end = Date.now() + PATIENCE;
		for (;;) {
			await this.page.keyboard.press(key);
			try {
				await input.waitFor({ state: 'visible', timeout: 8_000 });
				return input;
			} catch (error) {
				// A page that is being loaded has the focus and takes no keys yet: a person presses again.
				if (Date.now() > end) {
					throw error;
				}
			}
		}
	}
}

/** Milliseconds that a slow machine may take for one step. */
const PATIENCE = 60_000;

function escaped(text: string): string {
	return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** A copy of a folder (an empty one where none is named) that a test may change, and its end. */
export async function temporaryCopy(
	folder: string | undefined,
): Promise<{ readonly folder: string; remove(): Promise<void> }> {
	const copy = await realpath(await mkdtemp(path.join(tmpdir(), 'groundline-workspace-')));
	if (folder !== undefined) {
		await cp(folder, copy, { recursive: true });
	}
	return { folder: copy, remove: () => rm(copy, { recursive: true, force: true, maxRetries: 5 }) };
}
