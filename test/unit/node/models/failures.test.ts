import assert from 'node:assert/strict';
import { test } from 'node:test';
import { APIError } from 'openai';
import { OFFLINE_MODEL } from '../../../../src/core/documents/project.ts';
import { describeFailure } from '../../../../src/node/models/failures.ts';

test('an answer that cannot be unpacked concerns its own call, and is asked for again', () => {
	const failure = failureOf('Z_DATA_ERROR');
	assert.equal(failure.concernsAll, false);
	assert.deepEqual(failure.retry, { afterMs: undefined });
	assert.match(failure.message, /cannot be unpacked \(Z_DATA_ERROR\)/);
});

test('what is no HTTP concerns every call, unless the endpoint has answered before', () => {
	for (const code of ['HPE_INVALID_CONSTANT', 'HPE_HEADER_OVERFLOW', 'UND_ERR_HEADERS_OVERFLOW']) {
		const failure = failureOf(code);
		assert.equal(failure.concernsAll, true);
		assert.deepEqual(failure.retry, { afterMs: undefined });
		assert.match(failure.message, /answered with something that is no HTTP/);
	}
});

test('an account without money concerns every call of the endpoint', () => {
	const failure = answered(402, 'Insufficient Balance');
	assert.deepEqual([failure.reason, failure.concernsAll, failure.scope], ['rate-limited', true, 'endpoint']);
	assert.equal(failure.message, 'http://x answered 402: Insufficient Balance. Check the plan and billing of this key.');
});

function failureOf(code: string) {
	const error = new TypeError('fetch failed', { cause: Object.assign(new Error('said'), { code }) });
	return describeFailure(error, { entry: OFFLINE_MODEL, url: 'http://x', hasKey: false, expired: undefined });
}

function answered(status: number, message: string) {
	const error = APIError.generate(status, { error: { message } }, message, new Headers());
	return describeFailure(error, { entry: OFFLINE_MODEL, url: 'http://x', hasKey: true, expired: undefined });
}
