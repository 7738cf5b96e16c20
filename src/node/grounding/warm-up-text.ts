import type { GroundingQuery } from '../../core/grounding/answer-reading.ts';
import type { GroundingUnit } from '../../core/grounding/grounding.ts';

/** A context and answers of the common kinds: prose, a list, values that differ, names, a negation, nothing known. */
export const UNITS_TO_WARM_UP: readonly GroundingUnit[] = [
	'# The lighthouse of Norhaven',
	'The lighthouse was built in 1874 of grey granite from the quarry of Lund, and is 31 metres high.',
	'Its lamp burned oil until 1932; since then it has been lit by electricity, at 230 volts.',
	'The keepers, Anna Holm and her brother, lived on the island with their two children for 27 years.',
	'| Year | Visitors |',
	'| 2021 | 12,400 |',
	'| 2022 | 15,900 |',
	'In winter it is not open to visitors, because ice makes the stairs dangerous.',
].map((text, i) => ({ id: `W1:L${i + 1}`, text, title: 'lighthouse.md' }));

export const WARM_UP_ANSWERS: readonly GroundingQuery[] = [
	{
		question: 'When was the lighthouse built, and how high is it?',
		answer: 'It was built in 1874 and is 35 metres high. The granite came from Lund, which is known for its quarry.',
	},
	{
		question: 'Who kept it?',
		answer:
			'Here is what the document says:\n\n- **Anna Holm** and her brother kept it for 27 years [1].\n- They lived on the island.\n- Their children moved to Bergen.',
	},
	{
		question: 'How many visitors came in 2022?',
		answer: 'In 2022 there were 15.9 thousand visitors, 3,500 more than in 2021.',
	},
	{ question: 'Is it open in winter?', answer: 'Yes, it is open to visitors in winter, since the stairs are safe.' },
	{ question: 'What does the lamp burn?', answer: 'The passages do not say what the lamp burns today.' },
];
