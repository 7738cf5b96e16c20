import { type CachePruned, cacheFolder, cacheStats, clearCache, pruneCache } from '../../node/cache/reply-cache.ts';
import { bytes, plural } from '../amounts.ts';
import { EXIT, UsageError } from '../exit-code.ts';
import { stateFolderFrom } from '../find-run.ts';
import { shownPath } from '../places.ts';
import type { Command } from './command.ts';

/** Shows and tidies the replies that are kept. */
export const cacheCommand: Command = {
	spec: {
		name: 'cache',
		operands: '[stats|prune|clear] [FOLDER]',
		about: 'Show what replies are kept, throw old ones away, or all.',
		options: {
			'max-age': { type: 'string', value: 'DAYS', about: 'prune: older replies go; default 30.' },
			'max-size': { type: 'string', value: 'MB', about: 'prune: above it the oldest go; default 200.' },
		},
		notes: ['FOLDER is where the project file lies, or below; default: here.'],
	},
	async run(given, io) {
		const [action = 'stats', folder, ...more] = given.operands;
		if (more.length > 0 || !['stats', 'prune', 'clear'].includes(action)) {
			throw new UsageError(`groundline cache has no "${more[0] ?? action}": stats, prune or clear, then a folder.`);
		}
		if (action !== 'prune' && (given.has('max-age') || given.has('max-size'))) {
			throw new UsageError('--max-age and --max-size belong to groundline cache prune.');
		}
		const state = stateFolderFrom(folder, io.cwd);
		const place = shownPath('', cacheFolder(state), io.cwd);
		if (action === 'stats') {
			const stats = cacheStats(state);
			const lines = stats.map(
				({ kind, replies, bytes: size, oldest, newest }) =>
					`${kind.padEnd(10)}  ${String(replies).padStart(7)}  ${bytes(size).padStart(10)}${oldest === undefined ? '' : `  ${day(oldest)} to ${day(newest!)}`}`,
			);
			await io.out(`${[place, ...lines].join('\n')}\n`);
			return EXIT.passed;
		}
		const age = given.amount('max-age');
		const size = given.amount('max-size');
		const pruned: CachePruned = attempt(place, () =>
			action === 'clear'
				? clearCache(state)
				: pruneCache(state, {
						...(age === undefined ? {} : { milliseconds: age * 24 * 60 * 60 * 1000 }),
						...(size === undefined ? {} : { bytes: size * 1024 * 1024 }),
					}),
		);
		await io.out(`${plural(pruned.replies, 'line')} and ${bytes(pruned.bytes)} less in ${place}\n`);
		return EXIT.passed;
	},
};

function attempt<T>(place: string, action: () => T): T {
	try {
		return action();
	} catch (error) {
		throw new UsageError(`${place} cannot be changed (${(error as NodeJS.ErrnoException).code ?? String(error)}).`);
	}
}

function day(milliseconds: number): string {
	return new Date(milliseconds).toISOString().slice(0, 10);
}
