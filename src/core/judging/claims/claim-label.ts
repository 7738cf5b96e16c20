import type { JUDGE_LABELS } from './claim-request.ts';

type JudgeLabel = (typeof JUDGE_LABELS)[number];

/**
 * The label that words name as a whole; `undefined` for all others. Words around a label could turn it round ("not
 * supported"), so none is looked for inside a sentence.
 */
export function claimLabelOf(words: string): JudgeLabel | undefined {
	const folded = words
		.normalize('NFKC')
		.toLowerCase()
		.replace(/[\s_\-‐-―*"'“”‘’`.!:;()[\]<>]+/gu, ' ')
		.trim();
	return LABELS.get(folded);
}

const WORDS: Readonly<Record<JudgeLabel, readonly string[]>> = {
	supported: [
		...['supported', 'fully supported', 'supports', 'support', 'entailed', 'entailment', 'entails', 'attributable'],
		...['grounded', 'verified', 'confirmed', 'belegt', 'gestützt', 'unterstützt', 'soutenu', 'étayé', 'respaldado'],
	],
	partial: [
		...['partial', 'partially', 'partly', 'partial support', 'partially supported', 'partly supported'],
		...['supported in part', 'teilweise', 'teilweise belegt', 'teilweise gestützt', 'partiellement', 'parcial'],
	],
	unsupported: [
		...['unsupported', 'not supported', 'no support', 'not in context', 'not in the context', 'not found', 'neutral'],
		...['not entailed', 'not enough info', 'not enough information', 'nei', 'ungrounded', 'not grounded', 'baseless'],
		...['unattributable', 'nicht belegt', 'nicht gestützt', 'unbelegt', 'non étayé', 'no respaldado'],
	],
	contradicted: [
		...[
			'contradicted',
			'contradiction',
			'contradictory',
			'contradicts',
			'refuted',
			'refutes',
			'conflict',
			'conflicting',
		],
		...['conflicts', 'widerlegt', 'widerspricht', 'widersprochen', 'contredit', 'contradicho'],
	],
	'no-claim': ['no claim', 'noclaim', 'not a claim', 'not checkable', 'uncheckable', 'keine behauptung'],
};

const LABELS: ReadonlyMap<string, JudgeLabel> = new Map(
	Object.entries(WORDS).flatMap(([label, words]) => words.map(word => [word, label as JudgeLabel] as const)),
);
