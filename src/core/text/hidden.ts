/**
 * Characters that hide, turn round or control what stands beside them, and what no text should hold: controls but tab and line feed,
 * format characters, lone surrogates, what is no character, and invisible tags. For `replace` only, because it is global.
 */
export const HIDDEN =
	/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]|\udb40[\udc00-\udc7f]/g;
