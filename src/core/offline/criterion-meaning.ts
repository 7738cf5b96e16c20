import type { Criterion } from '../documents/rubric.ts';

/** What local signals can say something about. */
export type Dimension = 'relevance' | 'faithfulness' | 'completeness' | 'correctness' | 'clarity' | 'conciseness';

/**
 * Which dimension a criterion of any rubric means: by its id or name, else by what its description asks for. `undefined` where
 * local signals say nothing about it (tone, safety, style …) or where the description fits two dimensions alike; then nothing is guessed.
 */
export function dimensionOf(criterion: Pick<Criterion, 'id' | 'name' | 'description'>): Dimension | undefined {
	return named(criterion.id) ?? named(criterion.name) ?? described(criterion.description ?? '');
}

const NAMES: readonly (readonly [Dimension, RegExp])[] = [
	[
		'relevance',
		/^(?:relevan\w*|on topic|topicality|responsiveness|relevanz|pertinence|pertinencia|relevancia|pertinenza|relevância|相关性|関連性)$/,
	],
	[
		'faithfulness',
		/^(?:faithful\w*|grounded\w*|support\w*|factual consistency|consistency with (?:the )?context|attribution|hallucinations?|no hallucinations?|treue|quellentreue|belegtheit|fidélité|fidelidad|fedeltà|fidelidade|忠实度|忠実性)$/,
	],
	[
		'correctness',
		/^(?:correct\w*|accura\w*|factual\w*|truth\w*|korrektheit|richtigkeit|genauigkeit|exactitude|justesse|exactitud|corrección|correttezza|accuratezza|correção|precisão|准确性|正确性|正確性)$/,
	],
	[
		'completeness',
		/^(?:complete\w*|coverage|comprehensive\w*|thorough\w*|recall|vollständigkeit|exhaustivité|complétude|completitud|integridad|completezza|completude|完整性|網羅性)$/,
	],
	[
		'clarity',
		/^(?:clarity|clear\w*|readab\w*|fluen\w*|coheren\w*|understandab\w*|klarheit|verständlichkeit|lesbarkeit|clarté|lisibilité|claridad|chiarezza|clareza|清晰度|明瞭性|明確さ)$/,
	],
	[
		'conciseness',
		/^(?:concis\w*|brevity|brief\w*|succinct\w*|length|kürze|knappheit|prägnanz|concision|brevedad|concisión|concisione|brevità|concisão|简洁性|簡潔さ|簡潔性)$/,
	],
];

/** `answer-relevance`, `Relevance of the answer`: the word that is left without those about the answer. */
function named(name: string): Dimension | undefined {
	const words = name
		.normalize('NFC')
		.replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
		.toLowerCase()
		.replace(/[\s._-]+/g, ' ')
		.replace(/\b(?:answer|response|output|reply|of|the|to|score|rating|overall|context|question)\b/g, ' ')
		.replace(/\s+/g, ' ')
		.trim();
	return NAMES.find(([, pattern]) => pattern.test(words))?.[0];
}

const DESCRIPTIONS: readonly (readonly [Dimension, RegExp])[] = [
	[
		'relevance',
		/\b(?:address\w*|relevant|on topic|what (?:was|is) asked|deals? with (?:the question|what)|answers? the question)\b/,
	],
	[
		'faithfulness',
		/\b(?:supported by|grounded in|found in the (?:context|passages?|sources?|text)|faithful|hallucinat\w*|invented|made up|stands? in the (?:context|passages?))\b/,
	],
	['correctness', /\b(?:factually|correct\w*|accurate\w*|matches the reference|agrees? with the reference)\b/],
	[
		'completeness',
		/\b(?:complete\w*|covers?|all (?:parts|aspects|points)|every part|nothing (?:is )?missing|omit\w*|leaves? out)\b/,
	],
	[
		'clarity',
		/\b(?:clear\w*|easy to (?:follow|read|understand)|readab\w*|well[- ](?:structured|written|organi[sz]ed)|understandable)\b/,
	],
	['conciseness', /\b(?:concise\w*|brief\w*|short|repetiti\w*|padding|filler|verbos\w*|unnecessary|wordy)\b/],
];

function described(description: string): Dimension | undefined {
	const text = description.toLowerCase();
	const fitting = DESCRIPTIONS.filter(([, pattern]) => pattern.test(text));
	return fitting.length === 1 ? fitting[0]![0] : undefined;
}
