import { shown } from '../score.ts';
import { briefly, plural } from './brief-words.ts';
import { figureLines } from './figure-lines.ts';
import type { JudgeMeasurement } from './judge-measurement.ts';
import type { MeasuredState } from './measurement.ts';
import type { RecordedProbe, RecordedProbeAnswer } from './probe-fold.ts';

/** A document that lists what a judge made of every probe, and where in it each of them stands. */
export interface ProbeReport {
	readonly text: string;
	/** Line (from 0) of each probe. */
	readonly places: readonly { readonly line: number; readonly probe: RecordedProbe }[];
}

export interface ProbeReportInput {
	readonly judge: string;
	readonly probes: readonly RecordedProbe[];
	/** The figures, where they were kept; else what is said in their place. */
	readonly measurement: JudgeMeasurement | undefined;
	readonly standing: MeasuredState;
	/** Shown behind the title. */
	readonly when: string;
}

/** The report as text: first what it amounts to, then what went wrong, then what went well. */
export function probeReport({ judge, probes, measurement, standing, when }: ProbeReportInput): ProbeReport {
	const lines: string[] = [
		`# Measured error of the judge ${briefly(judge, 60)}${measurement === undefined ? '' : `, rubric ${briefly(measurement.rubric, 60)}`}`,
		'',
		when,
		'',
		...(measurement === undefined
			? [standing.state === 'not-measured' ? `not measured: ${standing.reason}` : standing.state]
			: figureLines({ ...measurement, standing, accepted: [] })),
	];
	const places: { line: number; probe: RecordedProbe }[] = [];
	for (const [title, fates] of GROUPS) {
		const group = probes.filter(({ fate }) => fates.includes(fate));
		if (group.length > 0) {
			lines.push('', `## ${title} (${group.length})`, '');
			for (const probe of group) {
				places.push({ line: lines.length, probe });
				lines.push(...probeLines(probe));
			}
		}
	}
	const counts = GROUPS.map(
		([title, fates]) => [title, probes.filter(({ fate }) => fates.includes(fate)).length] as const,
	);
	const sum = counts.filter(([, count]) => count > 0).map(([title, count]) => `${count} ${title.toLowerCase()}`);
	lines.push('', `${plural(probes.length, 'probe')} = ${sum.length === 0 ? '0' : sum.join(' + ')}`, '');
	return { text: lines.join('\n'), places };
}

const GROUPS: readonly (readonly [string, readonly RecordedProbe['fate'][]])[] = [
	['Missed or broken', ['missed', 'broken']],
	['Unscored', ['unscored']],
	['Detected or held', ['detected', 'held']],
];

const FATES: Readonly<Record<RecordedProbe['fate'], string>> = {
	detected: '✓ detected',
	held: '✓ held',
	missed: '✕ missed',
	broken: '✕ broken',
	unscored: '? unscored',
};

function probeLines(probe: RecordedProbe): readonly string[] {
	const { fate, kind, origin, question, answer, base, naming } = probe;
	const by = origin === 'model' ? ', made by a model' : origin === 'file' && kind !== 'good' ? ', of the file' : '';
	const named = naming === undefined || naming === 'silent' ? '' : ` · reason ${naming}`;
	return [
		`${FATES[fate]} · ${kind}${by} · ${briefly(question, 64)} · ${scores(answer, base)}${named}`,
		...(base === undefined ? [`    ${briefly(answer.text, 160)}`] : [`    ${editWords(base, answer)}`]),
		...ratingLines(answer, base),
	];
}

function scores(answer: RecordedProbeAnswer, base: RecordedProbeAnswer | undefined): string {
	const of = ({ cappedScore, unscored }: RecordedProbeAnswer) =>
		cappedScore === undefined ? `unscored: ${unscored ?? 'unparsed'}` : shown(cappedScore);
	return base === undefined ? of(answer) : `${of(base)} → ${of(answer)}`;
}

/** `“31 metres” → “62 metres”`, with the words around a change that says little alone. */
function editWords(base: NonNullable<RecordedProbe['base']>, answer: RecordedProbeAnswer): string {
	const { start, end } = base.replaced;
	const [from, to] = [start, base.text.length - end];
	const old = base.text.slice(from, end);
	const fresh = answer.text.slice(from, Math.max(from, answer.text.length - to));
	const around =
		old.length + fresh.length < 30 ? ` in “${briefly(base.text.slice(Math.max(0, from - 40), end + 40), 90)}”` : '';
	if (old.trim() === '' || fresh.trim() === '') {
		return old.trim() === '' ? `put in: “${briefly(fresh, 150)}”` : `left out: “${briefly(old, 150)}”`;
	}
	return `“${briefly(old, 80)}” → “${briefly(fresh, 80)}”${around}`;
}

/** The ratings that changed; of what stands alone all of them. */
function ratingLines(answer: RecordedProbeAnswer, base: RecordedProbeAnswer | undefined): readonly string[] {
	const changes = Object.entries(answer.ratings).flatMap(([criterion, level]) => {
		const before = base?.ratings[criterion];
		return base !== undefined && before === level
			? []
			: [`${criterion} ${before === undefined ? '' : `${before} → `}${level}`];
	});
	return changes.length === 0 ? (base === undefined ? [] : ['    no rating changed']) : [`    ${changes.join(', ')}`];
}

/** What the judge said of one probe, word for word. */
export function probeReplyText({ kind, question, judge, answer, base }: RecordedProbe): string {
	const part = (title: string, { text, replies }: RecordedProbeAnswer): string =>
		[
			`## ${title}`,
			text,
			...replies.map((reply, i) => `### The reply${replies.length > 1 ? ` ${i + 1}` : ''}\n\n${reply}`),
		].join('\n\n');
	return [
		`# ${kind} · ${question} · judge ${judge}`,
		part('The probe', answer),
		...(base === undefined ? [] : [part('What it is compared with', base)]),
		'',
	].join('\n\n');
}
