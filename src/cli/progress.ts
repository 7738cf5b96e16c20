import { sumCosts } from '../core/review/cost.ts';
import type { Wait } from '../core/review/endpoint.ts';
import { money, plural, seconds } from './amounts.ts';
import type { CommandIo } from './io.ts';
import { oneLine, shortened } from './style.ts';

/** Time between two updates of the line on a terminal, and between two plain lines elsewhere. */
const UPDATE_MS = 100;
const LINE_MS = 5000;
/** Shorter waits are part of the pace; a plain line stays. */
const LONG_WAIT_MS = 3000;
const LONG_WAIT_LINE_MS = 10_000;

/** Tells how a run gets on: one line that changes on a terminal, a line now and then elsewhere. */
export class Progress {
	private readonly io: CommandIo;
	private readonly total: number;
	private readonly started = performance.now();
	private done = 0;
	/** Cases that were done before it began: they say nothing of the pace. */
	private before = 0;
	private failed = 0;
	private unscored = 0;
	private spent: number | undefined = 0;
	private shownAt = 0;
	private onScreen = false;
	/** Ends what tells of a wait. */
	private endWait = () => {};

	constructor(io: CommandIo, total: number) {
		this.io = io;
		this.total = total;
		this.shownAt = this.started;
	}

	/** Shows on a terminal that something happens before the first case is done. */
	begin(): void {
		if (this.io.errIsTerminal) {
			this.io.err(`0/${plural(this.total, 'case')}`);
			this.onScreen = true;
		}
	}

	/** A run goes on of which so many cases are done; they are told next. */
	goesOn(cases: number): void {
		this.before += cases;
	}

	/** No call of a model may start for so many milliseconds: it is told where it is long, on a terminal counting down. */
	waits({ model, milliseconds }: Wait): void {
		if (milliseconds < (this.io.errIsTerminal ? LONG_WAIT_MS : LONG_WAIT_LINE_MS)) {
			return;
		}
		this.endWait();
		const until = performance.now() + milliseconds;
		const tell = () => {
			const rest = Math.max(1, Math.round((until - performance.now()) / 1000));
			const text = `${this.done}/${plural(this.total, 'case')} · waiting ${rest < 60 ? `${rest} s` : seconds(rest)} for the limits of ${oneLine(model)}`;
			this.io.err(this.io.errIsTerminal ? `\r\u001b[K${shortened(text, (this.io.columns ?? 80) - 1)}` : `${text}\n`);
			this.onScreen = this.io.errIsTerminal;
		};
		tell();
		const ticking = this.io.errIsTerminal ? setInterval(tell, 1000).unref() : undefined;
		const ended = setTimeout(() => this.endWait(), milliseconds).unref();
		this.endWait = () => {
			clearInterval(ticking);
			clearTimeout(ended);
			this.endWait = () => {};
		};
	}

	/** `cost`: USD of the case; `undefined` = unknown, which makes the sum unknown. */
	caseDone(state: string, name: string, cost: number | undefined): void {
		this.done++;
		this.spent = sumCosts([this.spent, cost]);
		this.failed += state === 'failed' ? 1 : 0;
		this.unscored += state === 'unscored' ? 1 : 0;
		const own = this.done - this.before;
		const now = performance.now();
		if (own <= 0 || now - this.shownAt < (this.io.errIsTerminal ? UPDATE_MS : LINE_MS)) {
			return;
		}
		this.shownAt = now;
		const elapsed = (now - this.started) / 1000;
		const left = (elapsed / own) * (this.total - this.done);
		const text = [
			`${this.done}/${plural(this.total, 'case')}`,
			`${(own / elapsed).toFixed(1)}/s`,
			`${seconds(left)} left`,
			...(this.spent === 0 ? [] : [this.spent === undefined ? 'cost unknown' : `${money(this.spent)} spent`]),
			...(this.failed > 0 ? [`${this.failed} failed`] : []),
			...(this.unscored > 0 ? [`${this.unscored} unscored`] : []),
		].join(' · ');
		if (this.io.errIsTerminal) {
			this.io.err(`\r\u001b[K${shortened(`${text} · ${oneLine(name)}`, (this.io.columns ?? 80) - 1)}`);
			this.onScreen = true;
		} else {
			this.io.err(`${text}\n`);
		}
	}

	/** Takes the changing line off the screen, before other words. */
	clear(): void {
		this.endWait();
		if (this.onScreen) {
			this.io.err('\r\u001b[K');
			this.onScreen = false;
		}
	}
}
