import { briefly, plural } from '../judging/probes/brief-words.ts';
import { intervalWords } from '../judging/probes/measurement-words.ts';
import type { Share } from '../statistics/proportion.ts';
import type { Account, ListedReason, Saying } from './account.ts';
import type { AgreementReport, JudgeAgreement, PeopleAgreement } from './agreement.ts';
import { CATEGORIES_HEAD, categoryLines, otherwiseHead, otherwiseWords } from './by-category-text.ts';
import { abstentionHead, abstentionWords, confidenceHead, openHead, openWords } from './confidence-text.ts';
import type { Agreement, Estimate } from './confusion.ts';
import type { CutOff } from './cut-off.ts';
import type { Disputed, FamilyCheck } from './jury.ts';
import type { SameAsReviewed } from './same-as-reviewed.ts';
import type { SpanFigures } from './spans.ts';

/** The whole report for a person, one line an entry. */
export function agreementLines(report: AgreementReport): readonly string[] {
	return agreementDocument(report).lines;
}

/** The same with the lines (from 0) of the answers that a person should look at. */
export function agreementDocument(report: AgreementReport): {
	readonly lines: readonly string[];
	readonly places: readonly { readonly line: number; readonly key: string }[];
} {
	const lines = [...reportLines(report)];
	const places: { line: number; key: string }[] = [];
	const listed = (head: readonly string[], entries: readonly { readonly key: string; readonly words: string }[]) => {
		lines.push(...head);
		for (const { key, words } of entries) {
			places.push({ line: lines.length, key });
			lines.push(words);
		}
	};
	listed(
		sameHead(report.same),
		report.same.slice(0, MOST_LISTED).map(one => ({ key: one.key, words: sameWords(one) })),
	);
	const disputed = report.jury?.disputed.slice(0, MOST_LISTED) ?? [];
	listed(
		juryHead(report.jury),
		disputed.map(one => ({ key: one.key, words: disputedWords(one) })),
	);
	for (const one of report.confidence) {
		lines.push(...confidenceHead(one));
		const open = one.unreviewed.open.slice(0, MOST_LISTED);
		listed(
			openHead(one, open.length),
			open.map(answer => ({ key: answer.key, words: openWords(answer) })),
		);
	}
	for (const [i, one] of report.categories.slice(0, MOST_LISTED).entries()) {
		lines.push(...(i === 0 ? CATEGORIES_HEAD : []), ...categoryLines(one));
		const shown = one.otherwise.slice(0, MOST_LISTED);
		listed(
			otherwiseHead(one, shown.length),
			shown.map(answer => ({ key: answer.key, words: otherwiseWords(answer) })),
		);
	}
	for (const one of report.abstentions) {
		const shown = [...one.overs, ...one.unders].slice(0, MOST_LISTED);
		listed(
			abstentionHead(one, shown.length),
			shown.map(answer => ({ key: answer.key, words: abstentionWords(answer) })),
		);
	}
	return { lines, places };
}

/** Answers at most in each list. */
const MOST_LISTED = 50;

function reportLines(report: AgreementReport): readonly string[] {
	const { judges, people, said } = report;
	const total = said.reviews + said.ratings + said.annotations + said.preferences;
	return [
		'# Agreement with people',
		'',
		`People said ${plural(total, 'thing')}: ${plural(said.reviews, 'review')}, ${plural(said.ratings, 'rating')}, ${plural(said.annotations, 'annotation')}, ${plural(said.preferences, 'preference')}.`,
		...(judges.length === 0 ? ['', 'No recorded run holds a verdict of a judge: run the questions first.'] : []),
		...judges.flatMap(judge => ['', ...judgeLines(judge, people)]),
		...rankingLines(report),
		'',
		...peopleLines(people),
	];
}

/** A few words on a judge, for a panel: `κ 0.62 [0.40, 0.80] over 34 reviews`; of fewer than ten questions only how many are the same. */
export function agreementBrief({ reviews, ratings }: Pick<JudgeAgreement, 'reviews' | 'ratings'>): string | undefined {
	const [agreement, noun] = reviews === undefined ? [ratings, 'rating'] : [reviews, 'review'];
	if (agreement === undefined) {
		return undefined;
	}
	const { n, exact } = agreement;
	const estimate = noun === 'review' ? agreement.kappa : (agreement.weighted ?? agreement.kappa);
	return estimate?.interval === undefined
		? `same in ${Math.round(exact * n)} of ${plural(n, noun)}`
		: `${estimateWords(estimate)} over ${plural(n, noun)}`;
}

/** `κ 0.62 [0.40, 0.80]` */
export function estimateWords(estimate: Estimate | undefined): string {
	if (estimate === undefined) {
		return 'no variation';
	}
	const { value, interval } = estimate;
	return `κ ${value.toFixed(2)}${interval === undefined ? '' : ` [${interval.low.toFixed(2)}, ${interval.high.toFixed(2)}]`}`;
}

