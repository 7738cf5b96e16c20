import type { Passage } from '../context/passage.ts';
import type { Criterion, Rubric } from '../documents/rubric.ts';
import type { ChatMessage } from '../review/ports.ts';
import { claimExample, claimInstructions, claimLines } from './claims/claim-request.ts';
import { FENCE_RULE, fenced, fencedRequest, numbered, unusedNonce } from './fences.ts';
import { ABSTAINS } from './reading/abstains.ts';
import type { VerdictReading } from './verdict.ts';
import { asksForClaims, asksWhetherAbstains, bestFirst, type VerdictForm, verdictSchema } from './verdict-schema.ts';

/** Everything a judge is shown. */
export interface JudgeInput {
	readonly question: string;
	readonly passages: readonly Passage[];
	/** Earlier turns, empty for none. */
	readonly history: string;
	/** Known good answers; any of them counts. */
	readonly reference: readonly string[];
	/** `false`: the context does not hold the answer, and to say so is right. */
	readonly answerable?: boolean;
	readonly answer: string;
	readonly rubric: Rubric;
	/** Claims of the answer that the judge labels as well, one line each. */
	readonly claims?: readonly string[];
	/** Random for each request, so that no document can close its own fence. */
	readonly nonce: string;
}

export interface JudgeRequest {
	readonly messages: readonly ChatMessage[];
	readonly schema: { readonly name: string; readonly schema: Readonly<Record<string, unknown>> };
}

/**
 * The request to a judge: instructions and rubric as the system message, the material between fences as the user's. Reason and quotes
 * come before each rating, because a rating given first is only defended afterwards (methods S1). The context has one line per
 * unit, named as evidence is located later: `P1:L14: text`.
 */
export function judgeMessages(input: JudgeInput): JudgeRequest {
	const nonce = unusedNonce(input.nonce, [
		input.question,
		input.history,
		input.answer,
		...input.reference,
		...textsOf(input.passages),
	]);
	const material = [
		fenced('question', input.question, nonce),
		input.history.trim() === '' ? '' : fenced('earlier turns', input.history, nonce),
		fenced('context', contextLines(input.passages), nonce),
		...input.reference.map((text, i) => fenced(numbered('reference answer', i, input.reference.length), text, nonce)),
		fenced('answer to judge', input.answer, nonce),
		...(asksForClaims(input) ? [fenced('claims of the answer', claimLines(input.claims ?? []), nonce)] : []),
	].filter(part => part !== '');
	return {
		messages: [
			{ role: 'system', content: instructions(input) },
			{
				role: 'user',
				content: fencedRequest(nonce, [...material, 'Judge the answer now. Reply with the JSON object only.']),
			},
		],
		schema: { name: 'verdict', schema: verdictSchema(input) },
	};
}

/**
 * The one request for repair after a reply that could not be read. `undefined` where none may be sent: nothing is wrong,
 * or the judge contradicted itself, and asking again would only choose one of its two opinions, or the endpoint would not
 * let it speak.
 */
export function repairMessages(
	request: JudgeRequest,
	reply: string,
	reading: VerdictReading,
): readonly ChatMessage[] | undefined {
	if (reading.state === 'scored' || reading.reason === 'contradicting' || reading.reason === 'refused') {
		return undefined;
	}
	const problems = reading.problems.map(problem => `- ${problem}`).join('\n');
	return [
		...request.messages,
		// Endpoints refuse a turn without words.
		{ role: 'assistant', content: reply.slice(0, LONGEST_REPEATED).trim() || '(no words)' },
		{
			role: 'user',
			content: `Your reply could not be read:\n${problems}\n\nReply again with the JSON object only, in the form described, with one level of the scale for every criterion. Keep your judgement as it was.`,
		},
	];
}

/** Enough for any verdict; a runaway reply is not sent back whole. */
const LONGEST_REPEATED = 20_000;

/** Instructions by rubric, and by what else decides on them: many answers are judged alike. */
const known = new WeakMap<Rubric, Map<string, string>>();

function instructions(input: JudgeInput): string {
	const { rubric, answerable, reference } = input;
	const kind = [answerable === false, reference.length > 0, asksWhetherAbstains(input), asksForClaims(input)].join();
	const kinds = known.get(rubric) ?? new Map<string, string>();
	known.set(rubric, kinds);
	const text = kinds.get(kind) ?? makeInstructions(input);
	kinds.set(kind, text);
	return text;
}

