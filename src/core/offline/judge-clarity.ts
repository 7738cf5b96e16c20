import type { JudgeMaterial, Measurement } from './judge-material.ts';

/**
 * Clarity by counts alone: length of the sentences, brackets and quotation marks that are never closed, a broken-off end, text
 * without words. No count sees whether a text makes sense; this is the least validated of all signals, and it says so.
 */
export function measureClarity({ answer, answerWords }: JudgeMaterial): Measurement {
	const sentences = answer.split(/(?<=[.!?。！？])\s*|\n+/u).filter(each => /[\p{L}\p{N}]/u.test(each));
	const longest = Math.max(0, ...sentences.map(each => each.match(/\S+/g)?.length ?? 0));
	const mean = answerWords.length / Math.max(1, sentences.length);
	const faults = [
		...(mean > 30 || longest > 60 ? [`sentences of ${Math.round(mean)} words on average, up to ${longest}`] : []),
		...(isUnbalanced(answer) ? ['a bracket or code fence that is never closed'] : []),
		...(isBrokenOff(answer) ? ['it breaks off'] : []),
		...(isShouting(answer) ? ['capital letters throughout'] : []),
		...(isScrambled(answer, answerWords.length) ? ['hardly any words between the signs'] : []),
	];
	const counted = `${sentences.length} ${sentences.length === 1 ? 'sentence' : 'sentences'}, ${Math.round(mean)} words each on average`;
	return {
		quality: Math.max(0.1, 0.9 - 0.22 * faults.length),
		reason: `${counted}${faults.length === 0 ? '' : `; ${faults.join('; ')}`}. Counts only: whether it makes sense was not checked.`,
		evidence: [],
	};
}

function isUnbalanced(text: string): boolean {
	const count = (sign: string) => text.split(sign).length - 1;
	const prose = text.replace(/(?:^|\s)[\p{L}\d]{1,3}\)/gu, ' ').replace(/[:;]-?[()]/g, ' ');
	const open = prose.split('(').length - prose.split(')').length;
	return open !== 0 || count('```') % 2 === 1;
}

/** The last line of running text ends in the middle of a sentence: after a comma, a hyphen or an article. */
function isBrokenOff(text: string): boolean {
	return /(?:[,(]|\b(?:the|a|an|and|or|of|to|in|on|at|by|from|with|for|is|are|was|were|that|which|der|die|das|und|oder|le|la|les|et|el|los|y))\s*$/i.test(
		text.trim(),
	);
}

function isShouting(text: string): boolean {
	const letters = text.match(/\p{Lu}|\p{Ll}/gu) ?? [];
	return letters.length > 20 && letters.filter(each => /\p{Lu}/u.test(each)).length > 0.8 * letters.length;
}

function isScrambled(text: string, words: number): boolean {
	const signs = text.replace(/[\p{L}\p{N}\s]/gu, '').length;
	return words === 0 || signs > text.length * 0.4;
}
