import { parseYaml } from '../documents/yaml/parse-yaml.ts';
import { keyText, resolved, type YamlEntry, type YamlNode } from '../documents/yaml/tree.ts';
import { roleLines } from '../prompt/role-lines.ts';
import type { TextRange } from '../text/range.ts';
import type { LanguageDocument } from './document.ts';
import { oneLine } from './one-line.ts';
import { questionList } from './question-list.ts';

/** The parts of a document as a tree: questions, criteria, models, annotations, messages. */
export function outline(document: LanguageDocument): readonly OutlineItem[] {
	const yaml = document.regions.yaml;
	if (document.kind === 'questions') {
		return [...headOf(document), ...questionItems(document)];
	}
	const text = yaml === undefined ? '' : document.text.slice(yaml.range.start, yaml.range.end);
	const root = parseYaml(text).root;
	const items = root === undefined ? [] : entriesOf(root, yaml?.range.start ?? 0, 0);
	return document.kind === 'prompty' ? [...items, ...messages(document)] : items;
}

export interface OutlineItem {
	readonly name: string;
	readonly detail: string;
	readonly kind: 'key' | 'list' | 'question' | 'message' | 'item';
	readonly range: TextRange;
	/** What is selected on a click; inside `range`. */
	readonly selection: TextRange;
	readonly children: readonly OutlineItem[];
}

/** The keys of a question file before its items. */
function headOf(document: LanguageDocument): readonly OutlineItem[] {
	const text = document.head;
	const root = parseYaml(text).root;
	return root === undefined ? [] : entriesOf(root, 0, 0).filter(({ name }) => name !== 'questions');
}

function questionItems(document: LanguageDocument): readonly OutlineItem[] {
	return questionList(document).map(question => ({
		name: question.id,
		detail: question.title,
		kind: 'question',
		range: question.range,
		selection: question.keyRange,
		children: [],
	}));
}

/** Two levels of keys and items are enough to find one's way. */
const DEEPEST = 1;

function entriesOf(node: YamlNode, shift: number, depth: number): readonly OutlineItem[] {
	const value = resolved(node);
	if (value.kind === 'mapping') {
		return value.entries.map(entry => entryItem(entry, shift, depth));
	}
	if (value.kind !== 'sequence') {
		return [];
	}
	return value.items.filter(item => resolved(item).kind === 'mapping').map(item => listItem(item, shift));
}

function entryItem(entry: YamlEntry, shift: number, depth: number): OutlineItem {
	const value = resolved(entry.value);
	return {
		name: oneLine(keyText(entry) ?? '?', 80) || '?',
		detail: oneLine(value.kind === 'scalar' ? value.source : tellingValue(value), 80),
		kind: value.kind === 'sequence' ? 'list' : 'key',
		range: moved(entry.range, shift),
		selection: moved(entry.key.range, shift),
		children: depth < DEEPEST && entry.value.kind !== 'alias' ? entriesOf(entry.value, shift, depth + 1) : [],
	};
}

/** What tells one mapping of a table from another: the question of an answer, the provider of a model, the type of an input. */
function tellingValue(node: YamlNode): string {
	const entries = node.kind === 'mapping' ? node.entries : [];
	const telling = entries.find(entry => ['question', 'provider', 'type'].includes(keyText(entry) ?? ''));
	const value = telling === undefined ? undefined : resolved(telling.value);
	return value?.kind === 'scalar' ? value.source : '';
}

/** An item of a list goes by its id or name, else by its first value. */
function listItem(item: YamlNode, shift: number): OutlineItem {
	const node = resolved(item);
	const entries = node.kind === 'mapping' ? node.entries : [];
	const named = entries.find(entry => ['id', 'name', 'label', 'role'].includes(keyText(entry) ?? '')) ?? entries[0];
	const value = named === undefined ? undefined : resolved(named.value);
	return {
		name: (value?.kind === 'scalar' ? oneLine(value.source, 80) : '') || '?',
		detail: '',
		kind: 'item',
		range: moved(item.range, shift),
		selection: moved(named?.range ?? item.range, shift),
		children: [],
	};
}

function messages(document: LanguageDocument): readonly OutlineItem[] {
	const start = document.regions.template?.start ?? 0;
	const lines = roleLines(document.text, start);
	return lines.map((line, index) => ({
		name: document.text.slice(line.range.start, line.range.end).replace(/:$/, ''),
		detail: '',
		kind: 'message',
		range: { start: line.range.start, end: lines[index + 1]?.line.start ?? document.text.length },
		selection: line.range,
		children: [],
	}));
}

function moved(range: TextRange, by: number): TextRange {
	return { start: range.start + by, end: range.end + by };
}
