/**
 * The text with everything that is no prose blanked out by spaces, so that offsets stay: citation marks (`[1]`, `[P2:L7]`,
 * `【3†source】`, "passage 2"), link targets, bare addresses and HTML tags. What they say is not the answer's own statement.
 */
export function withoutCitations(text: string): string {
	return CITATION.test(text) ? text.replace(CITATIONS, found => ' '.repeat(found.length)) : text;
}

const CITATION = /\[\^?\d|\[P?\d*:?L\d|【|\]\(|https?:|<\/?[a-z]|(?:passage|source|document|snippet|chunk)s?\s+#?\d/i;
const CITATIONS =
	/\[\^?\d{1,3}(?:\s*[,;–-]\s*\^?\d{1,3}){0,20}\]|\[(?:P\d+:)?L\d+(?:-L?\d+)?\]|【[^【】]{0,80}】|(?<=\])\([^()\s]{0,500}\)|https?:\/\/[^\s)\]>"']{1,2000}|<\/?[a-z][^<>]{0,200}>|\b(?:passage|source|document|snippet|chunk)s?\s+#?\d{1,3}(?:(?:\s*,\s*|\s+)(?:and\s+|or\s+|&\s*)?#?\d{1,3}\b){0,12}/gi;
