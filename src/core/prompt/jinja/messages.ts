import { nearestSpelling } from '../../text/spelling.ts';
import type { JinjaNode } from './nodes.ts';

/** `; did you mean …?`, or nothing. */
export function meant(name: string, names: Iterable<string>): string {
	const near = nearestSpelling(name, names);
	return near === undefined ? '' : `; did you mean \`${near}\`?`;
}

/** The library's words, but for those that name its own classes. */
export function libraryMessage(error: unknown, node: JinjaNode): string {
	const message = error instanceof Error ? error.message : '';
	if (node.type === 'For' && message.startsWith('Expected iterable')) {
		return 'A loop needs a list or a mapping. (For earlier turns one by one, read `turns`.)';
	}
	return message === '' || /Value\b|Cannot read|not a function/.test(message)
		? 'This cannot be computed.'
		: `${message}.`;
}
