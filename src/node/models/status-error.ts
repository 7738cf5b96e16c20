/**
 * What an endpoint answered in place of a reply. The `openai` client throws errors of the same shape; they are known by it, so that
 * the client is loaded only where it is used.
 */
export interface AnsweredError extends Error {
	readonly status: number;
	readonly headers: Headers | undefined;
	/** What the body says under `error`. */
	readonly error: unknown;
	readonly code?: string | null | undefined;
	readonly type?: string | undefined;
	readonly param?: string | null | undefined;
}

/** The error as what an endpoint answered; `undefined` where no answer came. */
export function answeredError(error: unknown): AnsweredError | undefined {
	const { status, headers } = error instanceof Error ? (error as Partial<AnsweredError>) : {};
	return typeof status === 'number' && (headers === undefined || typeof headers.get === 'function')
		? (error as AnsweredError)
		: undefined;
}

/** An answer with a status that is no success. */
export class StatusError extends Error implements AnsweredError {
	readonly status: number;
	readonly headers: Headers;
	readonly error: unknown;
	readonly code: string | undefined;
	readonly type: string | undefined;
	readonly param: string | undefined;

	/** `body` is what came, read as JSON where it is JSON. */
	constructor(status: number, body: unknown, headers: Headers) {
		const error = memberOf(body, 'error');
		super(
			`${status} ${typeof body === 'string' && body !== '' ? body : JSON.stringify(error) || 'status code (no body)'}`,
		);
		this.status = status;
		this.headers = headers;
		this.error = error;
		this.code = textOf(error, 'code');
		this.type = textOf(error, 'type');
		this.param = textOf(error, 'param');
	}
}

function memberOf(value: unknown, name: string): unknown {
	return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[name] : undefined;
}

function textOf(value: unknown, name: string): string | undefined {
	const found = memberOf(value, name);
	return typeof found === 'string' ? found : undefined;
}
