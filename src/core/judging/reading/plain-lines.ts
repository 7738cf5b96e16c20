/** Stands for a run of signs of emphasis: what they enclose is told apart, how they look is forgotten. */
export const MARK = '\u0001';

/**
 * The lines of a reply with one sign for all emphasis and with tags of HTML and XML turned into the lines, cells and labels
 * they stand for: `<clarity>Good</clarity>` becomes `clarity: Good`.
 */
export function plainLines(text: string): readonly string[] {
	return withoutTags(text)
		.replace(/\$?\\(?:boxed|text\w{0,8}|mathrm|mathbf)\s?\{([^{}\n]{1,200})\}\$?/g, `${MARK}$1${MARK}`)
		.replace(/\\([*_`#>[\](){}|.!~-])/g, '$1')
		.replace(/[*`]+|(?<![\p{L}\p{N}])_+|_+(?![\p{L}\p{N}])/gu, MARK)
		.split('\n')
		.map(line => line.trimEnd());
}

/** A line without the signs of a list, heading or quotation before its first word. */
export function withoutLead(line: string): string {
	let rest = line.replace(LEAD, '');
	const numbered = /^(?:\(?(?:\d{1,3}|[a-z]|[ivx]{1,4})[.):](?=\s|\u0001)|\d{1,3}(?:\.\d{1,3}){1,3}\.?\s)/i.exec(rest);
	if (numbered !== null) {
		rest = rest.slice(numbered[0].length).replace(LEAD, '');
	}
	return rest;
}

/** Everything before the first letter or digit that is not part of a word, except a bracket around a number (`[4]`). */
const LEAD = /^(?:\[[ xX✓✔]\]|[^\p{L}\p{N}])+/u;

/** The words of a line and nothing of its marks, as it is shown as a reason. */
export function shownWords(line: string): string {
	return line
		.replaceAll(MARK, '')
		.replace(/^[\s>#•·◦▪|:,.;=\-–—→)\]]+|[\s|]+$/gu, '')
		.replace(/\s+/g, ' ');
}

const TAG = /<(\/?)([A-Za-z][\w:-]{0,40})((?:\s+[\w:-]{1,40}\s*=\s*(?:"[^"<>\n]{0,200}"|'[^'<>\n]{0,200}'))*)\s*\/?>/g;

function withoutTags(text: string): string {
	return text.replace(TAG, (_whole, slash: string, name: string, attributes: string) => {
		const tag = name.toLowerCase();
		if (/^(?:b|strong|em|i|u|code|span|mark|font|sup|sub|a)$/.test(tag)) {
			return MARK;
		}
		if (/^t[dh]$/.test(tag)) {
			return slash === '' ? ' | ' : '';
		}
		if (
			slash !== '' ||
			/^(?:br|hr|p|div|li|ul|ol|tr|table|thead|tbody|h[1-6]|pre|dl|dt|dd|section|html|body)$/.test(tag)
		) {
			return '\n';
		}
		const named = attribute(attributes, /^(?:name|id|criterion|dimension|metric|aspect)$/i);
		const rated = attribute(attributes, /^(?:rating|score|level|grade|value)$/i);
		return `\n${named ?? name}: ${rated === undefined ? '' : `${rated}\n`}`;
	});
}

function attribute(attributes: string, wanted: RegExp): string | undefined {
	for (const [, name, value] of attributes.matchAll(/([\w:-]+)\s*=\s*["']([^"']*)["']/g)) {
		if (wanted.test(name!)) {
			return value;
		}
	}
	return undefined;
}
