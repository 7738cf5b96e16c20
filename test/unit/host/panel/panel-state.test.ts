import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JudgeMeasurement } from '../../../../src/core/judging/probes/judge-measurement.ts';
import type { JudgeFigures } from '../../../../src/core/judging/probes/measurement.ts';
import type { CaseResult } from '../../../../src/core/review/result.ts';
import { NO_ANNOTATIONS } from '../../../../src/host/annotating/case-annotations.ts';
import { emptyPanel, inFileOrder, type PanelInput, panelState } from '../../../../src/host/panel/panel-state.ts';
import type { CasePanel, Evidence, Line } from '../../../../src/shared/panel.ts';
import { claim, filePassage, overlap, type ResultSketch, resultOf } from '../../../support/results.ts';

const ANSWER = 'Attachments of up to 100 MB, because storage is replicated. Ten fit.';
const at = (words: string) => ({ start: ANSWER.indexOf(words), end: ANSWER.indexOf(words) + words.length });
const FAILED: ResultSketch = {
	answer: ANSWER,
	passages: [filePassage('docs/limits.md', 'At most 25 MB each.\nUp to ten of them.')],
	claims: [
		claim(ANSWER, 'Attachments of up to 100 MB', {
			label: 'contradicted',
			unsupported: [at('100 MB')],
			conflicts: [{ ...at('100 MB'), unit: 'P1:L1', unitStart: 8, unitEnd: 13 }],
			links: [overlap('P1:L1', 0, 18)],
		}),
		claim(ANSWER, 'because storage is replicated', { label: 'unsupported' }),
	],
	ratings: {
		relevance: 'Fair',
		faithfulness: 'Worse',
		completeness: 'Fair',
		clarity: 'Good',
		conciseness: 'Excellent',
	},
	reasons: { faithfulness: 'It gives another limit.' },
	evidence: {
		faithfulness: [
			{ quote: 'At most 25 MB each.', found: 'exact', unit: 'P1:L1', start: 0, end: 19 },
			{ quote: 'stored thrice', found: 'no' },
		],
	},
};

const t: PanelInput['t'] = (message, ...args) =>
	message.replace(/\{(\d)\}/g, (_, i: string) => String(args[Number(i)]));

function panelOf(sketch: ResultSketch, rest: Partial<PanelInput> = {}): CasePanel {
	const result = resultOf(sketch);
	const state = panelState({
		result,
		siblings: [result],
		earlier: [],
		stale: [],
		people: NO_ANNOTATIONS,
		measurement: 'not-measured',
		agreement: undefined,
		trusted: true,
		when: String,
		t,
		...rest,
	});
	assert.equal(state.kind, 'case');
	return state as CasePanel;
}

function words(line: Line | undefined): string {
	return (line ?? []).map(({ text, tone }) => (tone === 'mark' ? `[${text}]` : text)).join('');
}

function edges(evidence: readonly Evidence[] | undefined): readonly string[] {
	return (evidence ?? []).map(({ edge, quote, note }) => `${edge}: ${words(quote)} | ${words(note)}`);
}

test('says first what happened, against the mark and the run before', () => {
	const { headline, bar, arithmetic } = panelOf(FAILED, {
		earlier: [resultOf({ ratings: { relevance: 'Excellent' } })],
	});
	assert.deepEqual(
		[headline.score, headline.badge, words(headline.note)],
		['40.0', '✕ failed', 'pass mark 80 · last run 90.0 (−50.0)'],
	);
	assert.deepEqual(bar, { score: 58, cap: 40, mark: 80, label: 'Score 58.0 of 100, capped at 40, pass mark 80' });
	assert.equal(
		words(arithmetic),
		'.5·60 + .2·20 + .1·60 + .1·80 + .1·100 = 58.0, capped at 40 because Faithfulness is Worse',
	);
});

test('shows the arithmetic of weights that do not sum to one', () => {
	const result = resultOf({});
	const terms = [
		{ criterion: 'a', weight: 2, level: 'Good', value: 80 },
		{ criterion: 'b', weight: 1, level: 'Bad', value: 40 },
	];
	const end = { ...result.end!, arithmetic: { terms, score: 200 / 3, cappedScore: 200 / 3, caps: [] } };
	assert.equal(words(panelOf({ rest: { end } }).arithmetic), '(2·80 + 1·40) / 3 = 66.7');
});

