import type { Frame, Locator } from 'playwright-core';
import type { Workbench } from './workbench.ts';

/** Reads what a person sees in the window: lenses, threads, tinted lines, the panel, Problems. */
export class Screen {
	private readonly workbench: Workbench;

	constructor(workbench: Workbench) {
		this.workbench = workbench;
	}

	private get page() {
		return this.workbench.page;
	}

	/** A link of the CodeLens, by its words. The lens of a line stands right above it. */
	lens(words: string | RegExp): Locator {
		return this.page.locator('.editor-group-container .codelens-decoration a:visible', { hasText: words });
	}

	/** The words of the lens right above the first visible line that holds `text`. */
	async lensAbove(text: string): Promise<Locator> {
		const line = this.page.locator('.view-line', { hasText: spaced(text) }).first();
		await line.waitFor();
		const top = (await line.boundingBox())!.y;
		const lenses = this.page.locator('.codelens-decoration:visible');
		let best = lenses.first();
		let bestDistance = Number.POSITIVE_INFINITY;
		for (const lens of await lenses.all()) {
			const box = await lens.boundingBox();
			if (box !== null && box.y <= top && top - box.y < bestDistance) {
				best = lens;
				bestDistance = top - box.y;
			}
		}
		return best;
	}

	/** The words of the open comment threads, one for each. */
	async threads(): Promise<string[]> {
		return (await this.page.locator('.review-widget:visible').allInnerTexts()).map(plain);
	}

	/** Document lines (from 1) of the active editor that carry a tint, with what marks them in the gutter. */
	tintedLines(): Promise<readonly TintedLine[]> {
		return this.page.evaluate(() => {
			const editor = document.querySelector('.editor-group-container.active .monaco-editor');
			const top = (element: Element) => Number.parseFloat((element as HTMLElement).style.top);
			const numbers = [...(editor?.querySelectorAll('.margin-view-overlays > div') ?? [])]
				.map(row => ({ top: top(row), line: Number(row.querySelector('.line-numbers')?.textContent || Number.NaN) }))
				.filter(row => !Number.isNaN(row.line))
				.sort((a, b) => a.top - b.top);
			const tinted = new Map<number, { color: string; border: string }>();
			for (const row of editor?.querySelectorAll('.view-overlays > div') ?? []) {
				for (const mark of row.querySelectorAll('.cdr')) {
					const style = getComputedStyle(mark);
					const visible = style.backgroundColor !== 'rgba(0, 0, 0, 0)' || style.borderTopStyle !== 'none';
					const line = numbers.filter(number => number.top <= top(row)).at(-1)?.line;
					if (visible && line !== undefined && mark.className.includes('TextEditorDecorationType')) {
						tinted.set(line, { color: style.backgroundColor, border: style.borderTopStyle });
					}
				}
			}
			return [...tinted].map(([line, look]) => ({ line, ...look })).sort((a, b) => a.line - b.line);
		});
	}

	/** How many stretches of the active editor carry an error, warning or information squiggle. */
	squiggles(): Promise<number> {
		return this.page
			.locator('.editor-group-container.active .monaco-editor :is(.squiggly-error, .squiggly-warning, .squiggly-info)')
			.count();
	}

	/** The text of the active editor as far as it is on screen. */
	async editorText(): Promise<string> {
		const lines = await this.workbench.editor.locator('.view-line').evaluateAll(rows =>
			rows
				.map(row => ({ top: Number.parseFloat((row as HTMLElement).style.top), text: row.textContent ?? '' }))
				.sort((a, b) => a.top - b.top)
				.map(row => row.text),
		);
		return plain(lines.join('\n'));
	}

	/** What the answer documents show, as far as they are on screen. */
	async answerTexts(): Promise<string[]> {
		const editors = this.page.locator('.monaco-editor[data-uri^="groundline-answer"] .view-lines');
		return (await editors.allInnerTexts()).map(plain);
	}

