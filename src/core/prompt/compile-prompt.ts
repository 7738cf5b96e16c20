import { resolvePath } from '../documents/files.ts';
import type { PromptTemplate } from '../documents/prompt-template.ts';
import type { ChatMessage } from '../review/ports.ts';
import { sectionsOf } from './front-matter.ts';
import { type CompiledTemplate, compileTemplate } from './jinja/compile.ts';
import { namesSetBy, readsOf, type VariableRead } from './jinja/reads.ts';
import type { TextChange } from './jinja/scan.ts';
import { roleLines, roleNamed } from './role-lines.ts';

/** A Prompty body, ready to be rendered many times. */
export interface CompiledPrompt {
	readonly template: CompiledTemplate;
	/** The names that it and its partials read from outside. */
	readonly names: ReadonlySet<string>;
	readonly include: (name: string) => CompiledTemplate | undefined;
	/** Splits what was rendered at the stamped role lines. Contents are trimmed, empty ones left out. */
	readonly split: (rendered: string) => readonly ChatMessage[];
}

/**
 * Compiles the body of a Jinja template. Every real role line is stamped with a random nonce before anything is rendered, so
 * that a line `system:` in a passage, a question or an earlier answer begins no message.
 */
export function compilePrompt(template: PromptTemplate): CompiledPrompt {
	const nonce = randomNonce();
	const main = compileBody(template.source, sectionsOf(template.source).body.start, nonce);
	const partials = new Map<string, CompiledTemplate | undefined>();
	const include = (name: string): CompiledTemplate | undefined => {
		if (!partials.has(name)) {
			const text = template.partials?.get(partialPath(template, name) ?? '');
			partials.set(name, text === undefined ? undefined : compileBody(text, 0, nonce));
		}
		return partials.get(name);
	};
	return {
		template: main,
		names: namesRead(main, include),
		include,
		split: rendered => splitMessages(rendered, nonce),
	};
}

/** Where an included file lies: names are relative to the folder of the prompt, and stay below it. */
export function partialPath(template: PromptTemplate, name: string): string | undefined {
	const below = resolvePath('prompt', name);
	return template.path === undefined || below === undefined || below === ''
		? undefined
		: resolvePath(template.path, below);
}

/**
 * What included files read from outside of the whole prompt, each at the place of the include that leads to it. A name that any
 * file sets counts as set: the files see each other's variables.
 */
export function readsOfPartials({ template, include }: CompiledPrompt): readonly VariableRead[] {
	const reads: VariableRead[] = [];
	const set = new Set(namesSetBy(template));
	for (const { value, range } of template.includes) {
		const seen = new Set<CompiledTemplate>();
		const queue = [include(value)];
		while (queue.length > 0) {
			const partial = queue.pop();
			if (partial === undefined || seen.has(partial)) {
				continue;
			}
			seen.add(partial);
			for (const name of namesSetBy(partial)) {
				set.add(name);
			}
			reads.push(...readsOf(partial).map(read => ({ ...read, range })));
			queue.push(...partial.includes.map(each => include(each.value)));
		}
	}
	return reads.filter(read => !set.has(read.name));
}

function compileBody(source: string, from: number, nonce: string): CompiledTemplate {
	const changes: TextChange[] = [];
	for (const line of roleLines(source, from)) {
		if (line.kind === 'literal') {
			changes.push({ range: line.range, text: stamp(nonce, 'open') + line.role + stamp(nonce, 'close'), raw: true });
		} else {
			const { range, expression } = line;
			changes.push({ range: { start: range.start, end: expression.start }, text: stamp(nonce, 'open'), raw: false });
			changes.push({ range: { start: range.end - 1, end: range.end }, text: stamp(nonce, 'close'), raw: false });
		}
	}
	return compileTemplate(source, from, changes);
}

function namesRead(
	main: CompiledTemplate,
	include: (name: string) => CompiledTemplate | undefined,
): ReadonlySet<string> {
	const names = new Set<string>();
	const seen = new Set<CompiledTemplate>();
	const queue: (CompiledTemplate | undefined)[] = [main];
	for (let template = queue.pop(); template !== undefined || queue.length > 0; template = queue.pop()) {
		if (template === undefined || seen.has(template)) {
			continue;
		}
		seen.add(template);
		for (const read of readsOf(template)) {
			names.add(read.name);
		}
		queue.push(...template.includes.map(each => include(each.value)));
	}
	return names;
}

function splitMessages(rendered: string, nonce: string): readonly ChatMessage[] {
	const [open, close] = [stamp(nonce, 'open'), stamp(nonce, 'close')];
	const messages: { role: ChatMessage['role']; parts: string[] }[] = [{ role: 'system', parts: [] }];
	for (const [index, piece] of rendered.split(open).entries()) {
		const end = index === 0 ? -1 : piece.indexOf(close);
		const role = end < 0 ? undefined : roleNamed(piece.slice(0, end));
		if (role !== undefined) {
			messages.push({ role, parts: [piece.slice(end + close.length)] });
		} else {
			// No role after all: a line that was written as `{{ x.role }}:` stays what it rendered to.
			messages.at(-1)!.parts.push(piece.replaceAll(close, ':'));
		}
	}
	return messages
		.map(({ role, parts }) => ({ role, content: parts.join('').trim() }))
		.filter(message => message.content !== '');
}

/** Delimiters that no data can hold: it would have to guess 96 random bits. */
function stamp(nonce: string, side: 'open' | 'close'): string {
	return side === 'open' ? `\ue200${nonce}\ue201` : `\ue202${nonce}\ue203`;
}

function randomNonce(): string {
	return [...crypto.getRandomValues(new Uint32Array(3))].map(part => part.toString(36)).join('.');
}
