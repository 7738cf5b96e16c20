/** How many characters two texts share at their starts, and how many of the rest at their ends. */
export function commonEnds(a: string, b: string): { readonly prefix: number; readonly suffix: number } {
	const most = Math.min(a.length, b.length);
	let prefix = 0;
	// Whole blocks first: comparing slices costs far less than comparing characters.
	while (prefix + BLOCK <= most && a.slice(prefix, prefix + BLOCK) === b.slice(prefix, prefix + BLOCK)) {
		prefix += BLOCK;
	}
	while (prefix < most && a.charCodeAt(prefix) === b.charCodeAt(prefix)) {
		prefix++;
	}
	let suffix = 0;
	while (suffix + BLOCK <= most - prefix && sameBlockBefore(a, b, suffix)) {
		suffix += BLOCK;
	}
	while (suffix < most - prefix && a.charCodeAt(a.length - 1 - suffix) === b.charCodeAt(b.length - 1 - suffix)) {
		suffix++;
	}
	return { prefix, suffix };
}

function sameBlockBefore(a: string, b: string, suffix: number): boolean {
	return (
		a.slice(a.length - suffix - BLOCK, a.length - suffix) === b.slice(b.length - suffix - BLOCK, b.length - suffix)
	);
}

const BLOCK = 8192;