test('lists criteria lowest first when the answer failed, with names for screen readers', () => {
	const { criteria } = panelOf(FAILED);
	assert.deepEqual(
		criteria.map(({ label, ticks, low }) => `${label} ${ticks.on}/${ticks.of}${low ? ' low' : ''}`),
		[
			'Faithfulness: Worse, weight 0.2 1/5 low',
			'Relevance: Fair, weight 0.5 3/5',
			'Completeness: Fair, weight 0.1 3/5',
			'Clarity: Good, weight 0.1 4/5',
			'Conciseness: Excellent, weight 0.1 5/5',
		],
	);
	assert.equal(panelOf({}).criteria[0]?.name, 'Relevance');
});

test('tells found, unverified and contradicted evidence apart, what failed first', () => {
	const [faithfulness] = panelOf(FAILED).criteria;
	assert.deepEqual(edges(faithfulness?.evidence), [
		'contradicted: “Attachments of up to [100 MB]” | context says “25 MB” · limits.md:1 · contradicted · in the answer',
		'unverified: “[because storage is replicated]” | no line of the context supports it · in the answer',
		'found: “At most 25 MB each.” | limits.md:1 · quoted by the judge, found word for word',
		'unverified: “stored thrice” | quote not found in the context · unverified',
	]);
});

test('a lexical judge quotes nothing: its lines support by their words, unless they contradict', () => {
	const evidence = {
		faithfulness: [
			{ quote: 'At most 25 MB each.', found: 'exact', unit: 'P1:L1', start: 0, end: 19 },
			{ quote: 'Up to ten of them.', found: 'exact', unit: 'P1:L2', start: 0, end: 18 },
		],
	} as const;
	const sketch = { ...FAILED, evidence };
	const verdicts = resultOf(sketch).verdicts.map(verdict => ({ ...verdict, judge: 'offline', messages: [] }));
	const [faithfulness] = panelOf({ ...sketch, rest: { verdicts } }).criteria;
	assert.deepEqual(edges(faithfulness?.evidence).slice(2), [
		'found: “Up to ten of them.” | supported by the words of limits.md:2',
	]);
});

test('an unscored result says why in its headline, with the raw reply near, and shows what was read', () => {
	const scored = resultOf(FAILED).end!;
	const none = { score: undefined, cappedScore: undefined, arithmetic: undefined };
	const end = {
		...scored,
		...none,
		state: 'unscored',
		reason: 'unparsed',
		message: 'No rating for Clarity.',
		ratings: { relevance: 'Fair' },
	} as const;
	const panel = panelOf({ ...FAILED, rest: { end } });
	assert.equal(words(panel.headline.note), 'verdict not readable: No rating for Clarity. · raw reply');
	assert.deepEqual([panel.headline.score, panel.bar, panel.arithmetic], ['–', undefined, undefined]);
	assert.deepEqual(panel.criteria.map(({ level }) => level).slice(0, 2), ['Fair', 'not rated']);
	assert.equal(panel.answer?.text, ANSWER);
});

test('a check that is not met is named beside the mark, and told once', () => {
	const end = {
		...resultOf({}).end!,
		state: 'failed',
		message: '"9 bar" is not in the answer. The level of Clarity is below Good.',
		checks: [{ check: 'mustContain', met: false, message: '"9 bar" is not in the answer.' }],
	} as const;
	const panel = panelOf({ rest: { end } });
	assert.equal(words(panel.headline.note), 'pass mark 80 · 1 check not met');
	assert.deepEqual(panel.notes, ['The level of Clarity is below Good.']);
});

test('an empty answer says so once', () => {
	const end = { ...resultOf({}).end!, state: 'unscored', reason: 'empty', message: 'The answer is empty.' } as const;
	assert.equal(words(panelOf({ rest: { end, verdicts: [] } }).headline.note), 'empty answer');
});

