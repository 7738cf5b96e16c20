import type { AnnotationFile } from '../documents/annotation-file.ts';
import type { JudgedAnswer } from './judged-answer.ts';

/** Judged answers of which no two questions share one, and how to find them. */
export interface ToldApart {
	readonly judged: readonly JudgedAnswer[];
	/** What the answer of a question is known by, given its hash: what `judged` calls its hash. */
	readonly idOf: (hash: string, question: string) => string;
}

/**
 * Tells answers of the same text to several questions apart. The annotations file names the question of an answer: that one keeps the plain
 * hash, which reviews, ratings and marks name; where it is not among them (because it has another id by now) the first. The others get the
 * question behind it, and nobody has said anything of them.
 */
export function tellApart(file: Pick<AnnotationFile, 'answers'>, judged: readonly JudgedAnswer[]): ToldApart {
	const questions = new Map<string, Set<string>>();
	for (const { hash, question } of judged) {
		questions.set(hash, (questions.get(hash) ?? new Set()).add(question));
	}
	const idOf = (hash: string, question: string): string => {
		const all = questions.get(hash);
		if (all === undefined || !all.has(question)) {
			return hash;
		}
		const named = file.answers.get(hash)?.question;
		const [first] = all;
		return question === (named !== undefined && all.has(named) ? named : first) ? hash : `${hash} ${question}`;
	};
	return {
		idOf,
		judged: judged.map(answer => {
			const id = idOf(answer.hash, answer.question);
			return id === answer.hash ? answer : { ...answer, hash: id };
		}),
	};
}
