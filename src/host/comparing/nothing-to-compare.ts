import type { Translate } from '../results/wording.ts';
import type { Prepared } from './prepare.ts';

/** Why no pair of two sides can be compared, each reason once with the questions that it holds for. */
export function nothingToCompare(
	{ sides, pairs }: Pick<Prepared, 'sides' | 'pairs'>,
	t: Translate,
): { readonly words: string; readonly detail: string } {
	const [a, b] = [sides.a.side.name, sides.b.side.name];
	const byReason = new Map<string, string[]>();
	for (const { question, fault } of pairs) {
		if (fault !== undefined) {
			byReason.set(fault.message, [...(byReason.get(fault.message) ?? []), question]);
		}
	}
	const [only] = pairs.length === 1 ? byReason.keys() : [];
	return {
		words:
			pairs.length === 1
				? t('There is nothing to compare between {0} and {1} on this question.', a, b)
				: t(
						'There is nothing to compare between {0} and {1}: none of {2} pairs has two different answers.',
						a,
						b,
						pairs.length,
					),
		detail: only ?? reasonLines(byReason, t).join('\n\n'),
	};
}

/** The most frequent reason first. */
function reasonLines(byReason: ReadonlyMap<string, readonly string[]>, t: Translate): readonly string[] {
	return [...byReason]
		.sort(([, one], [, other]) => other.length - one.length)
		.map(([message, questions]) => {
			const reason = message.replace(/\.$/, '');
			const names = questions.slice(0, MOST_NAMES).join(', ');
			const rest = questions.length - MOST_NAMES;
			return rest > 0 ? t('{0}: {1} and {2} more', reason, names, rest) : t('{0}: {1}', reason, names);
		});
}

/** A dialog has room for so many names of questions at each reason. */
const MOST_NAMES = 6;
