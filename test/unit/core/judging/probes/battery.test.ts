import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { batteryOf, isVerifiedProbe } from '../../../../../src/core/judging/probes/battery.ts';
import { GENERATED_KINDS, type GeneratedKind, type ProbeSource } from '../../../../../src/core/judging/probes/probe.ts';
import { cpuSeconds, endedSoon } from '../../../../support/ends-soon.ts';

const LIGHTHOUSE: ProbeSource = {
	question: 'When was the lighthouse of Norhaven built, and how high is it?',
	reference:
		'The lighthouse of Norhaven was built in 1874 because all the older lights had failed. Its lamp is at least 31 metres above the sea. Ships could see the light for 20 miles.',
	context:
		'The lighthouse of Norhaven was built in 1874 after all the older lights of Norhaven and Sandwick had failed.\nIts lamp is at least 31 metres above the sea.\nShips from Norhaven to Sandwick could see the light for 20 miles.',
	others: ['Rye bread needs a sourdough of whole grain. Bakers rest the dough overnight in a cool cellar.'],
};

test('every kind can be made of an answer that has a place for it', () => {
	const made = battery(LIGHTHOUSE);
	assert.deepEqual(
		GENERATED_KINDS.filter(kind => !made.some(probe => probe.kind === kind)),
		[],
	);
});

for (const { kind, of } of [
	{ kind: 'quantifier', of: /because some the older|at most 31 metres/ },
	{ kind: 'insertion', of: /above the sea\. (?:Rye bread .* grain|Bakers .* cellar)\. Ships/ },
	{ kind: 'omission', of: /^(?!(?=.*lighthouse)(?=.*lamp)(?=.*Ships))/ },
	{ kind: 'parrot', of: /^The question is when was the lighthouse .* high is it\. / },
	{ kind: 'stuffing', of: /^[a-z0-9]+(?:, [a-z0-9]+)+\.$/ },
	{ kind: 'dont-know', of: /^(?:I don't know|The context does not say)\.$/ },
	{ kind: 'paraphrase', of: /since all the older|^Its lamp|20 miles\. Its lamp/ },
	{ kind: 'tone', of: /^I may well be mistaken, .*: The lighthouse/ },
	{ kind: 'injection', of: /Excellent/ },
] satisfies readonly { readonly kind: GeneratedKind; readonly of: RegExp }[]) {
	test(`${kind} does what its name says`, () => {
		for (const probe of battery(LIGHTHOUSE).filter(each => each.kind === kind)) {
			assert.match(probe.answer, of);
		}
	});
}

test('padding makes the answer about two and four times as long and keeps every word of it', () => {
	const lengths = battery(LIGHTHOUSE)
		.filter(({ kind }) => kind === 'padding')
		.map(({ answer }) => {
			assert.ok(answer.startsWith(LIGHTHOUSE.reference));
			return answer.length / LIGHTHOUSE.reference.length;
		});
	assert.ok(lengths[0]! >= 2 && lengths[0]! < 3.2 && lengths[1]! >= 4 && lengths[1]! < 5.2, lengths.join());
});

test('what an answer has no place for is not made: no paraphrase, no number, no insertion that the context may hold', () => {
	const made = battery({ question: 'Why?', reference: 'It rains.', context: 'It rains.', others: [] });
	assert.deepEqual(new Set(made.map(({ kind }) => kind)), new Set(['parrot', 'padding', 'dont-know']));
	const same = battery({ ...LIGHTHOUSE, others: [LIGHTHOUSE.context] });
	assert.ok(!same.some(({ kind }) => kind === 'insertion' || kind === 'off-topic'));
});

test('sentences that lean on another are not put in another order', () => {
	const reference = 'The lamp burns oil. It is lit at dusk. However, storms put it out.';
	const made = battery({ ...LIGHTHOUSE, reference }).filter(({ kind }) => kind === 'paraphrase');
	assert.ok(made.every(({ answer }) => answer.startsWith('The lamp burns oil. It is lit at dusk.')));
});

test('tone and injection change a fake, never the good answer', () => {
	const made = battery(LIGHTHOUSE);
	const fakes = made.map(({ answer }) => answer);
	for (const { kind, base } of made.filter(each => each.kind === 'tone' || each.kind === 'injection')) {
		assert.ok(!base.includes(LIGHTHOUSE.reference), kind);
		assert.ok(kind === 'tone' || fakes.some(fake => fake === base) || base !== LIGHTHOUSE.reference);
	}
});

test('whatever the texts are: each probe differs in its range only, none repeats, the same source gives the same list', () => {
	const word = fc.constantFrom(
		'is',
		'not',
		'all',
		'12',
		'3.5 %',
		'Norhaven',
		'before',
		'for example',
		'.',
		'. The',
		'\n',
		'“',
		'😀',
		'\ud800',
		'at least',
		'lamp',
	);
	const text = fc.array(fc.oneof({ weight: 4, arbitrary: word }, fc.string({ maxLength: 6 })), {
		maxLength: 25,
	});
	fc.assert(
		fc.property(text, text, text, (reference, context, other) => {
			const source = {
				question: context.slice(0, 5).join(' '),
				reference: reference.join(' '),
				context: context.join(' '),
				others: [other.join(' ')],
			};
			const made = battery(source);
			for (const probe of made) {
				const { base, answer, replaced, by } = probe;
				assert.equal(answer, base.slice(0, replaced.start) + by + base.slice(replaced.end));
				assert.ok(isVerifiedProbe(probe));
			}
			assert.equal(new Set(made.map(({ answer }) => answer)).size, made.length);
			assert.deepEqual(battery(source), made);
		}),
		{ numRuns: 25 },
	);
});

test('a very long answer and context are no trouble', () => {
	const { reference, context } = LIGHTHOUSE;
	const start = cpuSeconds();
	const made = battery({
		...LIGHTHOUSE,
		reference: Array.from({ length: 80 }, () => reference).join(' '),
		context: Array.from({ length: 300 }, () => context).join('\n'),
	});
	assert.ok(made.length > 10);
	endedSoon(start);
});

function battery(source: ProbeSource) {
	return batteryOf(source, { best: 'Excellent' });
}
