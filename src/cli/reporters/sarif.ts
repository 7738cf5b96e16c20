import { createHash } from 'node:crypto';
import type { CaseResult } from '../../core/review/result.ts';
import { TOOL_VERSION } from '../../core/review/tool.ts';
import { jsonText } from '../json-text.ts';
import type { SourceRegion } from '../question-places.ts';
import { contradictionsOf, unsupportedOf } from '../standing.ts';
import { oneLine } from '../style.ts';
import { KeptTexts } from './kept-texts.ts';
import type { CasePlace, DoneCase, FinishedReport, MissedCase, Reporter, Write } from './reporter.ts';
import { repositoryPaths } from './repository-path.ts';
import { cutAt, visible } from './visible.ts';

/** Code scanning services refuse a run with more results than this; how many are left out is said. */
export const MOST_RESULTS = 25_000;

/** UTF-16 units of a message that others wrote. */
const LONGEST_QUOTE = 500;

/**
 * SARIF 2.1.0: what answers say without support, or against the context, at the line of their question; contradicted values with
 * the line of the context that says otherwise. Paths are relative to the repository. Needs all: its results, nothing else of a case.
 */
export function sarifReporter(write: Write, most = MOST_RESULTS): Reporter {
	const found = new KeptTexts();
	const pathOf = repositoryPaths();
	const seen = new Map<string, number>();
	let left = 0;
	const keep = (result: Finding, place: CasePlace) => {
		if (found.size >= most) {
			left++;
			return;
		}
		found.add(place.index, jsonText(resultOf(result, place, { pathOf, seen })));
	};
	return {
		caseDone: async done => {
			for (const finding of findingsOf(done)) {
				keep(finding, done);
			}
		},
		end: async report => {
			for (const missed of report.missed) {
				keep(missedFinding(missed), missed);
			}
			const log = { $schema: SCHEMA, version: '2.1.0', runs: [runOf(report, { left, most })] };
			const [head, tail] = jsonText(log, 2).split('"@results"') as [string, string];
			await write(`${head}[`);
			let comma = '';
			for (const json of found.inOrder()) {
				await write(`${comma}\n        ${json}`);
				comma = ',';
			}
			found.close();
			await write(`${found.size === 0 ? '' : '\n      '}]${tail}\n`);
		},
	};
}

const SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json';

/** One result before it has a place. */
interface Finding {
	readonly rule: RuleId;
	readonly key: string;
	readonly message: string;
	/** What makes it the same finding in the next run. */
	readonly identity: string;
	/** A line of the context, by root-relative path. */
	readonly related?: { readonly path: string; readonly line: number; readonly message: string };
	readonly properties: Readonly<Record<string, unknown>>;
}

type RuleId = keyof typeof RULES;

const RULES = {
	'contradicted-value': {
		level: 'error',
		name: 'ContradictedValue',
		short: 'The answer gives a value that the context gives differently.',
		full: 'A number, name or unit of the answer stands against a line of the context, which is the related location.',
	},
	'unsupported-claim': {
		level: 'warning',
		name: 'UnsupportedClaim',
		short: 'The answer says something that no line of the context supports.',
		full: 'These words of the answer stand on no line of the context that was sent to the model.',
	},
	'failed-answer': {
		level: 'error',
		name: 'FailedAnswer',
		short: 'The answer failed.',
		full: 'The score of the answer is below its pass mark, or the answer does not meet what the question expects.',
	},
	'unscored-answer': {
		level: 'warning',
		name: 'UnscoredAnswer',
		short: 'The answer has no score.',
		full: 'No answer or no verdict could be had. An unscored answer neither passed nor failed.',
	},
} as const;

function* findingsOf({ result }: DoneCase): Iterable<Finding> {
	const { key, end, start } = result;
	const who = literal(start?.model ?? '');
	const properties = propertiesOf(result);
	for (const { said, path, line, instead } of contradictionsOf(result, Number.POSITIVE_INFINITY)) {
		yield {
			rule: 'contradicted-value',
			key,
			message: `The answer of ${who} says “${quote(said)}”, but [${literal(`${path}:${line}`)}](1) says “${quote(instead)}”.`,
			identity: `${said}|${instead}`,
			related: { path, line, message: `“${quote(instead)}”` },
			properties,
		};
	}
	for (const text of unsupportedOf(result, Number.POSITIVE_INFINITY)) {
		yield {
			rule: 'unsupported-claim',
			key,
			message: `The answer of ${who} says “${quote(text)}”, which no line of the context supports.`,
			identity: text,
			properties,
		};
	}
	if (end?.state === 'failed') {
		const why = end.message === undefined ? '' : ` ${literal(end.message)}`;
		yield { rule: 'failed-answer', key, message: `The answer of ${who} failed.${why}`, identity: '', properties };
	}
	if (end === undefined || end.state === 'unscored') {
		const reason = end?.reason ?? 'cancelled';
		const why = end?.message === undefined ? '' : ` ${literal(end.message)}`;
		yield {
			rule: 'unscored-answer',
			key,
			message: `Unscored (${reason}): ${who}.${why}`,
			identity: reason,
			properties,
		};
	}
}

