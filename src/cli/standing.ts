import type { CaseResult } from '../core/review/result.ts';

/** A line of the context that a verdict stands on. */
export interface Standing {
	readonly path: string;
	/** From 1. */
	readonly line: number;
	readonly text: string;
	readonly kind: 'cited' | 'overlap' | 'influence';
}

/** The context lines that an answer stands on, the strongest first: what the judge quoted, then what the answer shares words with. */
export function standingOf(result: CaseResult, most: number): readonly Standing[] {
	const places = new Map<string, Omit<Standing, 'kind'>>();
	for (const passage of result.start?.passages ?? []) {
		for (const unit of passage.units) {
			places.set(unit.id, { path: passage.path, line: unit.line, text: passage.text.slice(unit.start, unit.end) });
		}
	}
	const links = (result.grounding?.claims ?? []).flatMap(claim => claim.links);
	const ordered = [...links].sort((a, b) => strength(b) - strength(a));
	const lines = new Map<string, Standing>();
	for (const { unit, kind } of ordered) {
		const place = places.get(unit);
		if (place !== undefined && !lines.has(unit) && place.text.trim() !== '') {
			lines.set(unit, { ...place, kind });
		}
	}
	return [...lines.values()].slice(0, most);
}

function strength({ kind, weight }: { readonly kind: string; readonly weight: number }): number {
	return weight + (kind === 'cited' ? 2 : kind === 'influence' ? 1 : 0);
}

/** Stretches of the answer that the context lacks, as text. */
export function unsupportedOf(result: CaseResult, most: number): readonly string[] {
	const text = result.answer?.text ?? '';
	return (result.grounding?.unsupported ?? []).slice(0, most).map(({ start, end }) => text.slice(start, end));
}
