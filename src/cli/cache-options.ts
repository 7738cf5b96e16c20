import type { OptionSpec } from './options.ts';

/** Options of every command whose replies are kept. */
export const CACHE_OPTIONS: Readonly<Record<string, OptionSpec>> = {
	'no-cache': { type: 'boolean', about: 'Neither use nor keep replies in .groundline/cache.' },
};
