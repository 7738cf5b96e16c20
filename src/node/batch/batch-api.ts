import type OpenAI from 'openai';
import { retryAfter } from '../models/rate-limits.ts';
import { linesOf } from './lines.ts';
import { batchForm, type RequestFile } from './request-file.ts';

/** The state of a batch at its endpoint. */
export interface BatchState {
	readonly id: string;
	/** `validating`, `in_progress`, `finalizing`, or one of {@link ENDED}. */
	readonly status: string;
	readonly outputFile: string | undefined;
	readonly errorFile: string | undefined;
	readonly done: number;
	readonly failed: number;
	readonly total: number;
	/** Why the whole batch was refused. */
	readonly errors: readonly { readonly code: string; readonly message: string }[];
	/** Milliseconds after which the endpoint wants to be asked again. */
	readonly askAgainMs: number | undefined;
}

/** States in which nothing more happens. */
export const ENDED: ReadonlySet<string> = new Set(['completed', 'failed', 'expired', 'cancelled']);

/** Name of the mark by which a batch of ours is known again. */
const MARK = 'groundline_part';

/** Pages of batches that are looked through for one that was made without our hearing of it. */
const MOST_PAGES = 50;

export interface BatchApiOptions {
	readonly client: OpenAI;
	/** The path that lines and batches name: with the version at OpenAI, without at Azure. */
	readonly path: '/v1/chat/completions' | '/chat/completions';
}

/** Files and batches of an OpenAI-compatible endpoint. What goes wrong is thrown as the client throws it. */
export class BatchApi {
	readonly path: BatchApiOptions['path'];
	private readonly client: OpenAI;

	constructor({ client, path }: BatchApiOptions) {
		this.client = client;
		this.path = path;
	}

	/** Uploads requests, one a line, and starts their batch. `mark` names it, see {@link find}. */
	async start(file: RequestFile, mark: string, signal: AbortSignal): Promise<BatchState> {
		const form = batchForm(file, mark);
		// The client's own way would hold the file in memory, or not say how long it is.
		const uploaded = await this.client.post<{ readonly id: string }>('/files', {
			body: form.pieces(),
			headers: { 'content-type': form.type, 'content-length': String(form.size) },
			signal,
		});
		requireId(uploaded);
		const made = await this.client.batches
			.create(
				{
					input_file_id: uploaded.id,
					// The type of the client knows only OpenAI's own paths.
					endpoint: this.path as '/v1/chat/completions',
					completion_window: '24h',
					metadata: { [MARK]: mark },
				},
				{ signal },
			)
			.withResponse();
		return stateOf(made.data, made.response);
	}

	/** The batch of a mark, among all that the key can see; `undefined` where there is none. */
	async find(mark: string, signal: AbortSignal): Promise<BatchState | undefined> {
		const first = await this.client.batches.list({ limit: 100 }, { signal }).withResponse();
		if (!/json/i.test(typeOf(first.response))) {
			throw new StrangeAnswer('something else than its batches'); // To the client it looks like an empty list.
		}
		let page = first.data;
		for (let pages = 1; ; pages++) {
			const found = page.data.find(batch => batch.metadata?.[MARK] === mark);
			if (found !== undefined || pages >= MOST_PAGES || !page.hasNextPage()) {
				return found && stateOf(found);
			}
			page = await page.getNextPage();
		}
	}

	async state(batch: string, signal: AbortSignal): Promise<BatchState> {
		const { data, response } = await this.client.batches.retrieve(batch, { signal }).withResponse();
		try {
			return stateOf(data, response);
		} catch (error) {
			// There is such a batch: a proxy or a page of maintenance stands between.
			throw error instanceof NoBatchApi ? new StrangeAnswer('no batch') : error;
		}
	}

	/** The lines of a file, as they come. */
	async *lines(file: string, signal: AbortSignal): AsyncGenerator<string, void, undefined> {
		const response = await this.client.files.content(file, { signal });
		if (/html/i.test(typeOf(response))) {
			void response.body?.cancel().catch(() => {});
			throw new StrangeAnswer('a web page in place of a file');
		}
		if (response.body !== null) {
			yield* linesOf(response.body);
		}
	}
}

/** Why an endpoint that answered cannot be used: it knows no files or batches, but does not say so. */
export class NoBatchApi extends Error {}

/** An endpoint of which batches are known says something else for now. The message tells what. */
export class StrangeAnswer extends Error {}

function typeOf(response: Response): string {
	return response.headers.get('content-type') ?? '';
}

/** What another server says to a path that it does not know may be anything, also a success. */
function requireId(made: { readonly id?: unknown } | undefined): void {
	if (typeof made?.id !== 'string' || made.id === '') {
		throw new NoBatchApi();
	}
}

function stateOf(batch: OpenAI.Batch, response?: Response): BatchState {
	requireId(batch);
	if (typeof batch.status !== 'string') {
		throw new NoBatchApi();
	}
	return {
		id: batch.id,
		status: batch.status,
		outputFile: batch.output_file_id ?? undefined,
		errorFile: batch.error_file_id ?? undefined,
		done: batch.request_counts?.completed ?? 0,
		failed: batch.request_counts?.failed ?? 0,
		total: batch.request_counts?.total ?? 0,
		errors: (batch.errors?.data ?? []).map(({ code, message }) => ({ code: code ?? '', message: message ?? '' })),
		askAgainMs: response && retryAfter(response.headers),
	};
}
