import type { Readable } from 'node:stream';
import type { PieceReader } from './sse.ts';

/** Bytes that may wait to be read before the sender is told to wait. */
const MOST_WAITING = 256 * 1024;

/**
 * The pieces of a body as they come. What `for await` makes of a stream does the same with several promises and listeners a
 * piece, which a thousand short replies feel. Leaving early destroys the stream, and with it the connection.
 */
export class BodyPieces implements AsyncIterable<Uint8Array>, PieceReader {
	private readonly stream: Readable;
	private readonly waiting: Uint8Array[] = [];
	private bytes = 0;
	private over = false;
	private error: Error | undefined;
	private wake: (() => void) | undefined;

	constructor(stream: Readable) {
		this.stream = stream;
		stream.on('data', (piece: Uint8Array) => {
			this.waiting.push(piece);
			this.bytes += piece.length;
			if (this.bytes > MOST_WAITING) {
				stream.pause();
			}
			this.tell();
		});
		stream.on('end', () => this.finish(undefined));
		stream.on('error', error => this.finish(error));
		stream.on('close', () => this.finish(stream.readableEnded ? undefined : PREMATURE()));
	}

	getReader(): PieceReader {
		return this;
	}

	[Symbol.asyncIterator](): AsyncIterator<Uint8Array, undefined> {
		return {
			next: () => this.read() as Promise<IteratorResult<Uint8Array, undefined>>,
			return: () => this.cancel().then(() => ({ done: true, value: undefined })),
		};
	}

	async read(): ReturnType<PieceReader['read']> {
		while (this.waiting.length === 0) {
			if (this.error !== undefined) {
				throw this.error;
			}
			if (this.over) {
				return { done: true, value: undefined };
			}
			await new Promise<void>(resolve => {
				this.wake = resolve;
			});
		}
		const value = this.waiting.shift()!;
		this.bytes -= value.length;
		if (this.bytes <= MOST_WAITING && this.stream.isPaused()) {
			this.stream.resume();
		}
		return { done: false, value };
	}

	async cancel(): Promise<void> {
		this.finish(undefined);
		this.waiting.length = 0;
		this.stream.destroy();
	}

	private finish(error: Error | undefined): void {
		if (!this.over) {
			this.over = true;
			this.error = error;
			this.tell();
		}
	}

	private tell(): void {
		this.wake?.();
		this.wake = undefined;
	}
}

const PREMATURE = () => Object.assign(new Error('The body ended early.'), { code: 'ERR_STREAM_PREMATURE_CLOSE' });
