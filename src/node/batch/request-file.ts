/** What is uploaded as a file, piece by piece, so that it is never in memory whole. */
export interface RequestFile {
	/** Bytes of all pieces. */
	readonly size: number;
	/** From the beginning, as often as it is called. Rejects with what the disk says. */
	pieces(): AsyncIterable<Uint8Array<ArrayBuffer>>;
}

export interface MultipartForm {
	/** Value of the `content-type` header. */
	readonly type: string;
	readonly size: number;
	readonly pieces: () => AsyncIterable<Uint8Array<ArrayBuffer>>;
}

/** A form that sends a file for batches (RFC 7578). `mark` names the file and has only letters, digits and hyphens. */
export function batchForm(file: RequestFile, mark: string): MultipartForm {
	const boundary = `groundline-${mark}`;
	const head = Buffer.from(
		[
			`--${boundary}`,
			'Content-Disposition: form-data; name="purpose"',
			'',
			'batch',
			`--${boundary}`,
			`Content-Disposition: form-data; name="file"; filename="groundline-${mark}.jsonl"`,
			'Content-Type: application/jsonl',
			'',
			'',
		].join('\r\n'),
	);
	const tail = Buffer.from(`\r\n--${boundary}--\r\n`);
	return {
		type: `multipart/form-data; boundary=${boundary}`,
		size: head.length + file.size + tail.length,
		pieces: async function* () {
			yield head;
			yield* file.pieces();
			yield tail;
		},
	};
}
