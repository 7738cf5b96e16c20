export interface CaseKeyParts {
	/** Root-relative path of the question file. */
	readonly file: string;
	readonly question: string;
	/** Stem of the template, `built-in` for the built-in one. */
	readonly prompt: string;
	readonly model: string;
	/** Left out of the key where one answer is asked for. */
	readonly sample: number | undefined;
}

/** `<file>#<question>@<prompt stem>@<model>[~<sample>]`: what a case is called everywhere. */
export function caseKey({ file, question, prompt, model, sample }: CaseKeyParts): string {
	return `${file}#${question}@${prompt}@${model}${sample === undefined ? '' : `~${sample}`}`;
}
