import type { Level } from './rubric.ts';

/** The scales that a rubric can name instead of listing its levels, best level first, worth 0–100. */
export const NAMED_SCALES: Readonly<Record<string, readonly Level[]>> = {
	'1-5': [5, 4, 3, 2, 1].map(value => level(`${value}`, (value - 1) * 25)),
	'0-10': [10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0].map(value => level(`${value}`, value * 10)),
	'pass-fail': [level('Pass', 100), level('Fail', 0)],
};

function level(name: string, value: number): Level {
	return { name, value, synonyms: [] };
}