	/**
	 * Records inside the page, every 20 ms, the highest number that `pattern` finds in what each selector shows. Nothing is
	 * missed between two looks from outside, however slow these are.
	 */
	async record(selectors: Readonly<Record<string, string>>, pattern: string): Promise<Recording> {
		const id = `recording${Math.random()}`;
		await this.page.evaluate(
			({ id, selectors, pattern }) => {
				const seen: Record<string, number[]> = {};
				const look = () => {
					for (const [name, selector] of Object.entries(selectors)) {
						const text = [...document.querySelectorAll(selector)].map(element => element.textContent ?? '').join('\n');
						const found = text.replace(/\u00a0/g, ' ').matchAll(new RegExp(pattern, 'g'));
						const highest = Math.max(0, ...[...found].map(match => Number(match[1])));
						const values = seen[name] ?? [];
						seen[name] = values;
						if (values.at(-1) !== highest) {
							values.push(highest);
						}
					}
				};
				const timer = setInterval(look, 20);
				Object.assign(globalThis, { [id]: { seen, timer } });
			},
			{ id, selectors, pattern },
		);
		return {
			stop: () =>
				this.page.evaluate(id => {
					const { seen, timer } = (globalThis as Record<string, unknown>)[id] as {
						seen: Record<string, number[]>;
						timer: number;
					};
					clearInterval(timer);
					return seen;
				}, id),
		};
	}

	/** The rows of the Problems view, which is opened for it. */
	async problems(): Promise<string[]> {
		const rows = this.page.locator('.markers-panel .monaco-list-row');
		if ((await this.page.locator('.markers-panel:visible').count()) === 0) {
			await this.workbench.command('Problems: Focus on Problems View');
			await this.page.locator('.markers-panel').first().waitFor();
		}
		return (await rows.allInnerTexts()).map(plain);
	}

	/** The words of the records (prompts, raw replies) that are open, as far as they are on screen. */
	async recordTexts(): Promise<string[]> {
		const editors = this.page.locator('.monaco-editor[data-uri^="groundline-record"] .view-lines');
		return (await editors.allInnerTexts()).map(plain);
	}

	/** The line of the cursor in the active editor, from 1. */
	async cursorLine(): Promise<number> {
		const item = this.page.locator('.statusbar-item', { hasText: /Ln \d+/ }).first();
		return Number(/Ln (\d+)/.exec(await item.innerText())?.[1]);
	}

	/** The words of the Review panel, which is opened for it. */
	async panelWords(): Promise<string> {
		if ((await this.page.locator('.part.auxiliarybar:visible iframe, iframe.webview.ready:visible').count()) === 0) {
			await this.workbench.command('Groundline: Show Review');
		}
		return plain(await (await this.panel()).locator('body').innerText());
	}

	/** The page of the Review panel. Waits until its webview has loaded. */
	async panel(): Promise<Frame> {
		return this.until('the Review panel has loaded', async () => {
			for (const frame of this.page.frames()) {
				const root = await frame.$('main#review[aria-label="Review"]').catch(() => null);
				if (root !== null) {
					return frame;
				}
			}
			return undefined;
		});
	}

	/** The notifications, read from their centre, which is opened for it: a window under test shows them nowhere else. */
	async notifications(): Promise<string[]> {
		const centre = this.page.locator('.notifications-center:visible');
		if ((await centre.count()) === 0) {
			await this.workbench.command('Notifications: Show Notifications');
			await centre.waitFor();
		}
		return (await centre.locator('.notification-list-item').allInnerTexts()).map(plain);
	}

	/** The modal dialog's words, or '' where none is open. */
	async dialog(): Promise<string> {
		const dialog = this.page.locator('.monaco-dialog-box:visible');
		return (await dialog.count()) === 0 ? '' : plain(await dialog.first().innerText());
	}

	/** Asks again and again until there is an answer that is neither `undefined` nor `false`; fails after `seconds`. */
	async until<T>(what: string, ask: () => Promise<T | undefined | false>, seconds = 60): Promise<T> {
		const end = Date.now() + seconds * 1000;
		let last: unknown;
		while (Date.now() < end) {
			try {
				const answer = await ask();
				if (answer !== undefined && answer !== false) {
					return answer;
				}
			} catch (error) {
				last = error;
			}
			await this.page.waitForTimeout(100);
		}
		throw new Error(
			`Waited ${seconds} s in vain until ${what}.${last === undefined ? '' : ` Last error: ${String(last)}`}`,
		);
	}
}

export interface Recording {
	/** Name → the numbers that were shown one after the other. */
	stop(): Promise<Readonly<Record<string, readonly number[]>>>;
}

export interface TintedLine {
	readonly line: number;
	readonly color: string;
	readonly border: string;
}

/** What an editor draws with non-breaking spaces, as it is written in the file. */
export function plain(text: string): string {
	return text.replace(/\u00a0/g, ' ');
}

/** A pattern that finds `text` whether its spaces are drawn as breaking or non-breaking ones. */
export function spaced(text: string): RegExp {
	return new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/ /g, '[ \\u00a0]'));
}
