import type { Connection } from 'vscode-languageserver';
import { documentKind } from '../core/documents/kinds.ts';
import type { Problem } from '../core/documents/problem.ts';
import { namedDocuments } from '../core/language/library.ts';
import { toDiagnostic } from './convert.ts';
import { behindMarks, diagnose } from './diagnose.ts';
import { HygieneChecks } from './hygiene-checks.ts';
import type { OpenDocuments, OpenPlace } from './open-documents.ts';
import { OutlineSender } from './outline-sender.ts';
import type { Root } from './root.ts';

/**
 * Keeps the problems of all open documents, and of what they name, up to date. Every change marks the documents that
 * depend on it; they are checked one after the other without delay, so a burst of key presses costs one check for each
 * stretch that the last one took. What was found in a text that has changed meanwhile is dropped.
 */
export class Diagnoser {
	private readonly connection: Connection;
	private readonly open: OpenDocuments;
	private readonly outlines: OutlineSender;
	private readonly dirty = new Map<string, OpenPlace>();
	private readonly owners = new Map<string, Finding>();
	/** Counts changes; `changes` has the number of the last one to each path. */
	private sequence = 0;
	private readonly changes = new Map<string, number>();
	private running: Promise<void> | undefined;
	private readonly hygiene = new HygieneChecks((id, problems) => this.tidied(id, problems));

	constructor(connection: Connection, open: OpenDocuments) {
		this.connection = connection;
		this.open = open;
		this.outlines = new OutlineSender(connection);
	}

	/** A document or another file was opened, edited, saved, made or removed. */
	changed({ root, path }: OpenPlace): void {
		this.sequence++;
		this.hygiene.rest();
		this.changes.set(key(root, path), this.sequence);
		this.mark(root, path);
		for (const finding of this.owners.values()) {
			if (finding.root === root && finding.dependencies.has(path)) {
				this.mark(root, finding.path);
			}
		}
		if (documentKind(path) === 'questions') {
			this.markPrompts(root, path);
		}
		this.running ??= this.run();
	}

	/** A document was closed: what it alone gave rise to is withdrawn. `uri` is its address as the client spells it. */
	closed({ root, path }: OpenPlace, uri: string): void {
		const finding = this.owners.get(key(root, path));
		this.outlines.forget(uri);
		if (uri !== root.uriOf(path)) {
			void this.connection.sendDiagnostics({ uri, diagnostics: [] });
		}
		this.owners.delete(key(root, path));
		this.hygiene.forget(key(root, path));
		this.dirty.delete(key(root, path)); // Nobody will check it any more, so nobody else would withdraw anything.
		this.publish(root, new Set([path, ...(finding?.problems.keys() ?? [])]));
		this.changed({ root, path });
	}

	/** The documents belong to other roots now: all of them are checked again, and what no longer holds is withdrawn. */
	placedAgain(places: readonly OpenPlace[]): void {
		const before = [...this.owners.values()];
		this.owners.clear();
		this.dirty.clear();
		for (const { root, problems } of before) {
			this.publish(root, new Set(problems.keys()));
		}
		for (const place of places) {
			this.changed(place);
		}
	}

	/** The problems last shown for a document, with their fixes. */
	problemsOf({ root, path }: OpenPlace): readonly Problem[] {
		const found = new Map<string, Problem>();
		for (const finding of this.owners.values()) {
			if (finding.root !== root || this.dirty.has(key(root, finding.path))) {
				continue; // Offsets of an earlier text would point at the wrong words.
			}
			const own = finding.path === path ? (finding.context ?? []) : [];
			for (const problem of [...(finding.problems.get(path) ?? []), ...own]) {
				const identity = `${problem.code} ${problem.range.start} ${problem.range.end} ${problem.message}`;
				found.set(identity, problem);
			}
		}
		return [...found.values()];
	}

	/** Settles when nothing is left to check. */
	async settled(): Promise<void> {
		while (this.running !== undefined) {
			await this.running;
		}
	}

