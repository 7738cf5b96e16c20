import type {
	AnnotationRow,
	CasePanel,
	Choice,
	ClaimRow,
	ClaimsPart,
	CriterionRow,
	EmptyPanel,
	Evidence,
	InfluencePart,
} from '../../src/shared/panel.ts';
import { element } from '../page/dom.ts';
import type { Section } from '../page/section-page.ts';
import { buttonOf, evidenceOf, folded, lineOf, type PanelActions } from './parts.ts';

export function emptySections(state: EmptyPanel, actions: PanelActions): readonly Section[] {
	const draw = (): readonly Node[] => [
		element('p', { text: state.message }),
		element('div', { class: 'verbs', children: state.buttons.map(button => buttonOf(button, actions)) }),
	];
	return [{ name: 'empty', depends: state, draw }];
}

/** First what happened, then why, then each criterion, then how far to trust it, then what it took, then what to do. */
export function caseSections(state: CasePanel, actions: PanelActions): readonly Section[] {
	const section = (name: string, depends: unknown, draw: Section['draw']): Section => ({ name, depends, draw });
	const { title, position, where, choices, documents, headline, bar, arithmetic, stale, notes, answer } = state;
	const checked = section('checks', state.checks, () => checks(state));
	// A check that is not met is why the answer failed: it comes before the ratings.
	const unmet = state.checks.some(({ met }) => !met);
	return [
		section('head', { title, position, where, choices, documents }, () => head(state, actions)),
		section('state', { headline, stale }, () => stateRows(state, actions)),
		section('sum', { bar, arithmetic, notes }, () => sum(state, actions)),
		section('answer', answer, () => answerText(state)),
		...(unmet ? [checked] : []),
		{
			...section('criteria', state.criteria, () => state.criteria.map(row => criterion(row, actions))),
			label: 'Ratings',
		},
		section('grounding', state.grounding, () => grounding(state.grounding, actions)),
		section('influence', state.influence, () => influence(state.influence, actions)),
		section('claims', state.claims, () => claims(state.claims, actions)),
		...(unmet ? [] : [checked]),
		section('people', state.people, () => people(state, actions)),
		section('account', { judge: state.judge, costs: state.costs }, () => account(state, actions)),
		section('more', { parameters: state.parameters, history: state.history }, () => more(state)),
		{
			name: 'verbs',
			label: 'Actions',
			depends: { notice: state.notice, buttons: state.buttons },
			draw: () => [
				state.notice === undefined ? undefined : element('p', { class: 'small', text: state.notice }),
				...state.buttons.map(button => buttonOf(button, actions)),
			],
		},
	];
}

function head(state: CasePanel, actions: PanelActions): readonly Node[] {
	const step = (verb: 'previous' | 'next', sign: string, label: string): Node | undefined =>
		state.position[verb]
			? element('button', {
					class: 'link step',
					text: sign,
					attributes: {
						type: 'button',
						'aria-label': label,
						title: `${label} (${verb[0]})`,
						'data-id': `verb ${verb}`,
					},
					click: () => actions.run(verb),
				})
			: undefined;
	const place = element('span', {
		text: state.position.text,
		attributes: { 'aria-label': state.position.label, role: 'img' },
	});
	return [
		element('div', {
			class: 'row top',
			children: [
				element('h1', { class: 'grow', text: state.title }),
				element('span', {
					class: 'dim small place',
					children: [step('previous', '‹', 'Previous question'), place, step('next', '›', 'Next question')],
				}),
			],
		}),
		element('div', {
			class: 'row small dim',
			children: [
				element('span', {
					class: 'grow',
					children: [document.createTextNode(`${state.where} · `), picker(state.choices, actions)],
				}),
				element('span', { class: 'documents', children: lineOf(state.documents, actions, 'document') }),
			],
		}),
	];
}

function picker(choices: readonly Choice[], actions: PanelActions): Node {
	const current = choices.find(choice => choice.current);
	if (choices.length < 2) {
		return document.createTextNode(current?.label ?? '');
	}
	const select = element('select', {
		attributes: { 'aria-label': 'Result', 'data-id': 'choices' },
		children: choices.map(({ key, label, current: chosen }) =>
			element('option', { text: label, attributes: { value: key, ...(chosen ? { selected: '' } : {}) } }),
		),
	});
	select.addEventListener('change', () => actions.choose(select.value));
	return select;
}