function missedFinding({ key, model, reason }: MissedCase): Finding {
	const message = `Unscored (${reason}): ${literal(model)}. The run ended before this case was begun.`;
	return { rule: 'unscored-answer', key, message, identity: reason, properties: { case: visible(key) } };
}

function propertiesOf({ key, end }: CaseResult): Finding['properties'] {
	return {
		case: visible(key),
		...(end?.score === undefined ? {} : { score: end.score }),
		...(end?.cappedScore === undefined ? {} : { cappedScore: end.cappedScore }),
	};
}

function quote(text: string): string {
	return literal(cutAt(text, LONGEST_QUOTE));
}

/** Brackets in a message of SARIF make links; those of others are brackets only. */
function literal(text: string): string {
	return oneLine(visible(text)).replace(/[[\]]/g, '\\$&');
}

interface Paths {
	readonly pathOf: (root: string, path: string) => string;
	/** Fingerprints so far: the same words twice in one answer are two findings. */
	readonly seen: Map<string, number>;
}

function resultOf(finding: Finding, { root, file, region }: CasePlace, { pathOf, seen }: Paths) {
	const identity = JSON.stringify([finding.rule, finding.key, finding.identity]);
	const hash = createHash('sha256').update(identity).digest('hex').slice(0, 16);
	const times = (seen.get(hash) ?? 0) + 1;
	seen.set(hash, times);
	const { related } = finding;
	return {
		ruleId: finding.rule,
		ruleIndex: Object.keys(RULES).indexOf(finding.rule),
		level: RULES[finding.rule].level,
		message: { text: finding.message },
		locations: [{ physicalLocation: { ...artifact(pathOf(root, file)), ...regionJson(region) } }],
		...(related === undefined
			? {}
			: {
					relatedLocations: [
						{
							id: 1,
							message: { text: related.message },
							physicalLocation: {
								...artifact(pathOf(root, related.path)),
								region: { startLine: Math.max(1, related.line) },
							},
						},
					],
				}),
		partialFingerprints: { primaryLocationLineHash: `${hash}:${times}`, 'groundlineFinding/v1': `${hash}:${times}` },
		properties: finding.properties,
	};
}

function artifact(uri: string) {
	return { artifactLocation: { uri, uriBaseId: '%SRCROOT%' } };
}

function regionJson(region: SourceRegion | undefined) {
	if (region === undefined) {
		return { region: { startLine: 1 } }; // Code scanning refuses a result without a line.
	}
	const { line, column, endLine, endColumn } = region;
	return { region: { startLine: line, startColumn: column, endLine, endColumn } };
}

function runOf(report: FinishedReport, { left, most }: { readonly left: number; readonly most: number }) {
	const { summary, started, seconds, outcome, message } = report;
	const notes = [
		...(left === 0 ? [] : [`${left} more results are left out: this report holds ${most} at most.`]),
		...(message === undefined ? [] : [message]),
	];
	return {
		tool: {
			driver: {
				name: 'Groundline',
				version: TOOL_VERSION,
				semanticVersion: TOOL_VERSION,
				rules: Object.entries(RULES).map(([id, { level, name, short, full }]) => ({
					id,
					name,
					shortDescription: { text: short },
					fullDescription: { text: full },
					defaultConfiguration: { level },
				})),
			},
		},
		columnKind: 'utf16CodeUnits',
		originalUriBaseIds: { '%SRCROOT%': { description: { text: 'The folder of the repository.' } } },
		invocations: [
			{
				executionSuccessful: outcome === 'finished',
				startTimeUtc: new Date(started).toISOString(),
				endTimeUtc: new Date(started + seconds * 1000).toISOString(),
				...(notes.length === 0
					? {}
					: {
							toolExecutionNotifications: notes.map(text => ({ level: 'warning', message: { text: visible(text) } })),
						}),
			},
		],
		properties: {
			loaded: summary.loaded,
			passed: summary.passed,
			failed: summary.failed,
			unscored: summary.unscored,
			notJudged: summary.notJudged,
		},
		results: '@results',
	};
}
