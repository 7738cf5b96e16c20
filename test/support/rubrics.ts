import type { Criterion, Rubric } from '../../src/core/documents/rubric.ts';

/** The rubrics that the replies in `test/fixtures/verdicts` are read by. */
export function testRubric(name: string): Rubric {
	switch (name) {
		case 'built-in':
			return rubricOf(
				{ Excellent: 100, Good: 80, Fair: 60, Bad: 40, Worse: 20 },
				{
					Relevance: { weight: 0.5 },
					Faithfulness: {
						weight: 0.2,
						evidence: 'context',
						caps: new Map([
							['Bad', 60],
							['Worse', 40],
						]),
					},
					Completeness: { weight: 0.1 },
					Clarity: { weight: 0.1 },
					Conciseness: { weight: 0.1 },
				},
			);
		case 'one-to-five':
			return rubricOf({ 5: 100, 4: 75, 3: 50, 2: 25, 1: 0 }, { Accuracy: {}, Depth: {}, Style: {} });
		case 'zero-to-ten':
			return rubricOf(Object.fromEntries(Array.from({ length: 11 }, (_, i) => [String(i), i * 10])), {
				Accuracy: {},
				Depth: {},
				Style: {},
			});
		case 'pass-fail':
			return rubricOf({ Pass: 100, Fail: 0 }, { Correct: {}, Sourced: {} });
		case 'single':
			return rubricOf({ Good: 100, Bad: 0 }, { Faithfulness: {} });
		case 'german':
			return rubricOf(
				{ 'sehr gut': 100, gut: 75, ausreichend: 50, mangelhaft: 25 },
				{ Treue: {}, Vollständigkeit: { id: 'vollstaendigkeit' } },
				{ 'sehr gut': ['hervorragend', 'ausgezeichnet'] },
			);
		default:
			throw new Error(`No test rubric is called ${name}.`);
	}
}

/** A rubric from levels and named criteria; what is not given is neutral. */
export function rubricOf(
	scale: Readonly<Record<string, number>>,
	criteria: Readonly<Record<string, Partial<Criterion>>>,
	synonyms: Readonly<Record<string, readonly string[]>> = {},
): Rubric {
	return {
		name: 'Test rubric',
		levels: Object.entries(scale).map(([name, value]) => ({ name, value, synonyms: synonyms[name] ?? [] })),
		criteria: Object.entries(criteria).map(([name, rest]) => ({
			id: name.toLowerCase(),
			name,
			weight: 1,
			description: undefined,
			anchors: new Map(),
			evidence: undefined,
			caps: new Map(),
			judge: undefined,
			...rest,
		})),
		pass: { score: 80, levels: new Map() },
		instructions: undefined,
	};
}