function stateRows({ headline, stale }: CasePanel, actions: PanelActions): readonly (Node | undefined)[] {
	return [
		element('div', {
			class: 'headline',
			children: [
				element('span', { class: `score ${headline.tone}`, text: headline.score }),
				element('span', { class: `badge ${headline.tone}`, text: headline.badge }),
				element('span', { class: 'small grow', children: lineOf(headline.note, actions, 'headline') }),
			],
		}),
		stale.length === 0
			? undefined
			: element('p', {
					class: 'stale small',
					children: [element('b', { text: 'stale' }), document.createTextNode(`: ${stale.join(' · ')}`)],
				}),
	];
}

function sum({ bar, arithmetic, notes }: CasePanel, actions: PanelActions): readonly (Node | undefined)[] {
	return [
		bar === undefined
			? undefined
			: element('div', {
					class: 'bar',
					attributes: { role: 'img', 'aria-label': bar.label },
					children: [
						barPart('fill', 'width', bar.score),
						bar.cap === undefined ? undefined : barPart('cap', 'left', bar.cap),
						bar.mark === undefined ? undefined : barPart('pass', 'left', bar.mark),
					],
				}),
		arithmetic === undefined
			? undefined
			: element('p', { class: 'small dim', children: lineOf(arithmetic, actions, 'sum') }),
		...noteList(notes),
	];
}

/** More notes than these would push the ratings out of sight. */
const MOST_NOTES = 3;

function noteList(notes: readonly string[]): readonly Node[] {
	const items = notes.map(text => element('p', { class: 'small', text }));
	const rest = items.slice(MOST_NOTES);
	return rest.length === 0 ? items : [...items.slice(0, MOST_NOTES), folded('notes', `${rest.length} more`, rest)];
}

/** Set through the style object: the page's policy refuses style attributes. */
function barPart(name: string, property: 'width' | 'left', per: number): HTMLElement {
	const part = element('i', { class: name });
	part.style[property] = `${per}%`;
	return part;
}

function answerText({ answer }: CasePanel): readonly Node[] {
	if (answer === undefined) {
		return [];
	}
	return [
		element('h2', { text: answer.title }),
		element('div', { class: answer.streaming ? 'answer streaming' : 'answer', text: answer.text }),
	];
}

function criterion(row: CriterionRow, actions: PanelActions): Node {
	const ticks = Array.from({ length: row.ticks.of }, (_, i) => element('i', { class: i < row.ticks.on ? 'on' : '' }));
	return element('div', {
		class: row.low ? 'criterion low' : 'criterion',
		attributes: { role: 'group', 'aria-label': row.label },
		children: [
			element('div', {
				class: 'row',
				children: [
					element('h2', { class: 'grow', text: row.name }),
					element('span', { class: 'ticks', attributes: { 'aria-hidden': 'true' }, children: ticks }),
					element('span', { class: 'level', text: row.level }),
					element('span', { class: 'weight dim small', text: row.weight }),
				],
			}),
			row.reason === undefined ? undefined : element('p', { class: 'reason', text: row.reason }),
			...evidenceList(row.evidence, actions, row.id),
			...row.people.map(text => element('p', { class: 'person small', text })),
		],
	});
}

/** So many are shown at once; the rest is a click away. */
const MOST_EVIDENCE = 5;

function evidenceList(evidence: readonly Evidence[], actions: PanelActions, id: string): readonly Node[] {
	const items = evidence.map((item, i) => evidenceOf(item, actions, `evidence ${id} ${i}`));
	const rest = items.slice(MOST_EVIDENCE);
	return rest.length === 0
		? items
		: [...items.slice(0, MOST_EVIDENCE), folded(`evidence ${id}`, `${rest.length} more`, rest)];
}

function grounding(evidence: readonly Evidence[], actions: PanelActions): readonly Node[] {
	return evidence.length === 0
		? []
		: [element('h2', { text: 'Words without support' }), ...evidenceList(evidence, actions, 'grounding')];
}

function influence(part: InfluencePart | undefined, actions: PanelActions): readonly Node[] {
	if (part === undefined) {
		return [];
	}
	return [
		element('h2', { text: part.title }),
		element('p', { class: 'small dim', text: part.summary }),
		...evidenceList(part.rows, actions, 'influence'),
		...part.notes.map(text => element('p', { class: 'small', text })),
		element('p', { class: 'small dim', text: part.scale }),
	];
}

/** So many claims are shown at once: what speaks against the answer comes first. */
const MOST_CLAIMS = 4;

