import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/**
 * Names the program that grounds by what is in it, the weights too; `undefined` where it cannot be read, or is not bundled to one file, so that
 * its bytes do not tell all.
 */
export function groundingVersion(program: URL): string | undefined {
	if (program.pathname.endsWith('.ts')) {
		return undefined;
	}
	try {
		return createHash('sha256').update(readFileSync(program)).digest('hex');
	} catch {
		return undefined;
	}
}
