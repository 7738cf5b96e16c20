import type { LanguageDocument } from './document.ts';
import type { Library } from './library.ts';
import { nameAt, type Place, placesOf } from './name-at.ts';

/** Every place of the name under the offset, its definitions too where `declarations` asks for them. */
export function references(
	document: LanguageDocument,
	offset: number,
	options: { readonly library: Library; readonly declarations: boolean },
): readonly Place[] {
	const name = nameAt(document, offset);
	if (name === undefined || name.kind.endsWith('-path')) {
		return [];
	}
	const places = placesOf(name, document, options.library);
	return options.declarations ? places : places.filter(({ occurrence }) => occurrence.role === 'reference');
}
