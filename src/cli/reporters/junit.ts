import { shown } from '../../core/judging/score.ts';
import type { CaseResult } from '../../core/review/result.ts';
import { contradictionsOf, standingOf, unsupportedOf } from '../standing.ts';
import { oneLine } from '../style.ts';
import { KeptTexts } from './kept-texts.ts';
import type { DoneCase, MissedCase, Reporter, Write } from './reporter.ts';
import { cutAt, visible } from './visible.ts';

/**
 * JUnit's XML: a suite for each question file. A failed case is a `failure`, an unscored one an `error` (never a pass), one that
 * is not judged is `skipped`. Counts stand in front, so that all waits for the end, in a temporary file where it is much.
 */
export function junitReporter(write: Write): Reporter {
	const suites = new Map<string, Suite>();
	const texts = new KeptTexts();
	const keep = (file: string, index: number, counted: Counted) => {
		const suite = suites.get(file) ?? { counts: { ...NONE }, cases: [] };
		suites.set(file, suite);
		suite.counts = sum(suite.counts, counted.counts);
		suite.cases.push(texts.add(index, counted.xml));
	};
	return {
		caseDone: async done => keep(done.file, done.index, doneCase(done)),
		end: async ({ missed, started, seconds }) => {
			for (const one of missed) {
				keep(one.file, one.index, missedCase(one));
			}
			const total = [...suites.values()].map(suite => suite.counts).reduce(sum, NONE);
			await write(
				`<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="groundline"${counts({ ...total, seconds })}>\n`,
			);
			for (const [file, suite] of [...suites].sort(([a], [b]) => (a < b ? -1 : 1))) {
				const timestamp = new Date(started).toISOString().replace(/\.\d+Z$/, '');
				await write(`  <testsuite name="${xml(file)}"${suiteCounts(suite.counts)} timestamp="${timestamp}">\n`);
				for (const text of texts.inOrder(suite.cases)) {
					await write(text);
				}
				await write('  </testsuite>\n');
			}
			texts.close();
			await write('</testsuites>\n');
		},
	};
}

interface Counts {
	readonly tests: number;
	readonly failures: number;
	readonly errors: number;
	readonly skipped: number;
	readonly seconds: number;
}

interface Suite {
	counts: Counts;
	/** Numbers of the texts that are kept. */
	readonly cases: number[];
}

interface Counted {
	readonly counts: Counts;
	readonly xml: string;
}

const NONE: Counts = { tests: 0, failures: 0, errors: 0, skipped: 0, seconds: 0 };

/** UTF-16 units of an answer that are told of a case that did not pass. */
const LONGEST_ANSWER = 4000;

function doneCase({ result, file, region }: DoneCase): Counted {
	const { start, answer, end, key } = result;
	const state = end?.state ?? 'unscored';
	const milliseconds = start?.recorded === true || answer?.cached === true ? 0 : (answer?.latencyMs ?? 0);
	const asked = result.verdicts.filter(verdict => !verdict.cached);
	const seconds = (milliseconds + asked.reduce((all, verdict) => all + verdict.latencyMs, 0)) / 1000;
	const name = nameOf(key);
	const said = end?.message ?? '';
	const open = openTag({ name, file, line: region?.line, seconds });
	if (state === 'passed') {
		return { counts: { ...NONE, tests: 1, seconds }, xml: `${open}>${propertiesOf(result)}</testcase>\n` };
	}
	if (state === 'not-judged') {
		return {
			counts: { ...NONE, tests: 1, skipped: 1, seconds },
			xml: `${open}>${skippedXml('not judged')}</testcase>\n`,
		};
	}
	const element = state === 'failed' ? 'failure' : 'error';
	const type = state === 'failed' ? 'failed' : `unscored.${end?.reason ?? 'cancelled'}`;
	const message =
		state === 'failed' ? said || 'failed' : `Unscored: ${end?.reason ?? 'cancelled'}${said && `: ${said}`}`;
	const body = `<${element} message="${xml(oneLine(message))}" type="${xml(type)}">${xml(detailsOf(result))}</${element}>`;
	const text = answer?.text ?? result.text;
	const out = text === '' ? '' : `<system-out>${xml(cutAt(text, LONGEST_ANSWER))}</system-out>`;
	return {
		counts: { ...NONE, tests: 1, seconds, failures: state === 'failed' ? 1 : 0, errors: state === 'failed' ? 0 : 1 },
		xml: `${open}>${propertiesOf(result)}${body}${out}</testcase>\n`,
	};
}

function missedCase({ key, file, region, reason }: MissedCase): Counted {
	const message = `Unscored: ${reason}: The run ended before this case was begun.`;
	const open = openTag({ name: nameOf(key), file, line: region?.line, seconds: 0 });
	return {
		counts: { ...NONE, tests: 1, errors: 1 },
		xml: `${open}><error message="${xml(message)}" type="${xml(`unscored.${reason}`)}"/></testcase>\n`,
	};
}

/** The key without the file, which is the suite. */
function nameOf(key: string): string {
	return key.slice(key.indexOf('#') + 1);
}

function openTag(tag: { name: string; file: string; line: number | undefined; seconds: number }): string {
	const line = tag.line === undefined ? '' : ` line="${tag.line}"`;
	return `    <testcase name="${xml(tag.name)}" classname="${xml(tag.file)}" file="${xml(tag.file)}"${line} time="${tag.seconds.toFixed(3)}"`;
}

function skippedXml(message: string): string {
	return `<skipped message="${xml(message)}"/>`;
}

function propertiesOf({ end }: CaseResult): string {
	const pairs = [
		...(end?.score === undefined ? [] : [['score', shown(end.score)] as const]),
		...(end?.cappedScore === undefined ? [] : [['cappedScore', shown(end.cappedScore)] as const]),
		...Object.entries(end?.ratings ?? {}).map(([criterion, level]) => [`rating.${criterion}`, level] as const),
	];
	const properties = pairs.map(([name, value]) => `<property name="${xml(name)}" value="${xml(value)}"/>`);
	return properties.length === 0 ? '' : `<properties>${properties.join('')}</properties>`;
}

function detailsOf(result: CaseResult): string {
	return [
		...contradictionsOf(result, 5).map(
			({ said, path, line, instead }) =>
				`contradicted: “${oneLine(said)}”, but ${path}:${line} says “${oneLine(instead)}”`,
		),
		...unsupportedOf(result, 5).map(text => `unsupported: “${cutAt(oneLine(text), 400)}”`),
		...standingOf(result, 3).map(({ path, line, text }) => `${path}:${line} “${cutAt(oneLine(text), 400)}”`),
	].join('\n');
}

function suiteCounts(suite: Counts): string {
	return `${counts(suite)} skipped="${suite.skipped}"`;
}

function counts({ tests, failures, errors, seconds }: Counts): string {
	return ` tests="${tests}" failures="${failures}" errors="${errors}" time="${seconds.toFixed(3)}"`;
}

function sum(a: Counts, b: Counts): Counts {
	return {
		tests: a.tests + b.tests,
		failures: a.failures + b.failures,
		errors: a.errors + b.errors,
		skipped: a.skipped + b.skipped,
		seconds: a.seconds + b.seconds,
	};
}

/** For attributes and text of XML 1.0. */
function xml(text: string): string {
	return visible(text).replace(/[<>&"'\n\t]/g, character => `&#${character.charCodeAt(0)};`);
}
