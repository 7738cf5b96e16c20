import type { IncomingMessage } from 'node:http';
import { type Duplex, pipeline, type Readable, Transform, type TransformCallback } from 'node:stream';
import * as zlib from 'node:zlib';

/**
 * The body of a message as it was before it was compressed. No compression is asked for; some servers compress all the same. Its
 * errors are those of the message, and those of zlib (`Z_…`) where the bytes are not what their header says.
 */
export function unpackedBody(message: IncomingMessage): Readable {
	const codings = (message.headers['content-encoding'] ?? '').toLowerCase().split(',');
	const steps: Duplex[] = [];
	for (const coding of codings.reverse()) {
		const unpack = UNPACKERS.get(coding.trim())?.();
		if (unpack !== undefined && steps.length < MOST_CODINGS) {
			steps.push(unpack);
		}
	}
	const last = steps.at(-1);
	if (last === undefined) {
		return message;
	}
	pipeline([message, ...steps], () => {}); // Who reads the last step learns of every error.
	return last;
}

/** No server has a reason for more; each of them multiplies what a small body can become. */
const MOST_CODINGS = 3;

const UNPACKERS: ReadonlyMap<string, () => Duplex | undefined> = new Map<string, () => Duplex | undefined>([
	['gzip', () => zlib.createGunzip()],
	['x-gzip', () => zlib.createGunzip()],
	['deflate', () => new EitherInflate()],
	['br', () => zlib.createBrotliDecompress()],
	['zstd', () => zlib.createZstdDecompress?.()], // Not in every Node 22.
]);

/** `deflate` is zlib's format by the standard and the bare one by habit: the first byte tells them apart. */
class EitherInflate extends Transform {
	private inflate: zlib.Inflate | zlib.InflateRaw | undefined;

	override _transform(chunk: Buffer, _: BufferEncoding, done: TransformCallback): void {
		this.inflate ??= this.begin(chunk[0] ?? 0);
		this.inflate.write(chunk, () => done());
	}

	override _flush(done: TransformCallback): void {
		if (this.inflate === undefined) {
			done();
			return;
		}
		this.inflate.once('end', () => done());
		this.inflate.end();
	}

	override _destroy(error: Error | null, done: (error: Error | null) => void): void {
		this.inflate?.destroy();
		done(error);
	}

	private begin(first: number): zlib.Inflate | zlib.InflateRaw {
		const inflate = (first & 0x0f) === 8 ? zlib.createInflate() : zlib.createInflateRaw();
		inflate.on('data', piece => this.push(piece));
		inflate.on('error', error => this.destroy(error));
		return inflate;
	}
}
