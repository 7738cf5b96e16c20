import { cp, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Browser, chromium, type Locator, type Page } from 'playwright-core';
import { BROWSER_FLAGS, findBrowser } from './browser.ts';
import { driveDesktop, findDesktop } from './desktop.ts';
import { type HostedServer, installHosted, startHosted } from './hosted.ts';

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
		const context = await browser.newContext({ viewport: options.size ?? { width: 1500, height: 950 } });
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
		await page.waitForSelector('.monaco-workbench .part.statusbar', { timeout: 60_000 });
		return new Workbench(page, shut);
	}

	close(): Promise<void> {
		return this.shut();
	}

	/** Opens a file by its name through quick open. */
	async openFile(name: string): Promise<void> {
		await this.quickInput('Control+P', name);
		await this.page.locator('.tab.active', { hasText: path.posix.basename(name) }).waitFor({ timeout: 20_000 });
	}

	/** Runs a command by its title in the command palette, as `Groundline: Run All`. */
	async command(title: string): Promise<void> {
		await this.quickInput('F1', title);
	}

	/** The editor whose tab is active in the group that has the focus. */
	get editor(): Locator {
		return this.page.locator('.editor-group-container.active .monaco-editor').first();
	}

	/** Reloads the window, as a restart does. */
	async reload(): Promise<void> {
		await this.page.reload();
		await this.page.waitForSelector('.monaco-workbench .part.statusbar', { timeout: 60_000 });
	}

	/** Saves what a person sees as a PNG file. */
	async screenshot(file: string): Promise<void> {
		await this.page.screenshot({ path: file });
	}

	private async quickInput(key: string, text: string): Promise<void> {
		const input = this.page.locator('.quick-input-widget input[type="text"]').first();
		await this.page.keyboard.press(key);
		await input.waitFor({ state: 'visible', timeout: 20_000 });
		await input.fill(key === 'F1' ? `>${text}` : text);
		const first = this.page.locator('.quick-input-list .monaco-list-row').first();
		await first.waitFor({ state: 'visible', timeout: 20_000 });
		await this.page
			.locator('.quick-input-list .monaco-list-row', { hasText: text.split('/').pop() ?? text })
			.first()
			.waitFor({ timeout: 20_000 });
		await this.page.keyboard.press('Enter');
		await input.waitFor({ state: 'hidden', timeout: 20_000 });
	}
}

/** A copy of a folder that a test may change, and its end. */
export async function temporaryCopy(folder: string): Promise<{ readonly folder: string; remove(): Promise<void> }> {
	const copy = await realpath(await mkdtemp(path.join(tmpdir(), 'groundline-workspace-')));
	await cp(folder, copy, { recursive: true });
	return { folder: copy, remove: () => rm(copy, { recursive: true, force: true, maxRetries: 5 }) };
}
