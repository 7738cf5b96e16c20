import { RenderFailure } from './meter.ts';
import {
	argument,
	countArgument,
	type Implementation,
	joined,
	type Operation,
	repeated,
	textArgument,
	textInput,
	truthArgument,
} from './operation.ts';
import { jsonOf, PLAIN_JSON } from './print.ts';
import { isList } from './values.ts';

/** Filters that make text. */
export const TEXT_FILTERS: readonly (readonly [string, Implementation])[] = [
	['capitalize', made(text => text.charAt(0).toUpperCase() + text.slice(1).toLowerCase())],
	['center', operation => operation.engine.make.text(center(operation))],
	['e', made(escaped)],
	['escape', made(escaped)],
	['indent', operation => operation.engine.make.text(indented(operation))],
	['lower', made(text => text.toLowerCase())],
	['replace', operation => operation.engine.make.text(replaced(operation))],
	['safe', operation => operation.input],
	['string', made(text => text)],
	['striptags', made(text => withoutTags(text).split(/\s+/).filter(Boolean).join(' '))],
	['title', made(text => text.toLowerCase().replace(/(^|[^\p{L}\p{N}'])(\p{L})/gu, match => match.toUpperCase()))],
	['tojson', operation => operation.engine.make.text(json(operation))],
	['trim', operation => operation.engine.make.text(trimmed(operation))],
	['truncate', operation => operation.engine.make.text(truncated(operation))],
	['upper', made(text => text.toUpperCase())],
	['urlencode', made(text => encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\ufffd')).replaceAll('%2F', '/'))],
	['wordcount', operation => operation.engine.make.number(textInput(operation).split(/\s+/).filter(Boolean).length)],
	['wordwrap', operation => operation.engine.make.text(wrapped(operation))],
];

/** A filter that needs nothing but the text. What it makes is at most a few times longer. */
function made(change: (text: string) => string): Implementation {
	return operation => {
		const text = change(textInput(operation));
		operation.engine.meter.text(text.length);
		return operation.engine.make.text(text);
	};
}

function escaped(text: string): string {
	return text.replace(/[&<>"']/g, char => `&#${char.charCodeAt(0)};`).replace(/&#(38|60|62);/g, match => NAMED[match]!);
}

const NAMED: Readonly<Record<string, string>> = { '&#38;': '&amp;', '&#60;': '&lt;', '&#62;': '&gt;' };

/** Removes `<…>` in one pass, so that a text of many `<` takes no quadratic time. */
function withoutTags(text: string): string {
	const parts: string[] = [];
	let at = 0;
	for (let open = text.indexOf('<'); open >= 0; open = text.indexOf('<', at)) {
		const close = text.indexOf('>', open);
		if (close < 0) {
			break;
		}
		parts.push(text.slice(at, open));
		at = close + 1;
	}
	return parts.join('') + text.slice(at);
}

function center(operation: Operation): string {
	const text = textInput(operation);
	const { meter } = operation.engine;
	const missing = Math.max(0, countArgument(operation, 0, 'width', 80) - text.length);
	const left = Math.floor(missing / 2);
	return repeated(' ', left, meter) + text + repeated(' ', missing - left, meter);
}

function indented(operation: Operation): string {
	const text = textInput(operation);
	const width = argument(operation, 0, 'width');
	const { meter } = operation.engine;
	const indent =
		width?.type === 'StringValue' ? width.value : repeated(' ', countArgument(operation, 0, 'width', 4), meter);
	const first = truthArgument(operation, 1, 'first');
	const blank = truthArgument(operation, 2, 'blank');
	const lines = text.split('\n');
	meter.text(text.length + indent.length * lines.length);
	return lines.map((line, i) => ((i === 0 && !first) || (line === '' && !blank) ? line : indent + line)).join('\n');
}

/** Replaces as Python does: an empty `old` stands before every character and at the end. */
export function replaced(operation: Operation): string {
	const text = textInput(operation);
	const old = textArgument(operation, 0, 'old');
	const replacement = textArgument(operation, 1, 'new');
	const limit = countArgument(operation, 2, 'count', -1);
	const { meter } = operation.engine;
	if (old === '' && limit < 0) {
		meter.list(text.length);
		return replacement + joined([...text, ''], replacement, meter);
	}
	if (old === '') {
		throw new RenderFailure('template-failed', 'An empty text cannot be replaced a number of times.');
	}
	const parts = text.split(old);
	meter.list(parts.length);
	if (limit >= 0 && parts.length > limit + 1) {
		parts.splice(limit, parts.length, parts.slice(limit).join(old));
	}
	return joined(parts, replacement, meter);
}

function json(operation: Operation): string {
	const indent = argument(operation, 0, 'indent');
	const none = indent === undefined || indent.type === 'NullValue';
	const separators = operation.named.get('separators');
	const pair = separators !== undefined && isList(separators) ? separators.value : [];
	if (!none && countArgument(operation, 0, 'indent') > 40) {
		throw new RenderFailure('template-bounds', '`indent` is at most 40.');
	}
	return jsonOf(operation.input, operation.engine.meter, {
		indent: none ? 0 : Math.max(0, countArgument(operation, 0, 'indent')),
		sortKeys: truthArgument(operation, 4, 'sort_keys'),
		ensureAscii: truthArgument(operation, 4, 'ensure_ascii'),
		separators:
			pair[0]?.type === 'StringValue' && pair[1]?.type === 'StringValue'
				? [pair[0].value, pair[1].value]
				: PLAIN_JSON.separators,
	});
}

/** Trims white space, or the characters that are named. */
export function trimmed(operation: Operation, ends: 'both' | 'start' | 'end' = 'both'): string {
	const text = textInput(operation);
	const chars = textArgument(operation, 0, 'chars', '');
	const drops = (at: number): boolean => (chars === '' ? /\s/.test(text[at]!) : chars.includes(text[at]!));
	operation.engine.meter.text(chars.length);
	let start = 0;
	let end = text.length;
	while (ends !== 'end' && start < end && drops(start)) {
		start++;
	}
	while (ends !== 'start' && end > start && drops(end - 1)) {
		end--;
	}
	return text.slice(start, end);
}

/** Jinja's `truncate`: `length` counts the end, and a few characters of `leeway` are let through. */
function truncated(operation: Operation): string {
	const text = textInput(operation);
	const length = countArgument(operation, 0, 'length', 255);
	const whole = truthArgument(operation, 1, 'killwords');
	const end = textArgument(operation, 2, 'end', '...');
	const leeway = countArgument(operation, 3, 'leeway', 5);
	if (text.length <= length + leeway) {
		return text;
	}
	const cut = text.slice(0, Math.max(0, length - end.length));
	const space = cut.lastIndexOf(' ');
	return (whole || space < 0 ? cut : cut.slice(0, space)).replace(/\p{Surrogate}/gu, '') + end;
}

function wrapped(operation: Operation): string {
	const text = textInput(operation);
	const width = Math.max(1, countArgument(operation, 0, 'width', 79));
	const breakLong = truthArgument(operation, 1, 'break_long_words', true);
	const separator = textArgument(operation, 2, 'wrapstring', '\n');
	const lines = text.split('\n').map(line => {
		const made: string[] = [];
		let current = '';
		for (let word of line.split(' ')) {
			while (breakLong && word.length > width) {
				const room = current === '' ? width : width - current.length - 1;
				if (room > 0) {
					made.push(current === '' ? word.slice(0, room) : `${current} ${word.slice(0, room)}`);
					word = word.slice(room);
				} else {
					made.push(current);
				}
				current = '';
			}
			if (current !== '' && current.length + 1 + word.length > width) {
				made.push(current);
				current = word;
			} else {
				current = current === '' ? word : `${current} ${word}`;
			}
		}
		made.push(current);
		return joined(made, separator, operation.engine.meter);
	});
	return joined(lines, '\n', operation.engine.meter);
}
