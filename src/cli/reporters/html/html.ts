import { plural } from '../../amounts.ts';
import { KeptTexts } from '../kept-texts.ts';
import type { Reporter, Write } from '../reporter.ts';
import { caseRow, caseSection, missedRow } from './case-section.ts';
import { type Html, html } from './escape.ts';
import { pageEnd, pageStart } from './page.ts';
import { summarySections } from './summary-sections.ts';
import { Totals } from './totals.ts';

/** Characters of cases that a page holds, for those that passed and for those that did not: a browser has to open it. */
const MOST_CHARACTERS = 12_000_000;

/**
 * One page, readable without scripts: totals and charts, then each case with its answer, the lines it used and its verdict. What
 * others wrote is escaped. Keeps the cases that the page will show; how many it leaves out stands in it.
 */
export function htmlReporter(write: Write, most = MOST_CHARACTERS): Reporter {
	const totals = new Totals();
	const rows = new KeptTexts();
	const sections = new KeptTexts();
	const passed = new Shelf(most);
	const others = new Shelf(most);
	const keep = (shelf: Shelf, index: number, make: () => Shown) => {
		shelf.put(() => {
			const { row, section } = make();
			rows.add(index, row.markup);
			sections.add(index, section?.markup ?? '');
			return row.markup.length + (section?.markup.length ?? 0);
		});
	};
	return {
		caseDone: async done => {
			totals.add(done.result);
			const shelf = done.result.end?.state === 'passed' ? passed : others;
			keep(shelf, done.index, () => ({ row: caseRow(done), section: caseSection(done) }));
		},
		end: async report => {
			for (const missed of report.missed) {
				keep(others, missed.index, () => ({ row: missedRow(missed), section: undefined }));
			}
			await write(pageStart(`Groundline: ${plural(report.summary.loaded, 'case')}`).markup);
			for (const section of summarySections(report, totals)) {
				await write(section.markup);
			}
			await write(INDEX_START.markup);
			for (const row of rows.inOrder()) {
				await write(row);
			}
			rows.close();
			await write(html`</tbody></table></div>${leftOut(passed.left, others.left)}</section>`.markup);
			await write(html`<section id="cases"><h2>Each case</h2>`.markup);
			for (const section of sections.inOrder()) {
				await write(section);
			}
			sections.close();
			await write(html`</section>${pageEnd()}`.markup);
		},
	};
}

/** A case as it will stand in the page. */
interface Shown {
	readonly row: Html;
	readonly section: Html | undefined;
}

/** Room for cases. */
class Shelf {
	/** Cases that found none. */
	left = 0;
	private readonly most: number;
	private characters = 0;

	constructor(most: number) {
		this.most = most;
	}

	/** `make` says how many characters it took. */
	put(make: () => number): void {
		if (this.characters >= this.most) {
			this.left++;
		} else {
			this.characters += make();
		}
	}
}

const INDEX_START = html`<section id="index"><h2>Cases</h2><div class="scroll"><table class="index">
<thead><tr><th>state</th><th class="number">score</th><th class="number">counts as</th><th>question</th><th>prompt</th><th>model</th><th class="number">answered in</th></tr></thead><tbody>`;

function leftOut(passed: number, others: number): Html | undefined {
	if (passed + others === 0) {
		return undefined;
	}
	const words = [
		...(others === 0 ? [] : [`${others} that did not pass`]),
		...(passed === 0 ? [] : [`${passed} that passed`]),
	];
	return html`<p class="note">${`${plural(passed + others, 'further case')} (${words.join(', ')}) found no room in this page; the run file and the report "csv" hold all. The totals above count every case.`}</p>`;
}
