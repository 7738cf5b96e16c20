import fc from 'fast-check';

/**
 * Any text: mostly plain characters, with letters of several scripts, marks, emoji made of several characters, controls, bidi marks
 * and lone surrogates between them. The library's own units for this build tables of all of Unicode, which takes longer than many tests.
 */
export function anyText(
	options: { readonly minLength?: number; readonly maxLength?: number } = {},
): fc.Arbitrary<string> {
	return fc.string({ ...options, unit: anyCharacter });
}

/** Texts that no lone surrogate breaks: what a file or an address can hold. */
export function anyWellFormedText(
	options: { readonly minLength?: number; readonly maxLength?: number } = {},
): fc.Arbitrary<string> {
	return anyText(options).map(text => text.toWellFormed());
}

const anyCharacter = fc.oneof(
	{ weight: 6, arbitrary: fc.integer({ min: 32, max: 126 }).map(code => String.fromCharCode(code)) },
	{ weight: 2, arbitrary: fc.integer({ min: 0, max: 0xffff }).map(code => String.fromCharCode(code)) },
	{ weight: 1, arbitrary: fc.integer({ min: 0x10000, max: 0x10ffff }).map(code => String.fromCodePoint(code)) },
	{
		weight: 1,
		arbitrary: fc.constantFrom('é', 'e\u0301', '👩‍👧', '\r\n', '\t', '\u202e', '\ufeff', '語', 'ß', '\u0000', '\u00a0'),
	},
);
