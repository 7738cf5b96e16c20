import { KeptPassages } from '../documents/kept-passages.ts';
import { type DocumentKind, documentKind } from '../documents/kinds.ts';
import { parseQuestionFile, type QuestionFileReading } from '../documents/parse-question-file.ts';
import type { Shape } from '../documents/shape.ts';
import { splitItems } from '../documents/split-items.ts';
import { parseYaml } from '../documents/yaml/parse-yaml.ts';
import { shortHash } from '../text/hash.ts';
import { LineIndex } from '../text/lines.ts';
import type { TextRange } from '../text/range.ts';
import { type Occurrence, occurrencesIn } from './occurrences.ts';
import { oneLine } from './one-line.ts';
import { type Regions, regionsOf } from './regions.ts';
import { namedKey } from './shapes.ts';
import { templateNames } from './template-names.ts';

/**
 * One version of a document with what the language features ask of it, worked out when first asked. A later version
 * takes over from `previous` what did not change: of a question file only the items that were edited are read again.
 */
export class LanguageDocument {
	/** Root-relative. */
	readonly path: string;
	readonly kind: DocumentKind;
	readonly text: string;
	readonly regions: Regions;
	/** Source text of an item → its names, as offsets in it. That of the previous version until it was used. */
	private itemNames: ReadonlyMap<string, readonly Occurrence[]>;
	private found: readonly Occurrence[] | undefined;
	/** The passages of the questions as the last loading left them. */
	readonly kept: KeptPassages;
	/** Text of a question → what lists show of it. */
	private readonly digests: Map<string, QuestionDigest>;
	/** Of the previous version until it was brought up to date. */
	private reading: QuestionFileReading | undefined;
	private isBehind = true;
	private links: readonly Occurrence[] | undefined;
	private cut: readonly TextRange[] | undefined;
	private index: LineIndex | undefined;

	constructor(path: string, text: string, previous?: LanguageDocument) {
		this.path = path;
		this.kind = documentKind(path) ?? 'questions';
		this.text = text;
		this.regions = regionsOf(this.kind, text);
		this.itemNames = previous?.itemNames ?? new Map();
		this.reading = previous?.reading;
		this.digests = previous?.digests ?? new Map();
		this.kept = previous?.kept ?? new KeptPassages();
	}

	/** The question file that the text stands for; `undefined` for other kinds. */
	get questionFile(): QuestionFileReading | undefined {
		if (this.kind === 'questions' && this.isBehind) {
			this.reading = parseQuestionFile(this.text, this.reading);
			this.isBehind = false;
		}
		return this.reading;
	}

	/** What lists show of a question's text. For 10,000 questions it takes a tenth of a second, so versions share it. */
	digestOf(text: string): QuestionDigest {
		const known = this.digests.get(text);
		if (known !== undefined) {
			return known;
		}
		if (this.digests.size >= MOST_DIGESTS) {
			this.digests.clear();
		}
		const digest = { hash: shortHash(text), title: oneLine(text, LONGEST_TITLE) };
		this.digests.set(text, digest);
		return digest;
	}

	get lines(): LineIndex {
		this.index ??= new LineIndex(this.text);
		return this.index;
	}

	/** Every name given or used in the document, in the order of the text. */
	get occurrences(): readonly Occurrence[] {
		this.found ??= [...this.yamlNames(), ...this.templateNames()];
		return this.found;
	}

	/** The paths of a kind that the document names, as written. Of a question file only its head is read. */
	linksOf(kind: 'prompt-path' | 'rubric-path'): readonly string[] {
		this.links ??= this.headNames();
		return this.links.filter(name => name.kind === kind).map(name => name.name);
	}

	/** Of a question file the text before its items; the whole text of other documents. */
	get head(): string {
		return this.text.slice(0, this.items[0]?.start ?? this.text.length);
	}

	private headNames(): readonly Occurrence[] {
		const yaml = this.regions.yaml;
		return yaml === undefined ? [] : namesAround(this.text, yaml.shape, this.items);
	}

	private get items(): readonly TextRange[] {
		this.cut ??= (this.kind === 'questions' ? this.splitItems() : undefined) ?? [];
		return this.cut;
	}

	/** The reading knows them already, if there is one of this text. */
	private splitItems(): readonly TextRange[] | undefined {
		return (this.isBehind ? undefined : this.reading?.items) ?? splitItems(this.text)?.items;
	}

	private yamlNames(): readonly Occurrence[] {
		const yaml = this.regions.yaml;
		if (yaml === undefined) {
			return [];
		}
		return this.items.length < 2
			? namesOf(this.text, yaml.range, yaml.shape)
			: this.namesByItem(yaml.shape, this.items);
	}

	private namesByItem(shape: Shape, items: readonly TextRange[]): readonly Occurrence[] {
		const questions = shape.kind === 'object' ? namedKey(shape, 'questions')?.shape : undefined;
		if (questions === undefined) {
			return [];
		}
		const itemNames = new Map<string, readonly Occurrence[]>();
		const start = items[0]!.start;
		const names: Occurrence[] = [];
		for (const item of items) {
			const source = this.text.slice(item.start, item.end);
			const own = this.itemNames.get(source) ?? namesOf(source, { start: 0, end: source.length }, questions);
			itemNames.set(source, own);
			for (const name of own) {
				names.push(shifted(name, item.start));
			}
		}
		this.itemNames = itemNames;
		const around = namesAround(this.text, shape, items);
		return [
			...around.filter(name => name.range.start < start),
			...names,
			...around.filter(name => name.range.start >= start),
		];
	}

	private templateNames(): readonly Occurrence[] {
		const region = this.regions.template;
		if (region === undefined) {
			return [];
		}
		const { reads, includes } = templateNames(this.text, region.start, region.end);
		const common = { role: 'reference', style: 'template' } as const;
		return [
			...reads.map(({ name, range }) => ({ kind: 'variable' as const, ...common, name, range })),
			...includes.map(({ name, range }) => ({ kind: 'prompt-path' as const, ...common, name, range })),
		];
	}
}

export interface QuestionDigest {
	/** Short hash of the text. */
	readonly hash: string;
	/** One line of at most 120 characters. */
	readonly title: string;
}

/** The names outside of the items. */
function namesAround(text: string, shape: Shape, items: readonly TextRange[]): readonly Occurrence[] {
	const start = items[0]?.start ?? text.length;
	const end = items.at(-1)?.end ?? text.length;
	const head = text.slice(0, start) + text.slice(end);
	const names = namesOf(head, { start: 0, end: head.length }, shape);
	return names.map(name => (name.range.start < start ? name : shifted(name, end - start)));
}

function namesOf(text: string, range: TextRange, shape: Shape): readonly Occurrence[] {
	const source = text.slice(range.start, range.end);
	const { root } = parseYaml(source);
	return root === undefined ? [] : [...occurrencesIn(root, shape, { text: source, shift: range.start })];
}

function shifted(name: Occurrence, by: number): Occurrence {
	return { ...name, range: { start: name.range.start + by, end: name.range.end + by } };
}

/** Room for the questions of the largest files and for what is typed over a day. */
const MOST_DIGESTS = 50_000;

const LONGEST_TITLE = 120;
