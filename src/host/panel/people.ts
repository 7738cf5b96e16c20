import type { People } from '../../shared/panel.ts';
import type { CaseAnnotations, PlacedAnnotation } from '../annotating/case-annotations.ts';
import type { Translate } from '../results/wording.ts';

/** What people said: decisions, annotations in the order of the answer, then those whose words are gone. */
export function peopleOf(people: CaseAnnotations, t: Translate): People {
	const position = ({ place }: PlacedAnnotation): number =>
		place.kind === 'anchored' ? place.range.start : Number.POSITIVE_INFINITY;
	return {
		reviews: people.reviews.map(({ state, by, at }) => {
			const word = { accepted: t('accepted'), rejected: t('rejected'), uncertain: t('uncertain') }[state];
			return [by === undefined ? word : t('{0} by {1}', word, by), ...(at === undefined ? [] : [at])].join(', ');
		}),
		annotations: [...people.annotations]
			.sort((a, b) => position(a) - position(b) || 0)
			.map(annotation => {
				const orphan = annotation.place.kind === 'orphan';
				const open =
					annotation.place.kind === 'anchored'
						? { open: { kind: 'answer-range', ...annotation.place.range } as const }
						: {};
				return {
					id: annotation.id,
					label: labelWord(annotation.label, t),
					quote: [{ text: `“${annotation.target.exact}”`, ...open }],
					note: annotation.note,
					by: [annotation.by, annotation.at, orphan ? t('no longer in the answer') : undefined]
						.filter(word => word !== undefined)
						.join(', '),
					orphan,
				};
			}),
		problem: people.problem,
	};
}

function labelWord(label: PlacedAnnotation['label'], t: Translate): string {
	switch (label) {
		case 'supported':
			return t('supported');
		case 'unsupported':
			return t('unsupported');
		case 'contradicted':
			return t('contradicted');
		case 'note':
			return t('note');
	}
}
