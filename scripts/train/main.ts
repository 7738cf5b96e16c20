import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { modelText } from './model-file.ts';
import { readTrainingData, train } from './training.ts';

/**
 * `npm run train [-- --check] [-- DIR]`: trains the shipped model on the open half of the benchmarks in DIR and writes it;
 * with `--check` trains and compares with the file byte for byte. Without the data it says so and does nothing.
 */
function main(directory: string, check: boolean): void {
	const data = readTrainingData(directory);
	if (data === undefined) {
		console.log(`skipped: ${directory} lacks files that the model is trained on`);
		return;
	}
	const text = modelText(train(data));
	const size = `${(text.length / 1024).toFixed(1)} KB`;
	if (!check) {
		writeFileSync(MODEL, text);
		console.log(`wrote ${MODEL}: ${size}`);
	} else if (existsSync(MODEL) && readFileSync(MODEL, 'utf8') === text) {
		console.log(`the shipped model is what the training yields, byte for byte: ${size}`);
	} else {
		console.error('the shipped model differs from what the training yields: npm run train');
		process.exitCode = 1;
	}
}

const MODEL = join(import.meta.dirname, '../../src/core/grounding/model.json');
const DATA = join(import.meta.dirname, '../../../shared/data/benchmarks');

const { values, positionals } = parseArgs({ allowPositionals: true, options: { check: { type: 'boolean' } } });
main(positionals[0] ?? DATA, values.check === true);
