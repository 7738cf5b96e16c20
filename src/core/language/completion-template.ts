import { GITHUB_QUESTION } from '../prompt/render.ts';
import { isStandardVariable, STANDARD_VARIABLES } from '../prompt/variables.ts';
import type { Completion } from './completion-place.ts';
import type { LanguageDocument } from './document.ts';
import type { Library } from './library.ts';
import { templateNames } from './template-names.ts';
import { tagAt } from './template-tags.ts';
import { givenVariables } from './template-variables.ts';
import { FILTER_DOCS, MEMBERS, STATEMENTS, TEST_DOCS, VARIABLE_DOCS } from './template-words.ts';

/**
 * What may stand in a template: variables, members, filters and tests inside of braces, role markers at the start of a
 * line. `undefined` where the offset lies in no template.
 */
export function completeTemplate(
	document: LanguageDocument,
	offset: number,
	library: Library,
): readonly Completion[] | undefined {
	const region = document.regions.template;
	if (region === undefined || offset < region.start) {
		return undefined;
	}
	const tag = tagAt(document.text, region.start, offset);
	if (tag !== undefined && tag.kind !== 'comment') {
		return insideTag(document, { start: tag.inside.start, offset, isStatement: tag.kind === 'statement' }, library);
	}
	return document.kind === 'prompty' ? roleMarkers(document.text, offset) : undefined;
}

function insideTag(
	document: LanguageDocument,
	at: { readonly start: number; readonly offset: number; readonly isStatement: boolean },
	library: Library,
): readonly Completion[] {
	const before = document.text.slice(at.start, at.offset);
	const typed = /[\p{L}\p{N}_]*$/u.exec(before)?.[0] ?? '';
	const rest = /^[\p{L}\p{N}_]*/u.exec(document.text.slice(at.offset, at.offset + 100))?.[0] ?? '';
	const range = { start: at.offset - typed.length, end: at.offset + rest.length };
	const lead = before.slice(0, before.length - typed.length).trimEnd();
	const offer = (words: Readonly<Record<string, string>>, kind: Completion['kind']): Completion[] =>
		Object.entries(words).map(([word, docs]) => ({ label: word, kind, docs, edit: { range, text: word } }));
	if (document.kind !== 'github-prompt') {
		if (lead.endsWith('|')) {
			return offer(FILTER_DOCS, 'function');
		}
		if (/\bis(?:\s+not)?$/.test(lead)) {
			return offer(TEST_DOCS, 'function');
		}
		if (lead.endsWith('.')) {
			const owner = /([\p{L}_][\p{L}\p{N}_]*)(?:\[[^\]]*\])?\.$/u.exec(lead)?.[1];
			return offer(MEMBERS[memberKind(document, owner)] ?? {}, 'variable');
		}
		if (at.isStatement && lead.replace(/^[-+]/, '') === '') {
			return offer(STATEMENTS, 'keyword');
		}
	}
	return [...variables(document, { offset: at.offset, range }, library)];
}

function variables(
	document: LanguageDocument,
	at: { readonly offset: number; readonly range: { readonly start: number; readonly end: number } },
	library: Library,
): Iterable<Completion> {
	const found = new Map<string, Completion>();
	const add = (name: string, docs: string, detail?: string) => {
		const more = detail === undefined ? {} : { detail };
		found.set(name, { label: name, kind: 'variable', docs, ...more, edit: { range: at.range, text: name } });
	};
	for (const name of STANDARD_VARIABLES) {
		add(name, VARIABLE_DOCS[name]);
	}
	if (document.kind === 'github-prompt') {
		add(GITHUB_QUESTION, 'The question, by the name that GitHub’s test data have for it.');
	}
	for (const { name, docs, from } of givenVariables(document, library)) {
		if (!isStandardVariable(name)) {
			add(name, docs, from);
		}
	}
	const region = document.regions.template!;
	for (const { name, range } of templateNames(document.text, region.start, at.offset).locals) {
		if (range.end < at.offset) {
			add(name, 'A name of this template.');
		}
	}
	return found.values();
}

/** What a dotted name belongs to: a passage, a turn or the loop, by the list that its `for` goes through. */
function memberKind(document: LanguageDocument, owner: string | undefined): string {
	if (owner === undefined || owner === 'loop' || owner === 'passages' || owner === 'turns') {
		return owner ?? '';
	}
	const loop = new RegExp(`\\{%[-+]?\\s*for\\s+${owner}\\s+in\\s+(passages|turns)\\b`).exec(document.text);
	return loop?.[1] ?? '';
}

function roleMarkers(text: string, offset: number): readonly Completion[] {
	const line = text.slice(Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1, offset);
	if (!/^\s*[a-z]*$/i.test(line)) {
		return [];
	}
	const start = offset - line.trimStart().length;
	return Object.entries(ROLE_DOCS).map(([role, docs]) => ({
		label: `${role}:`,
		kind: 'keyword',
		docs,
		edit: { range: { start, end: offset }, text: `${role}:` },
	}));
}

const ROLE_DOCS = {
	system: 'A message that sets the task.',
	user: 'A message of the person who asks.',
	assistant: 'An earlier answer, or an example of one.',
	developer: 'A message that sets the task, for models that tell it from `system`.',
};
