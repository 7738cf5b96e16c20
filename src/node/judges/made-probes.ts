import { renameSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ReviewSet } from '../../core/documents/review-set.ts';
import { findModel } from '../../core/documents/wire-name.ts';
import { MAKER_VERSION, type MadeProbes, parseMade, writeMade } from '../../core/judging/probes/model-made.ts';
import { type MakingOptions, makeProbesFor, probedTexts } from '../../core/judging/probes/probe-setup.ts';
import type { ReviewPorts } from '../../core/review/review-options.ts';
import { valueHash } from '../../core/text/hash.ts';
import { prepareStateFolder } from '../prepare-state-folder.ts';
import type { Redactor } from '../redactor.ts';

export interface KeptMaking {
	readonly ports: ReviewPorts;
	readonly options: MakingOptions;
	/** Absolute path of `.groundline`. */
	readonly folder: string;
	/** Make them again even where the same were made before. */
	readonly fresh: boolean;
	readonly redactor?: Redactor;
}

/**
 * The probes that models made of a question file: those that are kept in `.groundline/judges/made`, as long as models, sources and the words
 * of the requests are the same, so that the same judge sees the same battery again; else new ones. `undefined` where they could not be made.
 */
export async function madeProbes(
	set: ReviewSet,
	{ ports, options, folder, fresh, redactor }: KeptMaking,
): Promise<MadeProbes | undefined> {
	const { makers } = options;
	const models = [makers.maker, makers.checker].map(name => {
		const entry = findModel(set.project, name);
		return entry && [entry.name, entry.baseUrl ?? null, entry.model ?? null, entry.select ?? null, entry.parameters];
	});
	const key = valueHash([MAKER_VERSION, models, set.path, probedTexts(set, options)]);
	const path = join(folder, 'judges', 'made', `${key}.json`);
	const text = fresh ? undefined : await readFile(path, 'utf8').catch(() => undefined);
	const known = text === undefined ? undefined : parseMade(text);
	if (known !== undefined) {
		return known;
	}
	const made = await makeProbesFor(set, ports, options);
	if (made !== undefined && !options.signal.aborted) {
		try {
			prepareStateFolder(folder, ['judges', 'judges/made']);
			const written = writeMade(made);
			writeFileSync(`${path}.new`, redactor?.redact(written) ?? written, { mode: 0o600 });
			renameSync(`${path}.new`, path);
		} catch {
			// They are made again the next time.
		}
	}
	return made;
}
