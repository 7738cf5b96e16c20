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
	const places = placesOf(result);
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

/** A value of the answer, and the line that says another one. */
export interface Contradiction {
	readonly said: string;
	readonly path: string;
	readonly line: number;
	readonly instead: string;
}

/** Values of the answer that the context gives differently. */
export function contradictionsOf(result: CaseResult, most: number): readonly Contradiction[] {
	const places = placesOf(result);
	const text = result.answer?.text ?? '';
	const conflicts = (result.grounding?.claims ?? []).flatMap(claim => claim.conflicts ?? []);
	const told = conflicts.flatMap(({ start, end, unit, unitStart, unitEnd }) => {
		const place = places.get(unit);
		return place === undefined
			? []
			: [
					{
						said: text.slice(start, end),
						path: place.path,
						line: place.line,
						instead: place.text.slice(unitStart, unitEnd),
					},
				];
	});
	return told.slice(0, most);
}

/** Stretches of the answer that the context lacks, as text; what it contradicts is told apart. */
export function unsupportedOf(result: CaseResult, most: number): readonly string[] {
	const text = result.answer?.text ?? '';
	const told = (result.grounding?.claims ?? []).flatMap(claim => claim.conflicts ?? []);
	const lacking = (result.grounding?.unsupported ?? []).filter(
		range => !told.some(conflict => conflict.start <= range.start && range.end <= conflict.end),
	);
	return lacking.slice(0, most).map(({ start, end }) => text.slice(start, end));
}

/** A claim that the judge does not find in the context, and the line that it quotes against it. */
export interface JudgedAgainst {
	readonly label: 'contradicted' | 'unsupported';
	readonly said: string;
	/** Without a quote: `undefined`. */
	readonly path: string | undefined;
	/** From 1. */
	readonly line: number;
	readonly quote: string;
}

/** What the judge holds against single claims, the contradicted ones first. What it said without proof is left out. */
export function judgedAgainst(result: CaseResult, most: number): readonly JudgedAgainst[] {
	const places = placesOf(result);
	const text = result.answer?.text ?? '';
	return (['contradicted', 'unsupported'] as const)
		.flatMap(label =>
			(result.grounding?.claims ?? []).flatMap(({ start, end, judged }): JudgedAgainst[] => {
				if (judged?.label !== label) {
					return [];
				}
				const quote = label === 'contradicted' ? judged.quotes.find(one => one.found !== 'no') : undefined;
				const place = quote === undefined ? undefined : places.get(quote.unit);
				const said = text.slice(start, end);
				return [{ label, said, path: place?.path, line: place?.line ?? 0, quote: quote?.quote ?? '' }];
			}),
		)
		.slice(0, most);
}

/** Unit id → where it stands and what it says. */
export function placesOf(result: Pick<CaseResult, 'start'>): ReadonlyMap<string, Omit<Standing, 'kind'>> {
	const places = new Map<string, Omit<Standing, 'kind'>>();
	for (const passage of result.start?.passages ?? []) {
		for (const unit of passage.units) {
			places.set(unit.id, { path: passage.path, line: unit.line, text: passage.text.slice(unit.start, unit.end) });
		}
	}
	return places;
}
