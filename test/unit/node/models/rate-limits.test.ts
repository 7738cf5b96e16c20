import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rateLimits, retryAfter } from '../../../../src/node/models/rate-limits.ts';

const NOW = Date.UTC(2026, 10, 21, 12, 0, 0);

test('reads what an endpoint says of its limits, in every form of time', () => {
	const resets: readonly (readonly [string, number | undefined])[] = [
		['20ms', 20],
		['1s', 1000],
		['6m0s', 360_000],
		['1h2m3.5s', 3_723_500],
		['1.5', 1500],
		[String(NOW / 1000 + 30), 30_000],
		[String(NOW + 30_000), 30_000],
		['2026-11-21T12:00:10Z', 10_000],
		['soon', undefined],
		['9999d', undefined],
	];
	for (const [reset, resetMs] of resets) {
		const headers = new Headers({
			'x-ratelimit-limit-requests': '100',
			'x-ratelimit-remaining-requests': '7',
			'x-ratelimit-reset-requests': reset,
		});
		assert.deepEqual(rateLimits(headers, NOW), { requests: { limit: 100, remaining: 7, resetMs }, tokens: undefined });
	}
	const short = rateLimits(new Headers({ 'x-ratelimit-remaining': '0', 'x-ratelimit-remaining-tokens': '5' }), NOW);
	assert.deepEqual(short, {
		requests: { limit: undefined, remaining: 0, resetMs: undefined },
		tokens: { limit: undefined, remaining: 5, resetMs: undefined },
	});
	assert.equal(rateLimits(new Headers({ 'x-ratelimit-remaining-requests': 'many' }), NOW), undefined);
});

test('reads Retry-After in seconds and as a date', () => {
	const after = (value: string) => retryAfter(new Headers({ 'retry-after': value }), NOW);
	assert.deepEqual(
		['3', '0.5', '-1', 'Sat, 21 Nov 2026 12:00:05 GMT', 'Sat, 21 Nov 2026 11:00:00 GMT', 'later'].map(after),
		[3000, 500, 0, 5000, 0, undefined],
	);
	assert.equal(retryAfter(new Headers({ 'retry-after-ms': '250', 'retry-after': '9' }), NOW), 250);
});
