/** A text as a YAML scalar: several lines as a literal block that stands at `indent`, where that keeps every character; else in quotes. */
export function yamlText(value: string, indent: string, breaks: string): string {
	const isPlainBlock = /\n/.test(value) && !/^\s|\s$|\r|[^\P{C}\n]|[\u2028\u2029]/u.test(value);
	return isPlainBlock
		? `|-${breaks}${value
				.split(/\r\n?|\n/)
				.map(line => (line === '' ? '' : `${indent}${line}`))
				.join(breaks)}`
		: yamlString(value);
}

/** A double-quoted scalar. JSON's escapes are YAML's; YAML wants some more characters escaped. */
export function yamlString(value: string): string {
	return JSON.stringify(value).replace(
		/[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g,
		character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
	);
}

/** The column of the keys of an item: they stand below its first one, behind the dash. */
export function columnOfKeys(text: string, start: number): number {
	return text.slice(lineStart(text, start), start).replace(/^\ufeff/, '').length;
}

/** Where a range ends without white space. */
export function endOf(text: string, start: number, end: number): number {
	return start + text.slice(start, end).trimEnd().length;
}

export function lineStart(text: string, offset: number): number {
	return Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1;
}

export function breaksOf(text: string): string {
	return text.includes('\r\n') ? '\r\n' : '\n';
}
