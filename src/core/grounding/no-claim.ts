import { isAside } from './aside.ts';
import { isNotTold } from './not-told.ts';

/**
 * True for a clause or a sentence that states nothing about the subject: greetings, thanks, preambles ("Here is a concise
 * summary:"), hedges, restated questions, offers of help, and what says only that the context does not answer. It may carry Markdown
 * emphasis, tags, images and citations.
 */
export function isNoClaim(sentence: string): boolean {
	return isAsideSentence(sentence) || saysNothingIsTold(sentence);
}

/** {@link isNoClaim} but for what says that the context does not answer: a statement may follow that. */
export function isAsideSentence(sentence: string): boolean {
	const plain = plainOf(sentence);
	return !/[\p{L}\p{N}]/u.test(plain) || isAside(plain);
}

/** True for what says only that the text does not tell or that the speaker does not know, with or without a conjunction in front. */
export function saysNothingIsTold(clause: string): boolean {
	return mayTellNothing(clause) && isNotTold(plainOf(clause).replace(CONJUNCTION, ''));
}

/** False where {@link saysNothingIsTold} holds for no part of a sentence, at a glance. */
export function mayTellNothing(sentence: string): boolean {
	return NO_WORD.test(sentence);
}

const NO_WORD =
	/\b(?:un\w+|n\/a|difficult|desconozco|ignore|aucune?|rien|nulle|bilmiyorum|\w+m(?:iyor|emiş|emekte|ez)|nenhum\w*|ingen|inget|intet|not|nor|no|none|never|nowhere|fails?|failed|lacks?|silent|unable|cannot|neither|unclear|unsure|uncertain|impossible|insufficient|sorry|nicht|nichts|keine?n?|ne|pas|non|niet|niets|geen|nie|inte|ikke)\b|n['’]t\b|[^\u0000-\u024f\u2000-\u206f]|não|sé\b/iu;

function plainOf(sentence: string): string {
	return sentence
		.replace(SILENT, ' ')
		.replace(/[*_`#>]/g, '')
		.replace(/[’‘]/g, "'")
		.replace(/\s+/g, ' ')
		.replace(/^[^\p{L}\p{N}([]+/u, '')
		.trim()
		.replace(CONNECTIVE, '');
}

/** Images, comments, tags and citations. */
const SILENT =
	/!\[[^\]\n]{0,300}\]\([^()\s]{0,500}\)|<!--[\s\S]{0,2000}?-->|<\/?[a-z][^<>]{0,200}>|\[\^?\d{1,3}\]|【[^【】]{0,80}】/gi;

/** What only joins a sentence to the one before. */
const CONNECTIVE =
	/^(?:(?:however|therefore|thus|so|hence|but|and|additionally|overall|unfortunately|sadly|regrettably|leider|malheureusement|lamentablemente|desafortunadamente|in conclusion|in summary|please note that|note that|note|it(?: is|'s) (?:important|worth) (?:to note|noting) that)[,:]?\s+)+/i;

/** What joins a clause to the one before or after it. */
const CONJUNCTION =
	/^(?:(?:although|though|even though|while|whilst|whereas|since|as|because|but|and|yet|however|obwohl|während|aber|da|und|bien que|mais|et|aunque|pero|y|sebbene|ma|e|embora|mas|hoewel|maar|хотя|но|ولكن|لكن|लेकिन)(?:,\s*|\s+)|(?:虽然|尽管|雖然|但是|但|不过|ただし、|しかし、)[,，]?\s*)+(?=\S)/iu;

/**
 * Stems of words that speak about the text and not about its subject. Where the context lacks them they count
 * neither as news nor as support.
 */
export const META_STEMS: ReadonlySet<string> = new Set(
	// biome-ignore format: a word list reads best as running text.
	['passag', 'context', 'text', 'articl', 'docu', 'document', 'provid', 'mention', 'given', 'giv', 'according', 'accord', 'bas', 'overall', 'summari', 'conclusion', 'conclud', 'inform', 'question', 'answer', 'sourc', 'author', 'specif', 'explicit', 'explicitli', 'additional', 'include', 'includ', 'follow', 'discuss', 'highlight', 'note', 'not', 'import', 'indicat', 'stat', 'stating', 'describ', 'descript', 'suggest', 'refer', 'excerpt', 'snippet', 'detail', 'however', 'exampl', 'instanc', 'addition', 'directli', 'direct', 'relat', 'relevant', 'key', 'main', 'various', 'sever', 'variou'],
);