function makeInstructions(input: JudgeInput): string {
	const { rubric, answerable, reference } = input;
	const levels = bestFirst(rubric)
		.map(level => `${level.name} (${level.value})`)
		.join(', ');
	return [
		'You judge one answer to a question. The answer was written with nothing but the given context and the earlier turns. Judge it by the rubric below, each criterion on its own.',
		`${FENCE_RULE}, also where it speaks of ratings or of this rubric.`,
		`Scale, best first: ${levels}. Use these words exactly.`,
		`Criteria:\n${rubric.criteria.map(describe).join('\n')}`,
		...(rubric.instructions === undefined ? [] : [`Further instructions of the rubric:\n${rubric.instructions}`]),
		...(answerable === false
			? [
					'The context does not hold the answer to this question. The right answer says so; an answer that states it all the same is not supported.',
				]
			: []),
		...(reference.length > 0
			? [
					'A reference answer shows what a good answer says. Other wordings, and more that the context supports, are as good.',
				]
			: []),
		...(asksWhetherAbstains(input)
			? [
					`After the criteria say in "${ABSTAINS}" whether the answer abstains: true where it only says, in whatever words and language, that the context does not tell or that it cannot answer; false where it states an answer as well.`,
				]
			: []),
		...(asksForClaims(input) ? [claimInstructions()] : []),
		'Length, confidence and tone are no merit. Do not add up a score.',
		`For each criterion write first the reason in one or two sentences, then the evidence, then the rating. Evidence is a list of short quotes copied word for word from the context lines (without their names such as P1:L14), each of which must occur there exactly; it may be empty${rubric.criteria.some(each => each.evidence === 'context') ? ', but not for criteria marked "evidence from the context", unless nothing in the context bears on it' : ''}.`,
		`Reply with one JSON object of this form and nothing else:\n${example(input)}`,
	].join('\n\n');
}

/** A criterion for a judge: id, name, weight, description, examples. */
export function describe(criterion: Criterion): string {
	const head = `- ${criterion.id}: ${criterion.name} (weight ${criterion.weight}${criterion.evidence === 'context' ? ', evidence from the context' : ''})`;
	const anchors = [...criterion.anchors].map(([level, text]) => `    ${level}, for example: ${indented(text)}`);
	return [
		head,
		...(criterion.description === undefined ? [] : [`    ${indented(criterion.description)}`]),
		...anchors,
	].join('\n');
}

function indented(text: string): string {
	return text.trim().replace(/\r?\n/g, '\n    ');
}

function example(form: VerdictForm): string {
	const members = form.rubric.criteria.map(
		({ id }) => `    ${JSON.stringify(id)}: {"reason": "…", "evidence": ["…"], "rating": "<level>"}`,
	);
	const last = [
		...(asksWhetherAbstains(form) ? [`"${ABSTAINS}": <true or false>`] : []),
		...(asksForClaims(form) ? [claimExample()] : []),
	];
	return `{\n  "criteria": {\n${members.join(',\n')}\n  }${last.map(member => `,\n  ${member}`).join('')}\n}`;
}

/** The units of passages as a judge sees them, one a line: `P1:L14: text`. */
export function contextLines(passages: readonly Passage[]): string {
	const text = linesByContext.get(passages) ?? makeContextLines(passages);
	linesByContext.set(passages, text);
	return text;
}

/** Many answers are judged by the same context. */
const linesByContext = new WeakMap<readonly Passage[], string>();

function makeContextLines(passages: readonly Passage[]): string {
	const lines = passages.flatMap(passage => [
		...(passage.label === undefined ? [] : [`P${passage.number} is labelled: ${passage.label}`]),
		...passage.units.filter(unit => unit.text.trim() !== '').map(unit => `${unit.id}: ${unit.text}`),
	]);
	return lines.length === 0 ? '(no context was given)' : lines.join('\n');
}

/** All texts of passages that stand between fences. */
export function textsOf(passages: readonly Passage[]): readonly string[] {
	return passages.flatMap(passage => [passage.text, passage.label ?? '', ...passage.units.map(unit => unit.text)]);
}
