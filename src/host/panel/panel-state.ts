import type { JudgeMeasurement } from '../../core/judging/probes/judge-measurement.ts';
import type { CaseResult } from '../../core/review/result.ts';
import type { CasePanel, Choice, EmptyPanel, PanelState, Span, VerbButton } from '../../shared/panel.ts';
import type { CaseAnnotations } from '../annotating/case-annotations.ts';
import { influenceButtons, influenceOf } from '../influence/influence-part.ts';
import { unitPlaces } from '../painters/unit-places.ts';
import { scoreText, stateWord, type Translate } from '../results/wording.ts';
import { correctionButtons } from '../revising/doubtful.ts';
import { costLine, judgeLine } from './account.ts';
import { claimsOf } from './claims.ts';
import { criteriaOf } from './criteria.ts';
import { arithmeticOf, barOf, headlineOf } from './headline.ts';
import { historyOf } from './history.ts';
import { peopleOf } from './people.ts';
import { visibleTexts } from './visible-texts.ts';

export interface PanelInput {
	readonly result: CaseResult;
	/** The newest results of the question file, this one among them, in the order to walk through. */
	readonly siblings: readonly CaseResult[];
	/** Earlier results of the case, newest first. */
	readonly earlier: readonly CaseResult[];
	readonly stale: readonly string[];
	readonly people: CaseAnnotations;
	/** The measured error of the judge; `undefined` while it is being looked up. */
	readonly measurement: JudgeMeasurement | 'not-measured' | undefined;
	/** How far the judge agrees with people; `undefined` where they said nothing that counts. */
	readonly agreement: string | undefined;
	/** A comparison of answers to this question is recorded. */
	readonly compared?: boolean;
	/** False in an untrusted folder: results are shown, nothing can be done. */
	readonly trusted: boolean;
	/** A time as the person writes it. */
	readonly when: (milliseconds: number) => string;
	readonly t: Translate;
}

/** All that the Review panel shows of a result. No text in it holds a character that hides or reorders others. */
export function panelState(input: PanelInput): PanelState {
	return visibleTexts(casePanel(input), LOOKED_UP);
}

/** What the panel shows before there is a result. */
export function emptyPanel(kind: 'no-file' | 'not-run' | 'untrusted', t: Translate): EmptyPanel {
	switch (kind) {
		case 'no-file':
			return {
				kind: 'empty',
				message: t('Open a question file (*.questions.yaml) and run a question. Its verdict appears here.'),
				buttons: [{ verb: 'open-sample', label: t('Open Sample'), primary: true }],
			};
		case 'not-run':
			return {
				kind: 'empty',
				message: t('No question of this file has been run yet. Press ▶ beside a question, or run them all.'),
				buttons: [{ verb: 'run-file', label: t('Run All Questions'), primary: true }],
			};
		case 'untrusted':
			return {
				kind: 'empty',
				message: untrustedWords(t),
				buttons: [trustButton(t)],
			};
	}
}

/** One key of each question that has results, in their order; the first of its results stands for it. */
export function questionKeys(siblings: readonly CaseResult[]): readonly string[] {
	const first = new Map<string, string>();
	for (const { key } of siblings) {
		const question = questionOf(key);
		if (!first.has(question)) {
			first.set(question, key);
		}
	}
	return [...first.values()];
}

/** Results in the order of the questions in their file; those whose question is no longer there come last. */
export function inFileOrder(results: readonly CaseResult[], questions: readonly string[]): readonly CaseResult[] {
	const places = new Map(questions.map((id, index) => [id, index]));
	const placeOf = ({ start }: CaseResult): number => places.get(start?.question ?? '') ?? places.size;
	return [...results].sort((a, b) => placeOf(a) - placeOf(b));
}

/** `<file>#<question>` of a case key. */
export function questionOf(key: string): string {
	const hash = key.indexOf('#');
	const at = key.indexOf('@', hash + 1);
	return at === -1 ? key : key.slice(0, at);
}

function casePanel(input: PanelInput): CasePanel {
	const { result, siblings, earlier, people, stale, t } = input;
	const options = { units: unitPlaces(result), ratings: people.ratings, t };
	const { rows, grounding } = criteriaOf(result, options);
	const finished = result.end !== undefined;
	return {
		kind: 'case',
		key: result.key,
		title: result.start?.questionText ?? questionOf(result.key),
		position: positionOf(result, siblings, t),
		where: [result.start?.question, result.start?.prompt].filter(word => word !== undefined).join(' · '),
		choices: choicesOf(result, siblings, t),
		documents: documentLinks(input),
		headline: headlineOf(result, finished ? earlier.find(({ end }) => end !== undefined) : undefined, t),
		stale,
		bar: barOf(result, t),
		arithmetic: arithmeticOf(result, t),
		answer: answerOf(result, t),
		criteria: rows,
		grounding,
		influence: influenceOf(result, options),
		claims: claimsOf(result, options),
		checks: (result.end?.checks ?? []).map(({ met, message }) => ({ met, text: message })),
		people: peopleOf(people, t),
		judge: finished ? judgeLine(result, input, t) : [],
		costs: costLine(result, t),
		notes: notesOf(result),
		parameters: (result.start?.parameters ?? []).map(({ name, value, origin }) => ({
			name,
			value: typeof value === 'string' ? value : (JSON.stringify(value) ?? 'undefined'),
			origin,
		})),
		history: historyOf(result, { earlier, when: input.when, t }),
		notice: input.trusted ? undefined : untrustedWords(t),
		buttons: buttonsOf(input),
	};
}