function judgeLines(judge: JudgeAgreement, people: PeopleAgreement): readonly string[] {
	const { reviews, ratings, criteria, preferences, cutOff, spans, account } = judge;
	return [
		`## Judge ${briefly(judge.judge, 60)}, rubric ${briefly(judge.rubric, 60)}`,
		'',
		...measureLines('accepted or rejected', reviews, people.reviews),
		...measureLines('ratings, all criteria', ratings, people.ratings),
		...Object.entries(criteria).flatMap(([id, agreement]) => measureLines(`  ${id}`, agreement, people.criteria[id])),
		...measureLines('which of two is better', preferences, people.preferences),
		...(reviews === undefined
			? []
			: ['', 'people (down), judge (across):', ...tableLines(reviews, ['passed', 'failed'])]),
		...(ratings === undefined ? [] : ['', 'ratings, people (down), judge (across):', ...tableLines(ratings)]),
		...(preferences === undefined
			? []
			: ['', 'which of two is better, people (down), scores of the judge (across):', ...tableLines(preferences)]),
		...(cutOff === undefined ? [] : ['', ...cutOffLines(cutOff)]),
		...(spans.words === undefined ? [] : ['', ...spanLines('words that the comparison of texts doubts', spans.words)]),
		...(spans.judge === undefined ? [] : ['', ...spanLines('claims that the judge doubts', spans.judge)]),
		'',
		...(Object.entries(account) as [Saying, Account][]).flatMap(([name, one]) => accountLines(name, one)),
	];
}

function measureLines(
	name: string,
	agreement: Agreement | undefined,
	ceiling: Agreement | undefined,
): readonly string[] {
	if (agreement === undefined) {
		return [];
	}
	const { n, exact, kappa, weighted } = agreement;
	const top =
		ceiling === undefined
			? ''
			: `; people among themselves ${estimateWords(ceiling.weighted ?? ceiling.kappa)}, n ${ceiling.n}`;
	const quadratic = weighted === undefined ? '' : `, weighted ${estimateWords(weighted)}`;
	return [`${name}: ${estimateWords(kappa)}${quadratic}, same ${percent(exact)} of ${n}${top}`];
}

function tableLines({ levels, table }: Agreement, across: readonly string[] = levels): readonly string[] {
	const rows = [['', ...across], ...table.map((row, i) => [levels[i]!, ...row.map(String)])];
	const widths = rows[0]!.map((_, i) => Math.max(...rows.map(row => briefly(row[i]!, 20).length)));
	return rows.map(
		row =>
			`  ${row.map((cell, i) => (i === 0 ? briefly(cell, 20).padEnd(widths[i]!) : briefly(cell, 20).padStart(widths[i]!))).join('  ')}`,
	);
}

function cutOffLines({ present, best, interval, crossValidated, advice, n, accepted, p }: CutOff): readonly string[] {
	const range = interval === undefined ? '' : `, 95 % of resamples ${mark(interval.low)}–${mark(interval.high)}`;
	const words = {
		keep: `Keep ${mark(present.mark)}: no other mark is better by more than chance (p ${p.toFixed(2)}).`,
		change: `Consider ${mark(best.mark)}: it agrees better with people, also on questions it was not chosen by (p ${p.toFixed(3)}).`,
		'too-few': `Too few to choose a mark by: 20 answers are needed, 5 of each kind.`,
	}[advice];
	return [
		`pass mark ${mark(present.mark)} agrees with people on ${shareText(present.agrees)} of ${n} answers (${accepted} accepted)`,
		`best mark ${mark(best.mark)} (all above ${mark(best.above)} up to ${mark(best.upTo)} agree alike${range}); on questions it was not chosen by it agrees on ${shareText(crossValidated)}`,
		words,
	];
}

function spanLines(name: string, figures: SpanFigures): readonly string[] {
	const { precision, recall, confirmed, dismissed, missed, left } = figures;
	return [
		`${name}: ${confirmed} confirmed, ${dismissed} dismissed, ${missed} missed, ${left} rightly left`,
		...(precision === undefined ? [] : [`  precision ${shareText(precision)}`]),
		...(recall === undefined ? [] : [`  recall ${shareText(recall)}`]),
	];
}

function accountLines(name: string, { loaded, counted, listed }: Account): readonly string[] {
	if (loaded === 0) {
		return [];
	}
	const reasons = new Map<ListedReason, number>();
	for (const { reason } of listed) {
		reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
	}
	const rest = [...reasons].map(([reason, count]) => ` + ${count} ${REASONS[reason]}`);
	return [
		`${plural(loaded, name.slice(0, -1))} = ${counted} counted${rest.join('')}`,
		...listed.map(
			({ what, question, by, reason }) =>
				`  ${REASONS[reason]}: ${[question ?? '', briefly(what, 100), by ?? ''].filter(word => word !== '').join(' · ')}`,
		),
	];
}

