import { cleanReply } from './clean-reply.ts';
import { findJson } from './json-values.ts';

/** The member of a verdict in which a judge says whether the answer abstains. */
export const ABSTAINS = 'abstains';

/**
 * What a judge's reply says of whether the answer abstains: `true` or `false` as a member of an outermost JSON object that is whole.
 * `undefined` where it does not say, or says both; words outside JSON are not searched, because they would be a guess.
 */
export function readAbstains(reply: string): boolean | undefined {
	const said = new Set<boolean>();
	for (const { value, whole } of findJson(cleanReply(reply))) {
		for (const [key, member] of whole && value.kind === 'object' ? value.members : []) {
			if (key === ABSTAINS && member.kind === 'truth') {
				said.add(member.value);
			}
		}
	}
	return said.size === 1 ? said.has(true) : undefined;
}