test('while the answer streams it is shown, and can only be cancelled', () => {
	const panel = panelOf({
		rest: { phase: 'answering', end: undefined, answer: undefined, verdicts: [], text: 'So fa' },
	});
	assert.deepEqual(panel.answer, { title: 'Answer so far', text: 'So fa', streaming: true });
	assert.equal(panel.headline.badge, 'answering…');
	assert.deepEqual(
		panel.buttons.map(({ verb }) => verb),
		['cancel'],
	);
});

test('says who judged, what it took, and what is fresh', () => {
	const panel = panelOf(FAILED);
	assert.equal(words(panel.judge), 'Judge claude · not measured · measure it');
	assert.equal(
		words(panel.costs),
		'answer 1.2 s, 412 tokens, $0.0003 · judged 2.9 s, 1,208 tokens, $0.004 · fresh · raw reply · judge prompt',
	);
	const { answer, verdicts } = resultOf(FAILED);
	const cached = {
		answer: { ...answer!, cached: true, cost: undefined },
		verdicts: [{ ...verdicts[0]!, judge: 'offline', cost: 0 }],
	};
	const other = panelOf({ ...FAILED, rest: cached });
	assert.equal(words(other.judge), 'Judge offline · lexical · not measured · measure it');
	const free = { input: 0, output: 0, cachedInput: undefined, estimated: false };
	const lexical = { ...verdicts[0]!, judge: 'offline', messages: [], cost: 0, usage: free };
	const start = { ...resultOf(FAILED).start!, recorded: true };
	assert.equal(
		words(panelOf({ ...FAILED, rest: { start, verdicts: [lexical] } }).costs),
		'recorded answer · judged 2.9 s, $0 · verdict fresh · raw reply',
	);
	assert.match(words(other.costs), /cost unknown · judged 2\.9 s, 1,208 tokens, \$0 · answer cached, verdict fresh/);
});

test('a stale result offers to run again first, an untrusted folder says why nothing can be done', () => {
	assert.equal(panelOf(FAILED).buttons[0]?.verb, 'judge');
	assert.equal(panelOf(FAILED, { stale: ['prompt changed'] }).buttons[0]?.verb, 'run');
	const untrusted = panelOf(FAILED, { trusted: false });
	assert.deepEqual(
		untrusted.buttons.map(({ verb }) => verb),
		['manage-trust'],
	);
	assert.match(untrusted.notice ?? '', /not trusted: nothing runs or is written/);
	assert.equal(panelOf(FAILED).notice, undefined);
});

test('walks through questions and offers the results of one question', () => {
	const results = ['a@p@m', 'a@p@n', 'b@p@m'].map(key => resultOf({ key: `x.questions.yaml#${key}` }));
	const { position, choices } = panelOf({ key: results[1]!.key }, { siblings: results });
	assert.deepEqual([position.text, position.previous, position.next], ['1 / 2', false, true]);
	assert.deepEqual(
		choices.map(({ key, current }) => `${key.slice(-5)} ${current}`),
		['a@p@m false', 'a@p@n true'],
	);
});

test('shows people’s words, orphans last', () => {
	const base = {
		answer: 'h',
		context: undefined,
		note: undefined,
		by: 'Reviewer',
		at: '2026-11-21',
		label: 'unsupported',
		origin: 'own',
	} as const;
	const target = (exact: string) => ({ exact, prefix: '', suffix: '' });
	const people = {
		...NO_ANNOTATIONS,
		reviews: [{ answer: 'h', state: 'accepted', by: undefined, at: '2026-11-21' }] as const,
		ratings: [{ answer: 'h', criterion: 'relevance', rating: 'Bad', reason: 'off', by: 'Reviewer', at: undefined }],
		annotations: [
			{ ...base, id: 'a1', target: target('gone'), place: { kind: 'orphan' } as const },
			{
				...base,
				id: 'a2',
				target: target('Ten fit'),
				place: { kind: 'anchored', range: at('Ten fit'), how: 'exact' } as const,
			},
		],
	};
	const panel = panelOf(FAILED, { people });
	assert.deepEqual(
		panel.people.annotations.map(({ id, by }) => `${id} ${by}`),
		['a2 Reviewer, 2026-11-21', 'a1 Reviewer, 2026-11-21, no longer in the answer'],
	);
	assert.deepEqual(panel.people.reviews, ['accepted, 2026-11-21']);
	assert.deepEqual(panel.criteria.find(({ id }) => id === 'relevance')?.people, ['Reviewer: Bad · off']);
	assert.deepEqual(
		panel.buttons.filter(({ pressed }) => pressed !== undefined).map(({ verb, pressed }) => `${verb} ${pressed}`),
		['accept true', 'reject false', 'uncertain false'],
	);
});

