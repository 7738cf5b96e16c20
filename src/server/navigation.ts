import {
	type Connection,
	type Definition,
	type DefinitionLink,
	DocumentHighlightKind,
	type Location,
} from 'vscode-languageserver';
import { definition, type Target } from '../core/language/definition.ts';
import { documentLinks } from '../core/language/links.ts';
import { nameAt, placesOf } from '../core/language/name-at.ts';
import { references } from '../core/language/references.ts';
import { type Asked, askedDocument, askedPlace } from './asked.ts';
import { toLocation, toRange } from './convert.ts';
import type { FeatureParts } from './features.ts';
import { settle } from './requests.ts';

/** Definition, references, highlights of the same name, and links. */
export function registerNavigation(connection: Connection, parts: FeatureParts): void {
	connection.onDefinition((params, token) =>
		settle(token, async (): Promise<Definition | DefinitionLink[] | null> => {
			const asked = await askedPlace(parts, params);
			if (asked === undefined) {
				return null;
			}
			const targets = definition(asked.document, asked.offset, asked.root);
			return parts.capabilities().links
				? targets.map(target => toLink(target, asked))
				: targets.map(target => locationOf(target, asked));
		}),
	);
	connection.onReferences((params, token) =>
		settle(token, async () => {
			const asked = await askedPlace(parts, params);
			if (asked === undefined) {
				return null;
			}
			const options = { library: asked.root, declarations: params.context.includeDeclaration };
			const found = references(asked.document, asked.offset, options);
			return found.map(place => toLocation(asked.root, place.document.path, place.occurrence.range));
		}),
	);
	connection.onDocumentHighlight((params, token) =>
		settle(token, async () => {
			const asked = await askedPlace(parts, params);
			const name = asked && nameAt(asked.document, asked.offset);
			const places = name === undefined ? [] : placesOf(name, asked!.document, asked!.root);
			return places
				.filter(place => place.document === asked!.document)
				.map(({ occurrence }) => ({
					range: toRange(asked!.document.lines, occurrence.range),
					kind: occurrence.role === 'definition' ? DocumentHighlightKind.Write : DocumentHighlightKind.Read,
				}));
		}),
	);
	connection.onDocumentLinks((params, token) =>
		settle(token, async () => {
			const asked = await askedDocument(parts, params);
			return asked === undefined
				? null
				: documentLinks(asked.document).map(link => ({
						range: toRange(asked.document.lines, link.range),
						target: asked.root.uriOf(link.path),
					}));
		}),
	);
}

function locationOf(target: Target, { root }: Asked): Location {
	if (target.kind === 'range') {
		return toLocation(root, target.path, target.range);
	}
	const start = { line: target.line, character: 0 };
	return { uri: root.uriOf(target.path), range: { start, end: start } };
}

function toLink(target: Target, asked: Asked): DefinitionLink {
	const { uri, range } = locationOf(target, asked);
	return {
		originSelectionRange: toRange(asked.document.lines, target.origin),
		targetUri: uri,
		targetRange: range,
		targetSelectionRange: range,
	};
}
