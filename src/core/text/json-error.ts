/** Where a text stops being JSON (UTF-16 offset), and what is wrong there; `undefined` where it is JSON (RFC 8259). */
export interface JsonError {
	readonly at: number;
	/** Such as `a value is missing`. */
	readonly problem: string;
}

/** Finds the first error that keeps a text from being one JSON value. Linear, and at any depth. */
export function jsonError(text: string): JsonError | undefined {
	/** The brackets that are open. */
	const open: ('{' | '[')[] = [];
	let at = skipSpace(text, 0);
	let wanted: 'value' | 'value or ]' | 'name' | 'name or }' | 'after' = 'value';
	for (;;) {
		at = skipSpace(text, at);
		const sign = text[at];
		if (wanted === 'after') {
			const inside = open.at(-1);
			if (inside === undefined) {
				return sign === undefined ? undefined : { at, problem: 'something follows the value' };
			}
			if (sign === ',') {
				wanted = inside === '{' ? 'name' : 'value';
			} else if (sign === (inside === '{' ? '}' : ']')) {
				open.pop();
			} else {
				return { at, problem: sign === undefined ? END : `, or ${inside === '{' ? '}' : ']'} is missing` };
			}
			at++;
		} else if ((wanted === 'name or }' && sign === '}') || (wanted === 'value or ]' && sign === ']')) {
			open.pop();
			wanted = 'after';
			at++;
		} else if (wanted === 'name' || wanted === 'name or }') {
			if (sign !== '"') {
				return { at, problem: sign === undefined ? END : 'a name in double quotes is missing' };
			}
			const end = stringEnd(text, at);
			if (typeof end !== 'number') {
				return end;
			}
			at = skipSpace(text, end);
			if (text[at] !== ':') {
				return { at, problem: at === text.length ? END : ': is missing' };
			}
			at++;
			wanted = 'value';
		} else if (sign === '{' || sign === '[') {
			open.push(sign);
			wanted = sign === '{' ? 'name or }' : 'value or ]';
			at++;
		} else {
			const end = scalarEnd(text, at);
			if (typeof end !== 'number') {
				return end;
			}
			at = end;
			wanted = 'after';
		}
	}
}

const END = 'it ends too early';

function scalarEnd(text: string, at: number): number | JsonError {
	if (text[at] === '"') {
		return stringEnd(text, at);
	}
	const scalar = scalarPattern();
	scalar.lastIndex = at;
	const length = scalar.exec(text)?.[0].length;
	return length === undefined ? { at, problem: at === text.length ? END : 'a value is missing' } : at + length;
}

function scalarPattern(): RegExp {
	return /(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)/y;
}

/** Behind the closing quote. */
function stringEnd(text: string, start: number): number | JsonError {
	for (let at = start + 1; at < text.length; at++) {
		const code = text.charCodeAt(at);
		if (code === 34) {
			return at + 1;
		}
		if (code < 32) {
			return { at, problem: 'a control character stands in a string' };
		}
		if (code === 92) {
			if (!/^\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/.test(text.slice(at, at + 6))) {
				return { at, problem: at + 1 === text.length ? END : 'a backslash starts no escape' };
			}
			at++;
		}
	}
	return { at: text.length, problem: END };
}

function skipSpace(text: string, at: number): number {
	let end = at;
	while (end < text.length && (text[end] === ' ' || text[end] === '\t' || text[end] === '\n' || text[end] === '\r')) {
		end++;
	}
	return end;
}
