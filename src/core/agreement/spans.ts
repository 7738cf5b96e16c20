import { anchor } from '../annotations/anchor.ts';
import type { Annotation, AnnotationFile } from '../documents/annotation-file.ts';
import type { Claim, Grounding } from '../grounding/grounding.ts';
import { type Count, clusteredWilson, type Share } from '../statistics/proportion.ts';
import type { TextRange } from '../text/range.ts';

/** How well the tool finds the words that people mark as unsupported (methods S4). */
export interface SpanFigures {
	/** Of the words that the tool doubts and a person labelled: those that the person doubts as well. */
	readonly precision: Share | undefined;
	/** Of the words that people doubt: those that the tool doubts as well. */
	readonly recall: Share | undefined;
	readonly confirmed: number;
	readonly dismissed: number;
	readonly missed: number;
	/** Labelled as supported, and not doubted by the tool. */
	readonly left: number;
}

export type SpanVerdict = 'confirmed' | 'dismissed' | 'missed' | 'left';

/** What an annotation says of what the tool marks at its place; a reason where it says nothing. */
export type SpanReading =
	| { readonly kind: 'counted'; readonly verdict: SpanVerdict; readonly answer: string }
	| { readonly kind: 'listed'; readonly reason: 'note' | 'context-file' | 'no-answer' | 'orphan' | 'no-grounding' };

/** Who doubts: the comparison of words, or the judge that was asked about single claims. */
export type Doubter = 'words' | 'judge';

/** Reads one annotation against the grounding of its answer. */
export function readSpan(
	annotation: Annotation,
	file: AnnotationFile,
	{ grounding, by }: { readonly grounding: Grounding | undefined; readonly by: Doubter },
): SpanReading {
	if (annotation.label === 'note') {
		return { kind: 'listed', reason: 'note' };
	}
	if (annotation.answer === undefined) {
		return { kind: 'listed', reason: 'context-file' };
	}
	const known = file.answers.get(annotation.answer);
	if (known === undefined) {
		return { kind: 'listed', reason: 'no-answer' };
	}
	const place = anchor(annotation.target, known.text);
	if (place.kind === 'orphan') {
		return { kind: 'listed', reason: 'orphan' };
	}
	const doubted = grounding && doubtedRanges(grounding, by);
	if (doubted === undefined) {
		return { kind: 'listed', reason: 'no-grounding' };
	}
	const isDoubted = doubted.some(range => range.start < place.range.end && place.range.start < range.end);
	const doubts = annotation.label !== 'supported';
	const verdict = isDoubted ? (doubts ? 'confirmed' : 'dismissed') : doubts ? 'missed' : 'left';
	return { kind: 'counted', verdict, answer: annotation.answer };
}

/** The figures over annotations; those of one answer resemble each other. */
export function spanFigures(readings: readonly SpanReading[]): SpanFigures {
	const counted = readings.filter(reading => reading.kind === 'counted');
	const number = (verdict: SpanVerdict) => counted.filter(each => each.verdict === verdict).length;
	const share = (hit: SpanVerdict, other: SpanVerdict) => {
		const clusters = new Map<string, Count>();
		for (const { verdict, answer } of counted) {
			if (verdict === hit || verdict === other) {
				const known = clusters.get(answer) ?? { hits: 0, of: 0 };
				clusters.set(answer, { hits: known.hits + (verdict === hit ? 1 : 0), of: known.of + 1 });
			}
		}
		return clusteredWilson([...clusters.values()]);
	};
	return {
		precision: share('confirmed', 'dismissed'),
		recall: share('confirmed', 'missed'),
		confirmed: number('confirmed'),
		dismissed: number('dismissed'),
		missed: number('missed'),
		left: number('left'),
	};
}

/** The words that are doubted; `undefined` where nobody looked. */
function doubtedRanges({ claims, unsupported }: Grounding, by: Doubter): readonly TextRange[] | undefined {
	const doubtful = (label: Claim['label']) => label === 'unsupported' || label === 'contradicted';
	if (by === 'words') {
		return [...unsupported, ...claims.filter(({ label }) => doubtful(label))];
	}
	const judged = claims.filter(claim => claim.judged !== undefined);
	return judged.length === 0 ? undefined : judged.filter(({ judged: said }) => doubtful(said!.label));
}