	private mark(root: Root, path: string): void {
		if (documentKind(path) !== undefined && this.open.get(root, path) !== undefined) {
			this.dirty.set(key(root, path), { root, path });
		}
	}

	/** The prompts that a question file names have a user more, or one less. */
	private markPrompts(root: Root, path: string): void {
		const questions = root.get(path);
		for (const prompt of questions === undefined ? [] : namedDocuments(questions, 'prompt-path', root)) {
			this.mark(root, prompt.path);
		}
	}

	private async run(): Promise<void> {
		await turn(); // Lets the messages that arrived together come in first.
		for (const [id, place] of this.dirty) {
			this.dirty.delete(id);
			try {
				await this.check(place);
				await turn(); // Lets the problems out.
				this.outline(place);
			} catch (error) {
				this.connection.console.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
			}
			await turn();
		}
		this.running = undefined;
		this.hygiene.rest();
	}

	/** Contexts were looked at: what was found is told with the rest, unless the file has changed meanwhile. */
	private tidied(id: string, problems: readonly Problem[]): void {
		const finding = this.owners.get(id);
		if (finding !== undefined && !this.dirty.has(id)) {
			this.owners.set(id, { ...finding, context: shifted(problems, finding) });
			if (problems.length > 0 || (finding.context ?? []).length > 0) {
				this.publish(finding.root, new Set([finding.path]));
			}
		}
	}

	private async check({ root, path }: OpenPlace): Promise<void> {
		const document = root.get(path);
		if (document === undefined || this.open.get(root, path) === undefined) {
			return;
		}
		const started = this.sequence;
		const found = await diagnose(document, root);
		if (this.open.get(root, path) === undefined) {
			return;
		}
		if ([path, ...found.dependencies].some(name => (this.changes.get(key(root, name)) ?? 0) > started)) {
			this.mark(root, path);
			return; // Written on meanwhile: the next turn has the newer texts.
		}
		const before = this.owners.get(key(root, path));
		const { set, ...rest } = found;
		const finding: Finding = { root, path, ...rest };
		const context = set === undefined ? [] : this.hygiene.loaded(key(root, path), set);
		this.owners.set(key(root, path), { ...finding, context: shifted(context, finding) });
		this.publish(root, new Set([...(before?.problems.keys() ?? []), ...found.problems.keys(), path]));
	}

	/** Goes out behind the problems, because it is longer; for a text that is being typed on too. */
	private outline({ root, path }: OpenPlace): void {
		const document = root.get(path);
		const uri = root.uriOf(path);
		const version = this.open.texts.get(uri)?.version;
		if (document !== undefined && version !== undefined) {
			this.outlines.send(document, { uri, version });
		}
	}

	private publish(root: Root, paths: ReadonlySet<string>): void {
		for (const path of paths) {
			if (this.dirty.has(key(root, path))) {
				continue;
			}
			const document = root.get(path);
			const uri = root.uriOf(path);
			const version = this.open.texts.get(uri)?.version;
			const problems = document === undefined ? [] : this.problemsOf({ root, path });
			const diagnostics = problems.map(problem => toDiagnostic(problem, document!.lines, root));
			void this.connection.sendDiagnostics({ uri, diagnostics, ...(version === undefined ? {} : { version }) });
		}
	}
}

/** What checking one open document found, in it and in the documents it names. */
interface Finding {
	readonly root: Root;
	readonly path: string;
	readonly problems: ReadonlyMap<string, readonly Problem[]>;
	readonly dependencies: ReadonlySet<string>;
	/** What its contexts would be better without, as far as it is known. */
	readonly context?: readonly Problem[];
}

function shifted(problems: readonly Problem[], { root, path }: Finding): readonly Problem[] {
	return behindMarks(new Map([[path, problems]]), root).get(path) ?? [];
}

/** One turn of the event loop: what arrived is read, what was sent is written. */
function turn(): Promise<void> {
	return new Promise(resolve => setImmediate(resolve));
}

function key(root: Root, path: string): string {
	return `${root.uri}\n${path}`;
}
