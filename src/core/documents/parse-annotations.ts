import type {
	AnnotatedAnswer,
	Annotation,
	AnnotationFile,
	AnnotationLabel,
	Preference,
	Rating,
	Review,
} from './annotation-file.ts';
import { checkAnnotations } from './check-annotations.ts';
import { checkWhole } from './check-version.ts';
import { type Fields, fieldsOf, idOf, numberOf, textOf } from './fields.ts';
import { ANNOTATIONS_FORMAT } from './formats/annotations.ts';
import { compareProblems, type Problem } from './problem.ts';
import { parseYaml } from './yaml/parse-yaml.ts';
import { resolved, type YamlNode } from './yaml/tree.ts';

/** An annotations file after reading. */
export interface AnnotationsReading {
	readonly file: AnnotationFile;
	readonly problems: readonly Problem[];
}

/**
 * Reads an annotations file. Always succeeds: what is wrong with the text comes back as problems. Entries that lack
 * what they need to mean anything are left out of the result; `serializeAnnotations` keeps them in the text.
 */
export function parseAnnotations(text: string): AnnotationsReading {
	const { root, problems } = parseYaml(text);
	const fields = fieldsOf(root);
	const entries = (name: string) => itemsOf(fields.get(name)?.value);
	const file: AnnotationFile = {
		version: numberOf(fields.get('version')?.value)?.value ?? 1,
		answers: readAnswers(fields.get('answers')?.value),
		annotations: entries('annotations').flatMap(item => readAnnotation(item) ?? []),
		reviews: entries('reviews').flatMap(item => readReview(fieldsOf(item)) ?? []),
		ratings: entries('ratings').flatMap(item => readRating(fieldsOf(item)) ?? []),
		preferences: entries('preferences').flatMap(item => readPreference(fieldsOf(item)) ?? []),
	};
	// An empty file is one without annotations.
	const shape = root === undefined ? [] : checkWhole(root, ANNOTATIONS_FORMAT, { text, problems });
	const found = [...problems, ...shape, ...checkAnnotations(fields)];
	return { file, problems: found.sort(compareProblems) };
}

/** The items of a list; none where there is no list. */
export function itemsOf(node: YamlNode | undefined): readonly YamlNode[] {
	const list = node === undefined ? undefined : resolved(node);
	return list?.kind === 'sequence' ? list.items : [];
}

function textIn(fields: Fields, name: string): string | undefined {
	return textOf(fields.get(name)?.value)?.value;
}

function readAnswers(node: YamlNode | undefined): ReadonlyMap<string, AnnotatedAnswer> {
	const answers = new Map<string, AnnotatedAnswer>();
	for (const [hash, { value }] of fieldsOf(node)) {
		const fields = fieldsOf(value);
		const text = textIn(fields, 'text');
		if (text !== undefined) {
			answers.set(hash, {
				question: textIn(fields, 'question') ?? '',
				model: textIn(fields, 'model') ?? '',
				prompt: textIn(fields, 'prompt') ?? '',
				text,
			});
		}
	}
	return answers;
}

const LABELS: readonly AnnotationLabel[] = ['unsupported', 'supported', 'contradicted', 'note'];

function readAnnotation(item: YamlNode): Annotation | undefined {
	const fields = fieldsOf(item);
	const id = idOf(fields.get('id')?.value)?.value;
	const target = fieldsOf(fields.get('target')?.value);
	const exact = textIn(target, 'exact');
	const label = LABELS.find(one => one === textIn(fields, 'label'));
	const answer = textIn(fields, 'answer');
	const context = fieldsOf(fields.get('context')?.value);
	const file = textIn(context, 'file');
	const place = file === undefined ? undefined : { file, hash: textIn(context, 'hash') ?? '' };
	if (id === undefined || exact === undefined || label === undefined || (answer === undefined && place === undefined)) {
		return undefined;
	}
	return {
		id,
		answer,
		context: answer === undefined ? place : undefined,
		target: { exact, prefix: textIn(target, 'prefix') ?? '', suffix: textIn(target, 'suffix') ?? '' },
		label,
		note: textIn(fields, 'note'),
		by: textIn(fields, 'by'),
		at: textIn(fields, 'at'),
		range: resolved(item).range,
	};
}

function readReview(fields: Fields): Review | undefined {
	const answer = textIn(fields, 'answer');
	const state = textIn(fields, 'state');
	if (answer === undefined || (state !== 'accepted' && state !== 'rejected' && state !== 'uncertain')) {
		return undefined;
	}
	return { answer, state, by: textIn(fields, 'by'), at: textIn(fields, 'at') };
}

function readRating(fields: Fields): Rating | undefined {
	const answer = textIn(fields, 'answer');
	const criterion = textIn(fields, 'criterion');
	const rating = textIn(fields, 'rating');
	if (answer === undefined || criterion === undefined || rating === undefined) {
		return undefined;
	}
	const [reason, by, at] = [textIn(fields, 'reason'), textIn(fields, 'by'), textIn(fields, 'at')];
	return { answer, criterion, rating, reason, by, at };
}

function readPreference(fields: Fields): Preference | undefined {
	const [question, a, b] = [textIn(fields, 'question'), textIn(fields, 'a'), textIn(fields, 'b')];
	const winner = textIn(fields, 'winner');
	if (question === undefined || a === undefined || b === undefined) {
		return undefined;
	}
	if (winner !== 'a' && winner !== 'b' && winner !== 'tie') {
		return undefined;
	}
	const side = textIn(fields, 'left');
	const left = side === 'a' || side === 'b' ? side : undefined;
	return { question, a, b, winner, left, by: textIn(fields, 'by'), at: textIn(fields, 'at') };
}
