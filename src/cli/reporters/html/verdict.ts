import { shown } from '../../../core/judging/score.ts';
import type { LocatedQuote, ScoreArithmetic } from '../../../core/judging/verdict.ts';
import type { CaseResult, RecordedRubric } from '../../../core/review/result.ts';
import { placesOf, type Standing } from '../../standing.ts';
import { cutAt } from '../visible.ts';
import { type Html, html } from './escape.ts';

type Places = ReadonlyMap<string, Omit<Standing, 'kind'>>;

/** The verdict: each criterion with rating, weight, reasons and evidence, then how the score comes about. */
export function verdictBlock(result: CaseResult): Html | undefined {
	const { end, verdicts } = result;
	if (end === undefined || verdicts.length === 0) {
		return undefined;
	}
	const places = placesOf(result);
	const rows = end.rubric.criteria.map(criterion => criterionRow(criterion, result, places));
	const problems = [...new Set(verdicts.flatMap(verdict => verdict.problems))].slice(0, 20);
	const said =
		problems.length === 0
			? undefined
			: html`<ul class="note">${problems.map(text => html`<li>${cutAt(text, 400)}</li>`)}</ul>`;
	const raw =
		end.arithmetic === undefined
			? verdicts.map(({ reply }) =>
					reply === ''
						? html``
						: html`<p class="note">The judge’s reply:</p><div class="answer">${cutAt(reply, 4000)}</div>`,
				)
			: undefined;
	return html`<h3>Verdict by ${end.rubric.name}</h3><div class="scroll"><table class="verdict stack"><thead><tr><th>criterion</th><th>rating</th><th class="number">weight</th><th>reason and evidence</th></tr></thead><tbody>${rows}</tbody></table></div>${said}${raw}${end.arithmetic === undefined ? undefined : arithmetic(end.arithmetic, end.rubric, end.passMark)}`;
}

function criterionRow(
	{ id, name, weight }: RecordedRubric['criteria'][number],
	{ end, verdicts }: CaseResult,
	places: Places,
): Html {
	const level = end?.ratings[id];
	const value = end?.rubric.levels.find(one => one.name === level)?.value;
	const samples = verdicts.flatMap(verdict => verdict.ratings[id] ?? []);
	const several = samples.length > 1 ? html` <small>of ${samples.join(', ')}</small>` : undefined;
	const words = verdicts.flatMap(verdict => {
		const reason = verdict.reasons[id];
		return reason === undefined || reason === '' ? [] : [html`<p>${cutAt(reason, 2000)}</p>`];
	});
	const quotes = verdicts.flatMap(verdict => verdict.evidence[id] ?? []).map(quote => quoteLine(quote, places));
	return html`<tr><th scope="row">${name}</th><td>${level ?? 'not rated'}${value === undefined ? undefined : ` (${value})`}${several}</td><td class="number">${weight}</td><td class="text">${words}${quotes}</td></tr>`;
}

function quoteLine(quote: LocatedQuote, places: Places): Html {
	const place = quote.found === 'no' ? undefined : places.get(quote.unit);
	const where =
		place === undefined
			? html`<span class="unverified">unverified: not found in the context</span>`
			: html`<code>${place.path}:${place.line}</code>`;
	return html`<p class="quote">“${cutAt(quote.quote, 600)}” ${where}</p>`;
}

function arithmetic(
	{ terms, score, cappedScore, caps }: ScoreArithmetic,
	rubric: RecordedRubric,
	mark: number | undefined,
): Html {
	const sum = terms.map(({ weight, value }) => `${weight} × ${value}`).join(' + ');
	const weights = terms.reduce((all, { weight }) => all + weight, 0);
	const over = Math.abs(weights - 1) < 1e-9 ? '' : ` over ${Number(weights.toPrecision(6))}`;
	const capped = caps.map(({ criterion, level, cap }) => {
		const name = rubric.criteria.find(one => one.id === criterion)?.name ?? criterion;
		return cap < score
			? `${name} ${level} caps it at ${shown(cap)}.`
			: `${name} ${level} would cap it at ${shown(cap)}, which it does not reach.`;
	});
	const against = mark === undefined ? '' : ` The pass mark is ${shown(mark)}.`;
	return html`<p class="arithmetic">${`(${sum})${over} = ${shown(score)}. ${capped.join(' ')} It counts as `}<b>${shown(cappedScore)}</b>${`.${against}`}</p>`;
}