test('names what changed since the run before', () => {
	const { history } = panelOf(FAILED, {
		earlier: [resultOf({ ratings: { ...FAILED.ratings, faithfulness: 'Good' } })],
	});
	assert.deepEqual(history.changes, ['Faithfulness Good → Worse']);
	assert.deepEqual(
		history.rows.map(({ score, state }) => `${score} ${state}`),
		['70.0 failed'],
	);
});

test('shows characters that could hide or reorder words', () => {
	const panel = panelOf({ ...FAILED, reasons: { faithfulness: 'evil\u202eeslaf' } });
	assert.equal(panel.criteria[0]?.reason, 'evil<U+202E>eslaf');
});

test('says what to do where nothing was run', () => {
	assert.equal(emptyPanel('not-run', t).buttons[0]?.verb, 'run-file');
	assert.equal(emptyPanel('untrusted', t).buttons[0]?.verb, 'manage-trust');
});

test('questions are walked through in the order of their file', () => {
	const result = (question: string) => {
		const { start, ...rest } = resultOf({ key: `x#${question}@p@m` });
		return { ...rest, start: { ...start!, question } };
	};
	const ordered = inFileOrder([result('gone'), result('a'), result('b')], ['b', 'a']);
	assert.deepEqual(
		ordered.map(({ start }) => start?.question),
		['b', 'a', 'gone'],
	);
});

test('says how often the judge accepts fakes, and whether that is too often', () => {
	const figures: JudgeFigures = {
		kinds: [],
		goodsPassed: undefined,
		fakesPassed: { hits: 6, of: 100, value: 0.06, low: 0.0278, high: 0.1248 },
		falseAlarms: undefined,
		toneDiffers: undefined,
		injectionRises: undefined,
		typeNamed: undefined,
		typeSilent: 0,
		preferred: undefined,
		lengthSlope: undefined,
		balancedAccuracy: 0.9,
		balancedInterval: undefined,
		judged: 110,
		unscored: {},
	};
	const measurement: JudgeMeasurement = {
		version: 2,
		key: '0123456789ab',
		judge: 'claude',
		rubric: 'Grounded answer',
		at: '2026-11-21T20:19:00Z',
		files: ['mail.questions.yaml'],
		battery: '0123456789ab',
		limit: 0.8,
		state: 'measured',
		figures,
		accepted: [],
	};
	const judge = (known: PanelInput['measurement'], rest: Partial<CaseResult> = {}) =>
		words(panelOf({ ...FAILED, rest }, { measurement: known }).judge);
	assert.equal(judge(measurement), 'Judge claude · accepts 6 % of fakes [3–12]');
	assert.equal(
		judge({ ...measurement, state: 'below-limit' }),
		'Judge claude · accepts 6 % of fakes [3–12] · below limit',
	);
	const lexical = { verdicts: [{ ...resultOf(FAILED).verdicts[0]!, judge: 'offline' }] };
	assert.equal(judge(measurement, lexical), 'Judge offline · lexical · accepts 6 % of fakes [3–12]');
	assert.equal(judge({ ...measurement, figures: { ...figures, fakesPassed: undefined } }), 'Judge claude · measured');
	const damaged = { hits: 1, of: 2, value: 'many' } as unknown as JudgeFigures['fakesPassed'];
	assert.equal(judge({ ...measurement, figures: { ...figures, fakesPassed: damaged } }), 'Judge claude · measured');
	assert.equal(judge(undefined), 'Judge claude');
	assert.equal(judge('not-measured'), 'Judge claude · not measured · measure it');
	const kept = panelOf({ ...FAILED }, { measurement: { ...measurement, run: '20260101T000000Z-aaaaaa' } }).judge;
	assert.deepEqual(
		kept.flatMap(({ open }) => open ?? []),
		[{ kind: 'document', document: 'probes' }],
	);
});
