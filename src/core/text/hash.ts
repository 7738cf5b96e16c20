/**
 * SHA-256 (FIPS 180-4) in plain TypeScript, because the core runs where neither `node:crypto` nor a synchronous
 * Web Crypto is at hand. Returns 64 lower-case hex digits over the UTF-8 bytes of `text`.
 */
export function sha256(text: string): string {
	return hexOf(digest(new TextEncoder().encode(text)));
}

/** Does what {@link sha256} does, perhaps faster. */
export type Hash = (text: string) => string;

/** The hash that documents, contexts and answers are known by: SHA-256 over NFC, LF-normalised UTF-8 (64 hex digits). */
export function contentHash(text: string, hash: Hash = sha256): string {
	return hash(text.normalize('NFC').replace(/\r\n?/g, '\n'));
}

/** The first 12 hex digits of {@link contentHash}: what is shown and what annotations refer to. */
export function shortHash(text: string, hash: Hash = sha256): string {
	return contentHash(text, hash).slice(0, 12);
}

/** The hash of a plain value: its JSON with keys sorted at every depth, `undefined` members left out (12 hex digits). */
export function valueHash(value: unknown, hash: Hash = sha256): string {
	return hash(stableJson(value)).slice(0, 12);
}

function stableJson(value: unknown): string {
	return (
		JSON.stringify(value, (_key, member: unknown) =>
			member !== null && typeof member === 'object' && !Array.isArray(member)
				? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
				: member,
		) ?? 'undefined'
	);
}

function digest(bytes: Uint8Array): Uint32Array {
	const padded = new Uint8Array(((bytes.length + 8) >> 6) * 64 + 64);
	padded.set(bytes);
	padded[bytes.length] = 0x80;
	const view = new DataView(padded.buffer);
	view.setUint32(padded.length - 8, Math.floor(bytes.length / 0x20000000));
	view.setUint32(padded.length - 4, (bytes.length << 3) >>> 0);
	const hash = new Uint32Array(INITIAL);
	const words = new Uint32Array(64);
	for (let at = 0; at < padded.length; at += 64) {
		for (let i = 0; i < 16; i++) {
			words[i] = view.getUint32(at + i * 4);
		}
		mix(words, hash);
	}
	return hash;
}

function mix(words: Uint32Array, hash: Uint32Array): void {
	for (let i = 16; i < 64; i++) {
		const a = words[i - 15]!;
		const b = words[i - 2]!;
		const s0 = rotate(a, 7) ^ rotate(a, 18) ^ (a >>> 3);
		const s1 = rotate(b, 17) ^ rotate(b, 19) ^ (b >>> 10);
		words[i] = words[i - 16]! + s0 + words[i - 7]! + s1;
	}
	let a = hash[0]!;
	let b = hash[1]!;
	let c = hash[2]!;
	let d = hash[3]!;
	let e = hash[4]!;
	let f = hash[5]!;
	let g = hash[6]!;
	let h = hash[7]!;
	for (let i = 0; i < 64; i++) {
		const s1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25);
		const first = (h + s1 + ((e & f) ^ (~e & g)) + ROUND[i]! + words[i]!) | 0;
		const s0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22);
		const second = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
		h = g;
		g = f;
		f = e;
		e = (d + first) | 0;
		d = c;
		c = b;
		b = a;
		a = (first + second) | 0;
	}
	hash[0] = hash[0]! + a;
	hash[1] = hash[1]! + b;
	hash[2] = hash[2]! + c;
	hash[3] = hash[3]! + d;
	hash[4] = hash[4]! + e;
	hash[5] = hash[5]! + f;
	hash[6] = hash[6]! + g;
	hash[7] = hash[7]! + h;
}

function rotate(value: number, by: number): number {
	return (value >>> by) | (value << (32 - by));
}

function hexOf(words: Uint32Array): string {
	let hex = '';
	for (let i = 0; i < words.length; i++) {
		hex += words[i]!.toString(16).padStart(8, '0');
	}
	return hex;
}

/** The first 32 bits of the fractional parts of the square roots of the first 8 primes. */
const INITIAL = [
	0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
] as const;

/** The first 32 bits of the fractional parts of the cube roots of the first 64 primes. */
// biome-ignore format: a table of eight columns reads best.
const ROUND = [
	0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
	0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
	0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
	0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
	0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
	0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
	0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
	0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
] as const;
