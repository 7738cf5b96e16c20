import type { ModelEntry } from '../../core/documents/project.ts';
import { plainOutcome } from '../../core/review/plain-outcome.ts';
import type { Clock, ModelFailure, ModelOutcome, ModelPort, ModelRequest } from '../../core/review/ports.ts';
import { shortHash } from '../../core/text/hash.ts';
import { systemClock } from '../clock.ts';
import type { Keys } from '../keys.ts';
import { Dialect } from '../models/chat-body.ts';
import { buildClient } from '../models/client.ts';
import { endpointOf } from '../models/endpoint.ts';
import type { Redactor } from '../redactor.ts';
import { BatchApi } from './batch-api.ts';
import { BatchGroup } from './batch-group.ts';
import { BatchJournal } from './batch-journal.ts';
import { BATCH_LIMITS, type BatchLimits, DEFAULT_QUIET } from './gathering.ts';

export interface BatchModelsOptions {
	readonly keys: Keys;
	readonly redactor: Redactor;
	/** Absolute path of the journal; `undefined`: a run that is killed starts its batches anew. */
	readonly journal: string | undefined;
	/** Tells a person how the batches get on. */
	readonly say: (text: string) => void;
	readonly clock?: Clock;
	readonly limits?: BatchLimits;
	/** Milliseconds without a further request after which what waits is sent; default {@link DEFAULT_QUIET}. */
	readonly quiet?: number;
	/** Default: the global `fetch`. */
	readonly fetch?: typeof fetch;
}

/**
 * Models that answer through the Batch API of OpenAI or Azure: cheaper, within a day. Whoever asks waits; all that wait at the same
 * time go together, so that answers make one batch, their verdicts the next, and each further turn of conversations one more.
 */
export class BatchModels implements ModelPort {
	private readonly options: BatchModelsOptions;
	private readonly journal: BatchJournal;
	private readonly groups = new Map<string, BatchGroup>();
	private readonly byEntry = new WeakMap<ModelEntry, BatchGroup>();
	private readonly deliveries = { open: 0 };

	/** Throws what the disk says of the journal. */
	constructor(options: BatchModelsOptions) {
		this.options = options;
		this.journal = new BatchJournal(options.journal);
	}

	ask(request: ModelRequest, _onText: (piece: string) => void, signal: AbortSignal): Promise<ModelOutcome> {
		const group = this.byEntry.get(request.model);
		// Not one function that waits: it would stay in memory as long as the reply is waited for.
		return group === undefined ? this.askFirst(request, signal) : group.ask(request, signal);
	}

	private async askFirst(request: ModelRequest, signal: AbortSignal): Promise<ModelOutcome> {
		const group = await this.groupFor(request);
		if (!(group instanceof BatchGroup)) {
			return plainOutcome({ failure: { ...group, message: this.options.redactor.redact(group.message) } });
		}
		this.byEntry.set(request.model, group);
		return group.ask(request, signal);
	}

	/** `finished`: every reply is recorded, so that nothing has to be remembered. */
	end(outcome: 'finished' | 'interrupted'): void {
		if (outcome === 'finished') {
			this.journal.remove();
		} else {
			this.journal.close();
		}
	}

	private async groupFor({ model: entry }: ModelRequest): Promise<BatchGroup | ModelFailure> {
		if (entry.provider !== 'openai' && entry.provider !== 'azure') {
			return {
				reason: 'not-supported',
				message: `Model "${entry.name}" of provider "${entry.provider}" has no Batch API: run it without --batch.`,
				concernsAll: true,
			};
		}
		const endpoint = endpointOf(entry);
		if ('problem' in endpoint) {
			return { reason: 'unreachable', message: endpoint.problem, concernsAll: true };
		}
		const key = await this.options.keys.keyFor(entry, endpoint.origin);
		if (key.kind === 'refused') {
			return { reason: 'unreachable', message: key.message, concernsAll: true };
		}
		const secret = key.kind === 'key' ? key.key : undefined;
		this.options.redactor.add(secret ?? '');
		const name = shortHash(JSON.stringify([endpoint.url, entry.provider, entry.model, entry.name, entry.apiVersion]));
		const known = this.groups.get(name);
		if (known !== undefined) {
			return known;
		}
		const { journal } = this;
		const { clock = systemClock, limits = BATCH_LIMITS, quiet = DEFAULT_QUIET, say, redactor } = this.options;
		// With a deployment the client of Azure would look for batches below it, where none are.
		const batchEntry = { ...entry, model: undefined };
		const client = buildClient({ entry: batchEntry, endpoint, key: secret, fetch: this.options.fetch });
		const group = new BatchGroup({
			name,
			entry,
			url: `${endpoint.baseUrl}/batches`,
			hasKey: secret !== undefined,
			api: new BatchApi({ client, path: entry.provider === 'azure' ? '/chat/completions' : '/v1/chat/completions' }),
			dialect: new Dialect(endpoint.origin),
			journal,
			clock,
			limits,
			quiet,
			deliveries: this.deliveries,
			say: text => say(redactor.redact(text)),
			redact: text => redactor.redact(text),
		});
		this.groups.set(name, group);
		return group;
	}
}
