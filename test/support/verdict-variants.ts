import { type Random, randomIndex, seeded } from '../../src/core/statistics/random.ts';
import { testRubric } from './rubrics.ts';
import { type CorpusReply, verdictCorpus } from './verdict-corpus.ts';

export interface VerdictVariant extends Pick<CorpusReply, 'rubric' | 'expect' | 'reason' | 'reply'> {
	/** What was done to it, for a message. */
	readonly made: string;
}

/**
 * Replies whose right reading is known because they say the same as others: half are replies of the corpus in another dress
 * (line ends, quoting, preambles, thinking before), half are written anew from ratings: order, marks, bullets, spacing, and the
 * punctuation of several languages. The same seed gives the same list.
 */
export function verdictVariants(count: number, seed: number): readonly VerdictVariant[] {
	const random = seeded(seed);
	const corpus = verdictCorpus().filter(reply => reply.reply.trim() !== '');
	return Array.from({ length: count }, (_, i) =>
		i % 2 === 0 ? dressed(oneOf(random, corpus), random) : written(random),
	);
}

interface Dress {
	readonly name: string;
	/** Whether the reply still says the same in it. */
	readonly fits: (reply: string) => boolean;
	readonly put: (reply: string) => string;
}

const always = () => true;
const hasJson = (reply: string) => /[{[]/.test(reply);
const isPlain = (reply: string) => !hasJson(reply) && !/[|`<"]/.test(reply);

const DRESSES: readonly Dress[] = [
	{ name: 'as it is', fits: always, put: reply => reply },
	{ name: 'CRLF', fits: always, put: reply => reply.replace(/\n/g, '\r\n') },
	{ name: 'byte order mark', fits: always, put: reply => `\ufeff${reply}` },
	{ name: 'blank lines around', fits: always, put: reply => `\n\n  \n${reply}\n\n` },
	{ name: 'spaces at line ends', fits: reply => !hasJson(reply), put: reply => reply.replace(/\n/g, '  \n') },
	{ name: 'quoted', fits: isPlain, put: reply => reply.replace(/(^|\n)/g, '$1> ') },
	{ name: 'indented', fits: isPlain, put: reply => reply.replace(/^(?=.)/gm, '  ') },
	{ name: 'preamble', fits: always, put: reply => `Here is my evaluation of the answer:\n\n${reply}` },
	{ name: 'Vorrede', fits: always, put: reply => `Hier ist meine Bewertung der Antwort:\n\n${reply}` },
	{
		name: 'farewell',
		fits: reply => reply.endsWith('\n'),
		put: reply => `${reply}\nLet me know if you need more detail.`,
	},
	{
		name: 'thinking before',
		fits: reply => !/<\/?(?:think|thought|reason)/i.test(reply),
		put: reply => `<think>\nRelevance: Worse? No. Correct: Fail? Accuracy: 1? I will look again.\n</think>\n\n${reply}`,
	},
	{ name: 'full-width colons', fits: isPlain, put: reply => reply.replace(/(?<=\p{L}): (?=\p{Lu})/gu, '：') },
	{ name: 'French colons', fits: isPlain, put: reply => reply.replace(/(?<=\p{L}): (?=\p{Lu})/gu, '\u00a0: ') },
	{ name: 'no-break spaces', fits: isPlain, put: reply => reply.replace(/(?<=:) /g, '\u00a0') },
	{ name: 'decomposed letters', fits: always, put: reply => reply.normalize('NFD') },
];

function dressed(base: CorpusReply, random: Random): VerdictVariant {
	const fitting = DRESSES.filter(dress => dress.fits(base.reply));
	const first = oneOf(random, fitting);
	const second = oneOf(
		random,
		DRESSES.filter(dress => dress !== first && dress.fits(first.put(base.reply))),
	);
	const { rubric, expect, reason } = base;
	return {
		rubric,
		expect,
		reason,
		reply: second.put(first.put(base.reply)),
		made: `${base.shape}, ${first.name}, ${second.name}`,
	};
}

const BULLETS = ['', '- ', '* ', '• ', '– ', '1. ', '1) ', '(a) ', '### ', '> ', '→ ', '✓ ', '・', '\t'] as const;
const MARKS = [
	'',
	'*',
	'**',
	'***',
	'****',
	'_',
	'__',
	'`',
	'“|”',
	'「|」',
	'«\u00a0|\u00a0»',
	'【|】',
	'[|]',
] as const;
const SEPARATORS = [
	': ',
	':',
	' : ',
	'：',
	' - ',
	' – ',
	' — ',
	'—',
	' = ',
	' → ',
	' => ',
	': \n',
	'\n',
	'\n\n',
	' | ',
] as const;
const AFTER = [
	'',
	'.',
	'。',
	' – it does what it should',
	' (see line 4)',
	'；',
	', not excellent and not bad',
	'\nA good, fair, bad reason.',
	'（第4行）',
] as const;
const BETWEEN = ['\n', '\n\n', '\r\n', '\n \n', '\n\n\n'] as const;
const LETTERING: readonly ((word: string) => string)[] = [
	word => word,
	word => word.toLowerCase(),
	word => word.toUpperCase(),
];

function written(random: Random): VerdictVariant {
	const rubric = testRubric(oneOf(random, ['built-in', 'german', 'pass-fail']));
	const expect = rubric.criteria.map(() => oneOf(random, rubric.levels).name);
	const bullet = oneOf(random, BULLETS);
	const mark = oneOf(random, MARKS);
	const separator = oneOf(random, SEPARATORS);
	const after = oneOf(random, AFTER);
	const letters = oneOf(random, LETTERING);
	const marked = (word: string) => {
		const [open, close] = mark.includes('|') ? mark.split('|') : [mark, mark];
		return `${open}${word}${close}`;
	};
	const marksOn = oneOf(random, ['name', 'level', 'both', 'all']);
	const entries = shuffled(rubric.criteria, random).map(({ id, name }) => {
		const level = letters(expect[rubric.criteria.findIndex(each => each.id === id)]!);
		if (marksOn === 'all' && !separator.includes('\n')) {
			return `${bullet}${marked(`${name}${separator}${level}`)}${after}`;
		}
		const head = marksOn === 'level' ? name : marked(name);
		return `${bullet}${head}${separator}${marksOn === 'name' ? level : marked(level)}${after}`;
	});
	const name =
		rubric.levels[0]!.name === 'Excellent' ? 'built-in' : rubric.levels[0]!.name === 'Pass' ? 'pass-fail' : 'german';
	return {
		rubric: name,
		expect,
		reason: undefined,
		reply: entries.join(oneOf(random, BETWEEN)),
		made: JSON.stringify({ bullet, mark, marksOn, separator, after }),
	};
}

function shuffled<T>(items: readonly T[], random: Random): readonly T[] {
	const order = [...items];
	for (let i = order.length - 1; i > 0; i--) {
		const j = randomIndex(random, i + 1);
		[order[i], order[j]] = [order[j]!, order[i]!];
	}
	return order;
}

function oneOf<T>(random: Random, items: readonly T[]): T {
	return items[randomIndex(random, items.length)]!;
}
