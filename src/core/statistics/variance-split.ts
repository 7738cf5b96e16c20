/** Where the noise of a mean comes from: questions, answers of the model, verdicts of the judge (methods S10). */
export interface VarianceSplit {
	/** Questions. */
	readonly n: number;
	readonly mean: number;
	/** Standard error of the mean. */
	readonly error: number;
	/** Variance between questions; together with that between answers where no question was answered twice. */
	readonly questions: number;
	/** Between answers to one question; `undefined` where none was answered twice. */
	readonly answers: number | undefined;
	/** Between verdicts on one answer; `undefined` where none was judged twice. */
	readonly verdicts: number | undefined;
	/** Names of parts that came out below 0 and were set to 0. */
	readonly clipped: readonly ('questions' | 'answers' | 'verdicts')[];
	/** What each part adds to the square of the standard error, 0..1; they sum to 1 where there is any noise. */
	readonly shares: Readonly<Record<'questions' | 'answers' | 'verdicts', number>>;
	/** The largest of them: what to add more of. */
	readonly advice: 'questions' | 'answers' | 'verdicts' | undefined;
}

/**
 * Splits the variance of scores, question > answer > verdict, by the method of moments for a nested design (Searle, Casella & McCulloch 1992;
 * methods S10). Unequal numbers of answers and verdicts are allowed: each part uses what it has. `undefined` for fewer than two questions.
 */
export function varianceSplit(scores: readonly (readonly (readonly number[])[])[]): VarianceSplit | undefined {
	const questions = scores
		.map(answers => answers.filter(each => each.length > 0))
		.filter(answers => answers.length > 0);
	const n = questions.length;
	if (n < 2) {
		return undefined;
	}
	const all = questions.flat();
	const judgedTwice = all.filter(each => each.length > 1);
	const answeredTwice = questions.filter(each => each.length > 1);
	const freedom = sum(judgedTwice.map(each => each.length - 1));
	const verdicts = freedom === 0 ? undefined : sum(judgedTwice.map(squares)) / freedom;
	const perVerdict = (answer: readonly number[]) => (verdicts ?? 0) / answer.length;
	const rawAnswers =
		answeredTwice.length === 0
			? undefined
			: mean(answeredTwice.map(each => variance(each.map(mean)))) - mean(answeredTwice.flat().map(perVerdict));
	const answers = rawAnswers === undefined ? undefined : Math.max(0, rawAnswers);
	const means = questions.map(each => mean(each.map(mean)));
	const ofAnswers = mean(questions.map(each => (answers ?? 0) / each.length));
	const ofVerdicts = mean(questions.map(each => sum(each.map(perVerdict)) / each.length ** 2));
	const total = variance(means);
	const rawQuestions = total - ofAnswers - ofVerdicts;
	const between = Math.max(0, rawQuestions);
	const parts = { questions: between, answers: ofAnswers, verdicts: ofVerdicts };
	const whole = between + ofAnswers + ofVerdicts;
	const [advice] = (['questions', 'answers', 'verdicts'] as const).toSorted((a, b) => parts[b] - parts[a]);
	return {
		...{ n, mean: mean(means), error: Math.sqrt(whole / n), questions: between, answers, verdicts },
		clipped: [
			...(rawQuestions < 0 ? (['questions'] as const) : []),
			...(rawAnswers !== undefined && rawAnswers < 0 ? (['answers'] as const) : []),
		],
		shares: {
			questions: whole === 0 ? 0 : between / whole,
			answers: whole === 0 ? 0 : ofAnswers / whole,
			verdicts: whole === 0 ? 0 : ofVerdicts / whole,
		},
		advice: whole === 0 ? undefined : advice,
	};
}

function sum(values: readonly number[]): number {
	return values.reduce((total, each) => total + each, 0);
}

function mean(values: readonly number[]): number {
	return sum(values) / values.length;
}

function squares(values: readonly number[]): number {
	const middle = mean(values);
	return sum(values.map(each => (each - middle) ** 2));
}

function variance(values: readonly number[]): number {
	return values.length < 2 ? 0 : squares(values) / (values.length - 1);
}
