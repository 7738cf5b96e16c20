/** A mapping in YAML's flow style on one line: `{ id: a1, target: { exact: "so" } }`. Members that are `undefined` are left out. */
export function flowMapping(members: object): string {
	const parts = Object.entries(members).flatMap(([key, value]) =>
		value === undefined ? [] : [`${keyText(key)}: ${flowText(value)}`],
	);
	return parts.length === 0 ? '{}' : `{ ${parts.join(', ')} }`;
}

/** A key, or any short text that may stand plain: quoted where YAML or another reader would take it for something else. */
export function keyText(text: string): string {
	return isPlain(text) ? text : quotedText(text);
}

function flowText(value: unknown): string {
	if (typeof value === 'string') {
		return keyText(value);
	}
	return typeof value === 'object' && value !== null ? flowMapping(value) : String(value);
}

function isPlain(text: string): boolean {
	return (
		/^[A-Za-z0-9](?:[A-Za-z0-9._ -]{0,62}[A-Za-z0-9])?$/.test(text) &&
		!/^(?:null|true|false|yes|no|on|off|y|n)$/i.test(text) &&
		!/ {2}| -|- /.test(text) &&
		Number.isNaN(Number(text))
	);
}

/** Double-quoted, on one line, with everything escaped that an editor would not show. */
function quotedText(text: string): string {
	return JSON.stringify(text).replace(
		/[\u007F-\u009F\u00AD\u061C\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF\uFFFE\uFFFF]/g,
		character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
	);
}
