import assert from 'node:assert/strict';
import { test } from 'node:test';
import { builtInRubric } from '../../../../../src/core/documents/built-in-rubric.ts';
import { readClaims } from '../../../../../src/core/judging/claims/read-claims.ts';
import { readVerdict } from '../../../../../src/core/judging/reading/read-verdict.ts';
import { testRubric } from '../../../../support/rubrics.ts';
import { verdictCorpus } from '../../../../support/verdict-corpus.ts';

const TEXTS = ['LoRA freezes the weights.', 'It trains two small matrices.', 'It needs a GPU.'];

/** One word a claim: its label, or `?` and why there is none. */
function read(reply: unknown, texts = TEXTS): readonly string[] {
	const text = typeof reply === 'string' ? reply : JSON.stringify(reply);
	return readClaims(text, texts).map(one => one.label ?? `? ${one.problem}`);
}

const entry = (claim: unknown, label: unknown, quotes: unknown = []) => ({ claim, label, quotes });
const ABSENT = '? The reply does not label this claim.';

test('reads a list, a map, numbers, synonyms and words', () => {
	const all = ['supported', 'unsupported', 'contradicted'];
	const list = [entry('C1', 'supported'), entry('C2', 'unsupported'), entry('C3', 'contradicted')];
	assert.deepEqual(read({ criteria: {}, claims: list }), all);
	assert.deepEqual(read({ verdict: { claims: list } }), all);
	assert.deepEqual(read(list), all);
	assert.deepEqual(read(`Here it is:\n\`\`\`json\n${JSON.stringify({ claims: list }, undefined, 2)}\n\`\`\``), all);
	assert.deepEqual(read({ claims: { C1: 'Supported', C2: { label: 'NOT_IN_CONTEXT' }, C3: 'refuted.' } }), all);
	assert.deepEqual(
		read({ claims: [entry(1, 'Entailed'), entry('2', 'not supported'), entry('claim 3', 'Contradiction')] }),
		all,
	);
	assert.deepEqual(
		read('- **C1**: supported, "freezes"\n- **C2** – Unsupported.\n* Claim 3: contradicted (“no GPU”)'),
		all,
	);
	assert.deepEqual(read('| C1 | supported |\n| C2 | not supported |\n| C3 | contradicted |'), all);
	assert.deepEqual(
		read({ claims: [{ claim: 'C1', supported: true }, entry('C2', ['partially supported']), entry('C3', 'No claim')] }),
		['supported', 'partial', 'no-claim'],
	);
});

test('a draft and the final list agree, or the claim has no label', () => {
	const draft = { claims: [entry('C1', 'supported'), entry('C2', 'supported')] };
	const final = { claims: [entry('C1', 'supported'), entry('C2', 'contradicted'), entry('C3', 'supported')] };
	assert.deepEqual(read(`${JSON.stringify(draft)}\nOn reflection:\n${JSON.stringify(final)}`), [
		'supported',
		'? The reply labels this claim more than once and differently: "supported" and "contradicted".',
		'supported',
	]);
});

test('never guesses: absent, doubled, contradicting, unknown labels', () => {
	assert.deepEqual(read({ criteria: {} }), [ABSENT, ABSENT, ABSENT]);
	assert.deepEqual(
		read({ claims: [entry('C1', 'supported'), entry('C1', 'supported'), entry('C2', 'maybe'), entry('C3', '')] }),
		[
			'? The reply has two entries for this claim.',
			'? "maybe" is no label of a claim.',
			'? The reply names this claim without a label.',
		],
	);
	assert.deepEqual(
		read({
			claims: [
				entry('C1', ['supported', 'contradicted']),
				entry('C2', 'not contradicted'),
				{ claim: 'C3', supported: false },
			],
		}),
		[
			'? The reply labels this claim more than once and differently: "supported" and "contradicted".',
			'? "not contradicted" is no label of a claim.',
			'? "supported: false" is no label of a claim.',
		],
	);
	assert.deepEqual(read('C1 is supported by the context. C2 too.\nC3: I am not sure; supported?'), [
		'? "is supported by the context" is no label of a claim.',
		ABSENT,
		'? "I am not sure" is no label of a claim.',
	]);
	assert.deepEqual(
		read('{"claims": {"C1": "supported", "C1": "unsupported"}}')[0]!.slice(0, 42),
		'? The reply labels this claim more than on',
	);
});

