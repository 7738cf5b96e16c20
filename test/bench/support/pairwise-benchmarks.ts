import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';

/** Two answers that people compared. */
export interface JudgedPair {
	readonly question: string;
	readonly history: string;
	readonly reference: readonly string[];
	readonly context: string;
	readonly a: string;
	readonly b: string;
	readonly human: 'a' | 'b' | 'tie';
}

export interface PairwiseSource {
	readonly name: string;
	readonly pairs: readonly JudgedPair[];
}

/** Reads `pairwise.<source>.jsonl`, packed or not. */
export function readBenchmarks(folder: string): readonly PairwiseSource[] {
	const files = globSync(['pairwise.*.jsonl', 'pairwise.*.jsonl.gz'], { cwd: folder }).sort();
	return files.map(file => {
		const bytes = readFileSync(path.join(folder, file));
		const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
		const records = text.split('\n').filter(line => line.trim() !== '');
		return {
			name: file.split('.')[1]!,
			pairs: records.map(line => pairOf(JSON.parse(line) as Record<string, unknown>)),
		};
	});
}

function pairOf(record: Record<string, unknown>): JudgedPair {
	const { question, history, reference, context, answer_a, answer_b, human } = record;
	return {
		question: String(question),
		history: textIn(history),
		reference: reference === undefined ? [] : (Array.isArray(reference) ? reference : [reference]).map(textIn),
		context: textIn(context),
		a: String(answer_a),
		b: String(answer_b),
		human: human as JudgedPair['human'],
	};
}

function textIn(value: unknown): string {
	if (Array.isArray(value)) {
		return value.map(textIn).join('\n\n');
	}
	const members = typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
	return members === undefined
		? typeof value === 'string'
			? value
			: ''
		: textIn(members.text ?? members.content ?? '');
}
