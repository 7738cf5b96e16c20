import { lstatSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
	type JudgeMeasurement,
	measurementKeyOf,
	parseMeasurement,
} from '../../core/judging/probes/judge-measurement.ts';
import type { CaseResult } from '../../core/review/result.ts';
import { prepareStateFolder } from '../prepare-state-folder.ts';
import type { Redactor } from '../redactor.ts';

/** The measured error of the judge of a result; `undefined` where that judge, with that rubric, is not measured. */
export async function measurementFor(
	stateFolder: string,
	result: Pick<CaseResult, 'start' | 'verdicts'>,
): Promise<JudgeMeasurement | undefined> {
	const key = measurementKeyOf(result);
	return key === undefined ? undefined : readMeasurement(stateFolder, key);
}

/** The measurement that is kept under a key. A file that is missing or damaged is none. */
export async function readMeasurement(stateFolder: string, key: string): Promise<JudgeMeasurement | undefined> {
	const text = await readFile(pathOf(stateFolder, key), 'utf8').catch(() => undefined);
	const measurement = text === undefined ? undefined : parseMeasurement(text);
	return measurement?.key === key ? measurement : undefined;
}

/** Keeps a measurement, whole or not at all. Throws what the disk says. Gives the path. */
export function writeMeasurement(stateFolder: string, measurement: JudgeMeasurement, redactor?: Redactor): string {
	prepareStateFolder(stateFolder, ['judges']);
	const folder = join(stateFolder, 'judges');
	if (lstatSync(folder, { throwIfNoEntry: false })?.isSymbolicLink() === true) {
		// A workspace may come with a link that leads anywhere.
		throw Object.assign(new Error(`${folder} is a link.`), { code: 'a link' });
	}
	mkdirSync(folder, { recursive: true });
	const path = pathOf(stateFolder, measurement.key);
	const text = `${JSON.stringify(measurement, undefined, '\t')}\n`;
	writeFileSync(`${path}.new`, redactor?.redact(text) ?? text, { mode: 0o600 });
	renameSync(`${path}.new`, path);
	return path;
}

function pathOf(stateFolder: string, key: string): string {
	return join(stateFolder, 'judges', `${key}.json`);
}
