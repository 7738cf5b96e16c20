/** What the command line touches, so that a test can be the terminal. */
export interface CommandIo {
	/** Bytes or text, as they come. */
	readonly stdin: AsyncIterable<Uint8Array | string>;
	/** Results. Resolves once more may be written. */
	out(text: string): Promise<void>;
	/** Words for a person. */
	err(text: string): void;
	readonly environment: Readonly<Record<string, string | undefined>>;
	/** Absolute. */
	readonly cwd: string;
	/** Aborted when the person cancels. */
	readonly signal: AbortSignal;
	readonly outIsTerminal: boolean;
	readonly errIsTerminal: boolean;
	/** Width of the terminal; `undefined` where there is none. */
	readonly columns: number | undefined;
}