const REASONS: Readonly<Record<ListedReason, string>> = {
	uncertain: 'uncertain',
	'no-answer': 'without its answer in the file',
	'no-verdict': 'without a verdict of this judge',
	unscored: 'whose verdict is unscored',
	'unknown-criterion': 'of a criterion that the judge did not rate',
	'unknown-level': 'with a level that is not on the scale',
	note: 'only a note',
	'context-file': 'on a context file',
	orphan: 'orphaned',
	'no-grounding': 'on an answer whose words were not compared',
};

function peopleLines({ names, reviews, ratings, criteria, preferences }: PeopleAgreement): readonly string[] {
	if (names.length < 2) {
		return [
			'## People among themselves',
			'',
			'Only one person said anything, so there is no ceiling to compare a judge with. Set `groundline.reviewer.name` and let a colleague review the same answers.',
		];
	}
	const lines = [
		...measureLines('accepted or rejected', reviews, undefined),
		...measureLines('ratings, all criteria', ratings, undefined),
		...Object.entries(criteria).flatMap(([id, agreement]) => measureLines(`  ${id}`, agreement, undefined)),
		...measureLines('which of two is better', preferences, undefined),
	];
	return [
		`## People among themselves (${names.map(name => (name === '' ? 'no name' : briefly(name, 40))).join(', ')})`,
		'',
		...(lines.length === 0 ? ['No two of them judged the same answer.'] : lines),
	];
}

function rankingLines({ rankings, people }: AgreementReport): readonly string[] {
	return rankings.flatMap(({ judge, agreement, without }) => [
		'',
		`## Judge ${briefly(judge, 60)}, both answers side by side`,
		'',
		...measureLines('which of two is better', agreement, people.preferences),
		'people (down), judge (across):',
		...tableLines(agreement),
		`${plural(agreement.n + without, 'preference')} = ${agreement.n} counted${without === 0 ? '' : ` + ${without} on pairs that it did not compare`}`,
	]);
}

function sameHead(same: AgreementReport['same']): readonly string[] {
	return same.length === 0
		? []
		: [
				'',
				`## Not reviewed, and the same as a reviewed answer (${same.length}${same.length > MOST_LISTED ? `, of which ${MOST_LISTED} are shown` : ''})`,
				'',
			];
}

function sameWords({ question, model, state, how, against }: SameAsReviewed): string {
	const words = how === 'words' ? 'says in the same words' : 'says, with words of the question,';
	const doubt =
		against.length === 0
			? ''
			: `; ${against.map(judge => briefly(judge, 30)).join(', ')} ${state === 'accepted' ? 'fails' : 'passes'} it`;
	return `  ${briefly(question, 64)} · ${briefly(model, 40)}: ${words} what was ${state}${doubt}`;
}

function juryHead(jury: AgreementReport['jury']): readonly string[] {
	if (jury === undefined) {
		return [];
	}
	const { pairs, families, disputed } = jury;
	return [
		'',
		'## Judges among themselves',
		'',
		...pairs.map(({ first, second, passes, ratings }) => {
			const rated =
				ratings === undefined ? '' : `; ratings weighted ${estimateWords(ratings.weighted ?? ratings.kappa)}`;
			return `${briefly(first, 40)} and ${briefly(second, 40)}: passed or failed ${estimateWords(passes.kappa)}, same ${percent(passes.exact)} of ${passes.n}${rated}`;
		}),
		...families.map(familyLine),
		...(disputed.length === 0
			? ['They agree on every answer whether it passes.']
			: [
					`They do not agree on ${plural(disputed.length, 'answer')}${disputed.length > MOST_LISTED ? `, of which ${MOST_LISTED} are shown` : ''}; a person should look at the most divided first:`,
				]),
	];
}

function disputedWords({ question, model, votes }: Disputed): string {
	const words = votes.map(
		({ judge, pass, cappedScore }) => `${briefly(judge, 30)} ${pass ? '✓' : '✕'} ${cappedScore.toFixed(1)}`,
	);
	return `  ${briefly(question, 64)} · ${briefly(model, 40)}: ${words.join(', ')}`;
}

function familyLine({ judge, family, questions, favour, warns }: FamilyCheck): string {
	const head = `${briefly(judge, 40)} on answers of its own family (${briefly(family, 30)})`;
	return favour === undefined
		? `${head}: ${plural(questions, 'question')}, too few to say whether it favours them`
		: `${head}: ${intervalWords(favour)} points against judges of other families over ${plural(questions, 'question')}${warns ? '; it favours its own kind' : '; within noise'}`;
}

function shareText({ value, low, high }: Share): string {
	return `${percent(value)} [${Math.round(low * 100)}–${Math.round(high * 100)}]`;
}

function percent(share: number): string {
	return `${Math.round(share * 100)} %`;
}

function mark(score: number): string {
	return String(Number(score.toFixed(1)));
}
