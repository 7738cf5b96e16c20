import type { Reference, Shape, TextShape } from '../documents/shape.ts';
import { completeColumns } from './completion-columns.ts';
import { completePaths } from './completion-paths.ts';
import { type Completion, type CompletionPlace, MOST_OFFERED, type Surroundings } from './completion-place.ts';
import { namesFor, writtenName } from './known-names.ts';
import { containsInOrder } from './letters.ts';
import type { PlainShape } from './shapes.ts';

/** The values that may stand at a place: words, names, paths, `true` and `false`, and the items of a list. */
export async function completeValues(
	place: CompletionPlace,
	shapes: readonly PlainShape[],
	around: Surroundings,
): Promise<readonly Completion[]> {
	const found: Completion[] = [];
	// On a line of its own a list is what people write, even where one value would do.
	const isList = place.cursor.slot === 'start' && shapes.some(shape => shape.kind === 'list');
	for (const shape of shapes) {
		if (isList && shape.kind !== 'list') {
			continue;
		}
		if (shape.kind === 'boolean') {
			found.push(...words(place, { true: '', false: '' }));
		} else if (shape.kind === 'text') {
			found.push(...(await texts(place, shape, around)));
		} else if (shape.kind === 'list' && isList) {
			found.push(...(await items(place, shape.of, around)));
		}
	}
	const taken = new Set(place.cursor.path.length > 0 ? place.cursor.siblings : []);
	const offered = new Map<string, Completion>();
	for (const completion of found) {
		if (!taken.has(completion.label) && !offered.has(completion.label)) {
			offered.set(completion.label, completion);
		}
	}
	return [...offered.values()];
}

async function texts(place: CompletionPlace, shape: TextShape, around: Surroundings): Promise<readonly Completion[]> {
	const found = words(place, { ...shape.words, ...shape.suggestions });
	switch (shape.refers) {
		case undefined:
			return found;
		case 'prompt-path':
		case 'rubric-path':
		case 'context-path':
		case 'data-path':
			return [...found, ...(await completePaths(place, shape.refers, around.files))];
		case 'column':
			return completeColumns(place, around.files);
		default:
			return [...found, ...names(place, shape.refers, around)];
	}
}

/** The names that fit what is typed; where there are very many, one more than are offered, to tell that there are more. */
function* names(place: CompletionPlace, kind: Reference, around: Surroundings): Iterable<Completion> {
	const own = kind === 'question' ? ownId(place) : undefined;
	const typed = place.document.text.slice(place.token.start, place.offset);
	let count = 0;
	for (const { name, completion } of namesFor(kind, place.document, around.library)) {
		if (name !== own && containsInOrder(name, typed)) {
			if (count++ > MOST_OFFERED) {
				return;
			}
			yield { ...completion, edit: { range: place.token, text: writtenName(name, place) } };
		}
	}
}

/** A line under a key that holds a list: each value with the dash it needs. */
async function items(place: CompletionPlace, of: Shape, around: Surroundings): Promise<readonly Completion[]> {
	if (of.kind !== 'text') {
		return of.kind === 'object' || of.kind === 'choice' || of.kind === 'table'
			? [
					{
						label: '- ',
						kind: 'keyword',
						detail: 'one more item',
						edit: { range: place.token, text: '- ' },
						continues: true,
						first: true,
					},
				]
			: [];
	}
	const found = await texts(place, of, around);
	return found.map(value => ({ ...value, edit: { ...value.edit, text: `- ${value.edit.text}` } }));
}

function words(place: CompletionPlace, meanings: Readonly<Record<string, string>>): Completion[] {
	return Object.entries(meanings).map(([word, docs]) => ({
		label: word,
		kind: 'word',
		...(docs === '' ? {} : { docs }),
		edit: { range: place.token, text: word },
	}));
}

/** The id of the question that the cursor stands in: no question follows itself. */
function ownId(place: CompletionPlace): string | undefined {
	const questions = place.document.questionFile?.file.questions ?? [];
	return questions.find(({ range }) => range.start <= place.offset && place.offset <= range.end)?.id;
}
