import type { Hash } from '../text/hash.ts';
import { Recent } from './recent.ts';

/** Characters of the texts used last whose hash is remembered: a context shared by all cases is hashed once, a message once for all who name it. */
const REMEMBERED = 256 * 1024;

/** Shorter texts are hashed as fast as they are found. */
const SHORTEST = 256;

/** The same hash, which remembers what it made last of long texts. Whoever hashes the same texts does well to share one. */
export function rememberHashes(hash: Hash): Hash {
	if (rememberingOnes.has(hash)) {
		return hash;
	}
	const remembered = new Recent<string>(REMEMBERED);
	const remembering: Hash = text => {
		if (text.length < SHORTEST) {
			return hash(text);
		}
		let known = remembered.get(text);
		if (known === undefined) {
			known = hash(text);
			remembered.set(text, known, text.length);
		}
		return known;
	};
	rememberingOnes.add(remembering);
	return remembering;
}

const rememberingOnes = new WeakSet<Hash>();
