import { cleanReply } from '../reading/clean-reply.ts';
import { findJson } from '../reading/json-values.ts';

/**
 * A text or truth value that a reply states as a member of an outermost JSON object that is whole. `undefined` where it does not, or states
 * two that differ; words outside JSON are not searched, because they would be a guess.
 */
export function readMember(reply: string, name: string): string | boolean | undefined {
	const said = new Set<string | boolean>();
	for (const { value, whole } of findJson(cleanReply(reply))) {
		for (const [key, member] of whole && value.kind === 'object' ? value.members : []) {
			if (key === name && member.kind === 'truth') {
				said.add(member.value);
			} else if (key === name && member.kind === 'text') {
				said.add(member.text);
			}
		}
	}
	return said.size === 1 ? [...said][0] : undefined;
}
