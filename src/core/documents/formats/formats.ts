import type { ObjectShape } from '../shape.ts';
import { ANNOTATIONS_FORMAT } from './annotations.ts';
import { PROJECT_FORMAT } from './project.ts';
import { QUESTIONS_FORMAT } from './questions.ts';
import { RUBRIC_FORMAT } from './rubric.ts';

/** The kinds of document that are described by a shape. */
export type FormatKind = 'questions' | 'rubric' | 'project' | 'annotations';

/** The shape of each of our own formats. */
export const FORMATS: Readonly<Record<FormatKind, ObjectShape>> = {
	questions: QUESTIONS_FORMAT,
	rubric: RUBRIC_FORMAT,
	project: PROJECT_FORMAT,
	annotations: ANNOTATIONS_FORMAT,
};
