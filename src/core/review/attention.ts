import type { Case } from './case.ts';

/** A question that a person looks at now. */
export interface LookedAt {
	/** Root-relative path of the question file. */
	readonly file: string;
	readonly question: string;
}

/** Knows which cases a person waits for: those of the question that he looks at, and the earlier turns that they need. */
export class Attention {
	private readonly look: () => LookedAt | undefined;
	/** Question → the keys of the earlier turns of its cases. */
	private readonly needed = new Map<string, Set<string>>();

	/** `look` is asked often: it has to be quick. */
	constructor(look: () => LookedAt | undefined) {
		this.look = look;
	}

	/** Learns what a case needs; a question whose cases nobody added still comes first. */
	add({ file, question, turns }: Case): void {
		for (const { answer } of turns) {
			if (answer.kind === 'case') {
				const keys = this.needed.get(nameOf(file, question.id)) ?? new Set();
				keys.add(answer.key);
				this.needed.set(nameOf(file, question.id), keys);
			}
		}
	}

	/** What is looked at, as one text; `undefined` while nobody looks at anything. */
	get name(): string | undefined {
		const at = this.look();
		return at && nameOf(at.file, at.question);
	}

	/** Whether a case comes first now; `undefined` while nobody looks at any. */
	urgent(): ((item: Case) => boolean) | undefined {
		const at = this.look();
		if (at === undefined) {
			return undefined;
		}
		const needed = this.needed.get(nameOf(at.file, at.question));
		return item => (item.question.id === at.question && item.file === at.file) || needed?.has(item.key) === true;
	}

	/** The same by key. */
	urgentKey(): ((key: string) => boolean) | undefined {
		const at = this.look();
		if (at === undefined) {
			return undefined;
		}
		const start = `${at.file}#${at.question}@`;
		const needed = this.needed.get(nameOf(at.file, at.question));
		return key => key.startsWith(start) || needed?.has(key) === true;
	}
}

function nameOf(file: string, question: string): string {
	return `${file}#${question}`;
}