function untrustedWords(t: Translate): string {
	return t('This folder is not trusted: nothing runs or is written here. Recorded results are shown as they are.');
}

function trustButton(t: Translate): VerbButton {
	return { verb: 'manage-trust', label: t('Manage Trust…') };
}

function positionOf(result: CaseResult, siblings: readonly CaseResult[], t: Translate): CasePanel['position'] {
	const questions = questionKeys(siblings).map(questionOf);
	const index = questions.indexOf(questionOf(result.key));
	const place = index + 1;
	const count = Math.max(1, questions.length);
	return {
		text: `${Math.max(1, place)} / ${count}`,
		label: t('Question {0} of {1}', Math.max(1, place), count),
		previous: index > 0,
		next: index >= 0 && index < questions.length - 1,
	};
}

function choicesOf(result: CaseResult, siblings: readonly CaseResult[], t: Translate): readonly Choice[] {
	const question = questionOf(result.key);
	const same = siblings.filter(({ key }) => questionOf(key) === question);
	const all = same.some(({ key }) => key === result.key) ? same : [result, ...same];
	const prompts = new Set(all.map(({ start }) => start?.prompt));
	return all.map(({ key, start, end }) => {
		const model = start?.model ?? key.slice(key.lastIndexOf('@') + 1);
		const prompt = prompts.size > 1 && start !== undefined ? ` · ${start.prompt}` : '';
		const sample = start !== undefined && start.sample > 0 ? ` ~${start.sample + 1}` : '';
		const score = end?.cappedScore === undefined ? '' : ` ${scoreText(end.cappedScore)}`;
		const state = end === undefined ? '' : ` · ${stateWord(end.state, t)}${score}`;
		return { key, label: `${model}${sample}${prompt}${all.length > 1 ? state : ''}`, current: key === result.key };
	});
}

function documentLinks({ result, compared, t }: PanelInput): readonly Span[] {
	const prompt: Span = { text: t('prompt'), open: { kind: 'document', document: 'prompt' } };
	const answer: Span = { text: t('answer'), open: { kind: 'document', document: 'answer' } };
	const comparison: Span = { text: t('compared'), open: { kind: 'document', document: 'comparison' } };
	return [
		...((result.answer?.messages.length ?? 0) > 0 ? [prompt] : []),
		answer,
		...(compared === true ? [comparison] : []),
	];
}

/** While it streams, and where there are no ratings to look at, the answer itself is what there is to see. */
function answerOf(result: CaseResult, t: Translate): CasePanel['answer'] {
	if (result.end === undefined) {
		return { title: t('Answer so far'), text: result.text, streaming: result.phase === 'answering' };
	}
	const scored = result.end.state === 'passed' || result.end.state === 'failed';
	return scored || result.text === '' ? undefined : { title: t('Answer'), text: result.text, streaming: false };
}

function notesOf(result: CaseResult): readonly string[] {
	const { answer, verdicts, end } = result;
	const said = [
		...reasonNotes(end),
		...(answer?.failure === undefined ? [] : [answer.failure.message]),
		...(answer?.notes ?? []),
		...verdicts.flatMap(({ failure, problems }) => [...(failure === undefined ? [] : [failure.message]), ...problems]),
	];
	// The headline of an unscored result has the reason already.
	const inHeadline = end?.state === 'unscored' || end?.cappedScore === undefined ? end?.message : undefined;
	return [...new Set(said)].filter(note => note !== inHeadline);
}

/** Why it passed or failed, as far as score and mark do not say it. */
function reasonNotes(end: CaseResult['end']): readonly string[] {
	if (end?.message === undefined || end.state === 'unscored') {
		return [];
	}
	const { cappedScore, passMark, message, checks } = end;
	const below = cappedScore !== undefined && passMark !== undefined && cappedScore < passMark;
	const rest = below ? message.replace(/^The score \S+ is below \S+\.\s*/, '') : message;
	// Checks that are not met have a list of their own.
	const unlisted = checks.reduce((words, check) => words.replace(check.message, ''), rest).trim();
	return unlisted === '' ? [] : [unlisted];
}

function buttonsOf({ result, stale, people, trusted, t }: PanelInput): readonly VerbButton[] {
	if (!trusted) {
		return [trustButton(t)];
	}
	if (result.end === undefined) {
		return [{ verb: 'cancel', label: t('Cancel'), primary: true }];
	}
	const review = people.reviews.at(-1)?.state;
	const rerun = stale.length > 0 || result.text === '';
	const judge: VerbButton = { verb: 'judge', label: t('Judge again') };
	const run: VerbButton = { verb: 'run', label: t('Run again') };
	const first: VerbButton[] = rerun ? [{ ...run, primary: true }, judge] : [{ ...judge, primary: true }, run];
	if (result.text === '') {
		return first.slice(0, 1);
	}
	const override: VerbButton[] =
		result.end.rubric.criteria.length > 0 ? [{ verb: 'override', label: t('Override…') }] : [];
	return [
		...first,
		{ verb: 'accept', label: t('Accept'), key: 'a', pressed: review === 'accepted' },
		{ verb: 'reject', label: t('Reject'), key: 'r', pressed: review === 'rejected' },
		{ verb: 'uncertain', label: t('Uncertain'), key: '?', pressed: review === 'uncertain' },
		...override,
		{ verb: 'unsupported', label: t('Unsupported…'), key: 'u' },
		...influenceButtons(result, t),
		...correctionButtons(result, t),
	];
}

/** Keys and ids are looked up again as they are, everything else is for the eye. */
const LOOKED_UP: ReadonlySet<string> = new Set(['key', 'id', 'unit', 'verb', 'kind', 'document']);
