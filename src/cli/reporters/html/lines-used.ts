import type { LinkKind } from '../../../core/grounding/grounding.ts';
import type { CaseResult } from '../../../core/review/result.ts';
import { placesOf } from '../../standing.ts';
import { cutAt } from '../visible.ts';
import { cellBar } from './charts.ts';
import { type Html, html } from './escape.ts';

/** Lines that are listed at most. */
const MOST_LINES = 40;

/** The lines of the context that an answer stands on, with the kinds of link and the weight of the strongest, in their order. */
export function linesUsed(result: CaseResult): Html | undefined {
	const places = placesOf(result);
	const used = new Map<string, Map<LinkKind, number>>();
	for (const { unit, kind, weight } of (result.grounding?.claims ?? []).flatMap(claim => claim.links)) {
		if (places.has(unit)) {
			const kinds = used.get(unit) ?? new Map<LinkKind, number>();
			used.set(unit, kinds.set(kind, Math.max(weight, kinds.get(kind) ?? 0)));
		}
	}
	if (result.text === '' && used.size === 0) {
		return undefined;
	}
	if (used.size === 0) {
		return places.size === 0
			? html`<p class="note">No context was given.</p>`
			: html`<p class="note">The answer stands on no line of the context.</p>`;
	}
	const strongest = [...used].sort(([, a], [, b]) => Math.max(...b.values()) - Math.max(...a.values()));
	const order = new Map([...places.keys()].map((unit, i) => [unit, i]));
	const listed = strongest.slice(0, MOST_LINES).sort(([a], [b]) => order.get(a)! - order.get(b)!);
	const rows = listed.map(([unit, kinds]) => {
		const { path, line, text } = places.get(unit)!;
		const weight = Math.max(...kinds.values());
		const names = [...kinds.keys()].map(kind => html`<span class="kind ${kind}">${kind}</span> `);
		return html`<tr><td><code>${path}:${line}</code></td><td>${names}</td><td class="weight">${cellBar(weight, 1, 'plain')}</td><td class="number">${weight.toFixed(2)}</td><td class="text line">${cutAt(text, 600)}</td></tr>`;
	});
	const more = used.size - listed.length;
	return html`<h3>Lines of the context that it stands on</h3><div class="scroll"><table class="stack"><thead><tr><th>line</th><th>kind</th><th class="number" colspan="2">weight</th><th>text</th></tr></thead><tbody>${rows}</tbody></table></div>${more > 0 ? html`<p class="note">and ${more} weaker lines</p>` : undefined}`;
}
