import type { RateLimit, RateLimits } from '../../core/review/ports.ts';

/**
 * What an endpoint says of its limits: `x-ratelimit-limit-requests`, `…-remaining-requests`, `…-reset-requests`, the same for
 * tokens, and the shorter `x-ratelimit-limit`, `…-remaining`, `…-reset` of gateways. `undefined` where it says nothing.
 */
export function rateLimits(headers: Headers, now = Date.now()): RateLimits | undefined {
	const requests = rateLimit(headers, '-requests', now) ?? rateLimit(headers, '', now);
	const tokens = rateLimit(headers, '-tokens', now);
	return requests === undefined && tokens === undefined ? undefined : { requests, tokens };
}

function rateLimit(headers: Headers, what: string, now: number): RateLimit | undefined {
	const remaining = countOf(headers.get(`x-ratelimit-remaining${what}`));
	if (remaining === undefined) {
		return undefined;
	}
	const limit = countOf(headers.get(`x-ratelimit-limit${what}`));
	return { limit, remaining, resetMs: resetMs(headers.get(`x-ratelimit-reset${what}`), now) };
}

function countOf(text: string | null): number | undefined {
	const trimmed = text?.trim() ?? '';
	const count = Number(trimmed);
	return trimmed !== '' && Number.isFinite(count) && count >= 0 ? count : undefined;
}

/** A longer reset is a mistake, or nothing to wait for. */
const LONGEST_RESET = 24 * 60 * 60 * 1000;

/** `1s`, `6m0s`, `20ms`, `1.5` (seconds), seconds or milliseconds since 1970, or a date. */
function resetMs(text: string | null, now: number): number | undefined {
	const trimmed = text?.trim() ?? '';
	const parts = [...trimmed.matchAll(/(\d+(?:\.\d+)?)(ms|d|h|m|s)/g)];
	if (parts.length > 0 && parts.map(([whole]) => whole).join('') === trimmed) {
		return bounded(parts.reduce((sum, [, amount, unit]) => sum + Number(amount) * UNIT_MS[unit!]!, 0));
	}
	const number = countOf(text);
	if (number !== undefined) {
		return bounded(number > 1e11 ? number - now : number > 1e9 ? number * 1000 - now : number * 1000);
	}
	const date = trimmed === '' ? Number.NaN : Date.parse(trimmed);
	return Number.isNaN(date) ? undefined : bounded(date - now);
}

const UNIT_MS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

function bounded(milliseconds: number): number | undefined {
	return milliseconds > LONGEST_RESET ? undefined : Math.max(0, milliseconds);
}

/** Milliseconds that an endpoint asks to wait, from `retry-after-ms` or `retry-after` (seconds or a date, RFC 9110). */
export function retryAfter(headers: Headers | undefined, now = Date.now()): number | undefined {
	const milliseconds = Number(headers?.get('retry-after-ms') ?? Number.NaN);
	if (Number.isFinite(milliseconds) && milliseconds >= 0) {
		return milliseconds;
	}
	const text = headers?.get('retry-after')?.trim();
	if (text === undefined || text === '') {
		return undefined;
	}
	const seconds = Number(text);
	if (Number.isFinite(seconds)) {
		return Math.max(0, seconds * 1000);
	}
	const date = Date.parse(text);
	return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