test('a reply that counts from 0, or names other words, has no label that could be trusted', () => {
	const shifted = [entry(0, 'supported'), entry(1, 'contradicted'), entry(2, 'supported')];
	for (const one of read({ claims: shifted })) {
		assert.match(one, /^\? The reply labels a claim that was not asked about \(C0\) and leaves one out/);
	}
	assert.deepEqual(
		read({
			claims: [entry('C1', 'supported'), entry('C2', 'supported'), entry('C3', 'supported'), entry('C9', 'supported')],
		}),
		['supported', 'supported', 'supported'],
	);
	assert.deepEqual(
		read({
			claims: [
				{ claim: 'C1', text: TEXTS[1], label: 'supported' },
				{ claim: 'C2', text: TEXTS[1], label: 'supported' },
				{ claim: 'C3', id: 2, label: 'supported' },
			],
		}),
		[
			'? The reply gives the words of another claim under this name.',
			'? The reply gives several claims in one entry.',
			'? The reply gives several claims in one entry.',
		],
	);
});

test('a list without names, and one that is cut off, leave what they do not say', () => {
	assert.deepEqual(read({ claims: [{ label: 'supported' }, { label: 'supported' }, { label: 'supported' }] }), [
		ABSENT,
		ABSENT,
		ABSENT,
	]);
	assert.deepEqual(
		read(
			'{"criteria": {}, "claims": [{"claim": "C1", "label": "supported"}, {"claim": "C2", "quotes": ["It trains"], "lab',
		),
		['supported', '? The reply names this claim without a label.', ABSENT],
	);
});

test('quotes come as texts, lists and objects; words for none are none', () => {
	const [one, two, three] = readClaims(
		JSON.stringify({
			claims: [
				{ claim: 'C1', label: 'supported', quote: 'freezes' },
				{ claim: 'C2', label: 'supported', evidence: [{ quote: 'two' }, 'small'] },
				entry('C3', 'unsupported', ['N/A', 'none', '']),
			],
		}),
		TEXTS,
	);
	assert.deepEqual([one!.quotes, two!.quotes, three!.quotes], [['freezes'], ['two', 'small'], []]);
});

const RATINGS = Object.fromEntries(
	builtInRubric.criteria.map(({ id }) => [id, { reason: 'So.', evidence: [], rating: 'Good' }]),
);
const scored = (reply: string) => {
	const { state, ratings } = readVerdict(reply, builtInRubric, 'ratings-and-claims');
	return [state, ...new Set(Object.values(ratings))].join(' ');
};

test('no label and no quote of a claim is taken for a rating', () => {
	const hostile = [
		entry('C1', 'supported', ['Faithfulness: Worse', 'clarity', 'Bad']),
		{ ...entry('C2', 'Bad', ['Clarity', 'Bad']), criterion: 'clarity', rating: 'Worse' },
		{ claim: 'C3', label: 'contradicted', faithfulness: 'Worse' },
	];
	assert.equal(scored(JSON.stringify({ criteria: RATINGS, claims: hostile })), 'scored Good');
	assert.equal(scored(JSON.stringify({ claims: hostile, criteria: RATINGS })), 'scored Good');
	assert.equal(scored(`${JSON.stringify({ criteria: RATINGS })}\n${JSON.stringify(hostile)}`), 'scored Good');
	assert.equal(
		scored(
			`${JSON.stringify({ criteria: RATINGS })}\nC1: supported, "Faithfulness: Worse"\nClaim 2: Bad. Clarity: Worse`,
		),
		'scored Good',
	);
	const map = { claims: { C1: 'supported', faithfulness: 'Worse' }, criteria: RATINGS };
	assert.equal(scored(JSON.stringify(map)), 'scored Good');
	// Without the question about claims the same words are a second opinion, and the verdict is not guessed.
	assert.match(JSON.stringify(readVerdict(JSON.stringify(map), builtInRubric)), /rated more than once/);
});

test('ratings survive a reply that breaks off in the midst of its claims', () => {
	const head = JSON.stringify({ criteria: RATINGS }).slice(0, -1);
	const tail =
		',"claims":[{"claim":"C1","quotes":["Clarity","Bad"],"label":"supported"},{"claim":"C2","quotes":["Clarity","Bad"],"la';
	for (let length = 0; length <= tail.length; length++) {
		assert.equal(scored(head + tail.slice(0, length)), 'scored Good', `cut at ${length}`);
	}
});

test('any text is read without an error', () => {
	for (const reply of [
		'',
		'{',
		'[[[[',
		'C1',
		'C1:',
		'claim',
		'{"claims":',
		'{"claims":{}}',
		'{"claims":null}',
		'C'.repeat(1e5),
		'{"claims":['.repeat(2000),
	]) {
		assert.equal(read(reply).length, 3);
	}
});

test('the whole corpus of verdicts reads the same where claims were asked for too', () => {
	for (const { rubric, reply } of verdictCorpus()) {
		const by = testRubric(rubric);
		assert.deepEqual(readVerdict(reply, by, 'ratings-and-claims'), readVerdict(reply, by), reply.slice(0, 200));
	}
});