function claims(part: ClaimsPart | undefined, actions: PanelActions): readonly Node[] {
	if (part === undefined) {
		return [];
	}
	const rows = part.rows.map((row, i) => claim(row, actions, `claim ${i}`));
	const rest = rows.slice(MOST_CLAIMS);
	return [
		element('h2', { text: 'Claims, by the judge' }),
		element('p', { class: 'small dim', text: part.summary }),
		...rows.slice(0, MOST_CLAIMS),
		...(rest.length === 0 ? [] : [folded('claims', `${rest.length} more`, rest)]),
	];
}

function claim(row: ClaimRow, actions: PanelActions, id: string): Node {
	return element('div', {
		class: 'claim',
		attributes: { role: 'group', 'aria-label': `${row.label}: ${row.claim.text}` },
		children: [
			element('p', {
				children: [
					element('span', { class: `claim-label ${row.tone}`, text: row.label }),
					document.createTextNode(' '),
					...lineOf([row.claim], actions, id),
				],
			}),
			...row.notes.map(text => element('p', { class: 'small dim', text })),
			...evidenceList(row.quotes, actions, id),
		],
	});
}

function checks({ checks: results }: CasePanel): readonly Node[] {
	if (results.length === 0) {
		return [];
	}
	const items = results.map(({ met, text }) =>
		element('li', {
			class: met ? 'met' : 'unmet',
			children: [
				element('span', {
					class: 'sign',
					text: met ? '✓' : '✕',
					attributes: { 'aria-label': met ? 'met:' : 'not met:', role: 'img' },
				}),
				document.createTextNode(` ${text}`),
			],
		}),
	);
	return [
		element('h2', { text: 'Checks' }),
		element('ul', { attributes: { 'aria-label': 'Checks' }, children: items }),
	];
}

function people({ people: said }: CasePanel, actions: PanelActions): readonly (Node | undefined)[] {
	if (said.reviews.length === 0 && said.annotations.length === 0 && said.problem === undefined) {
		return [];
	}
	return [
		element('h2', { text: 'People' }),
		said.problem === undefined ? undefined : element('p', { class: 'warn small', text: said.problem }),
		...said.reviews.map(text => element('p', { class: 'review', text })),
		said.annotations.length === 0
			? undefined
			: element('ul', {
					class: 'annotations',
					attributes: { 'aria-label': 'Annotations' },
					children: said.annotations.map(row => annotation(row, actions)),
				}),
	];
}

function annotation(row: AnnotationRow, actions: PanelActions): Node {
	return element('li', {
		class: row.orphan ? 'annotation orphan' : 'annotation',
		children: [
			element('span', { class: `label ${row.label}`, text: row.label }),
			document.createTextNode(' '),
			...lineOf(row.quote, actions, `annotation ${row.id}`),
			row.note === undefined ? undefined : element('p', { text: row.note }),
			element('p', {
				class: 'small dim',
				children: [
					document.createTextNode(row.by === '' ? '' : `${row.by} · `),
					element('button', {
						class: 'link',
						text: 'remove',
						attributes: { type: 'button', 'aria-label': `Remove annotation ${row.id}`, 'data-id': `remove ${row.id}` },
						click: () => actions.removeAnnotation(row.id),
					}),
				],
			}),
		],
	});
}

function account({ judge, costs }: CasePanel, actions: PanelActions): readonly (Node | undefined)[] {
	return [
		judge.length === 0 ? undefined : element('p', { class: 'small', children: lineOf(judge, actions, 'judge') }),
		costs.every(({ text }) => text === '')
			? undefined
			: element('p', { class: 'small dim', children: lineOf(costs, actions, 'costs') }),
	];
}

function more({ parameters, history }: CasePanel): readonly (Node | undefined)[] {
	const parameterRows = parameters.map(({ name, value, origin }) => [name, value, origin]);
	const historyRows = history.rows.map(({ when, score, state }) => [when, score, state]);
	const changes = history.changes.map(text => element('p', { class: 'small', text }));
	return [
		parameters.length === 0 ? undefined : folded('parameters', 'Parameters', [table('Parameters', parameterRows)]),
		history.rows.length === 0
			? undefined
			: folded('history', history.summary, [...changes, table('Earlier results', historyRows)]),
	];
}

function table(label: string, rows: readonly (readonly string[])[]): Node {
	const body = rows.map(cells =>
		element('tr', {
			children: cells.map((text, i) =>
				i === 0 ? element('th', { text, attributes: { scope: 'row' } }) : element('td', { text }),
			),
		}),
	);
	return element('table', { class: 'small', attributes: { 'aria-label': label }, children: body });
}
