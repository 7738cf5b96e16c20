import { renameSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type KeptCorrection, parseCorrection } from '../../core/judging/revision/kept-correction.ts';
import { prepareStateFolder } from '../prepare-state-folder.ts';
import type { Redactor } from '../redactor.ts';

/** The suggestion that is kept under an id. A file that is missing or damaged is none. */
export async function readCorrection(stateFolder: string, id: string): Promise<KeptCorrection | undefined> {
	if (!/^[0-9a-f]{12}$/.test(id)) {
		return undefined;
	}
	const text = await readFile(pathOf(stateFolder, id), 'utf8').catch(() => undefined);
	const kept = text === undefined ? undefined : parseCorrection(text);
	return kept?.id === id ? kept : undefined;
}

/** Keeps a suggestion, whole or not at all. Throws what the disk says. */
export function writeCorrection(stateFolder: string, correction: KeptCorrection, redactor: Redactor): void {
	prepareStateFolder(stateFolder, ['corrections']);
	const path = pathOf(stateFolder, correction.id);
	const text = `${JSON.stringify(correction, undefined, '\t')}\n`;
	writeFileSync(`${path}.new`, redactor.redact(text), { mode: 0o600 });
	renameSync(`${path}.new`, path);
}

function pathOf(stateFolder: string, id: string): string {
	return join(stateFolder, 'corrections', `${id}.json`);
}
