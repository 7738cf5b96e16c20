import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Annotation, AnnotationFile } from '../../../../src/core/documents/annotation-file.ts';
import { parseAnnotations } from '../../../../src/core/documents/parse-annotations.ts';
import { serializeAnnotations } from '../../../../src/core/documents/serialize-annotations.ts';
import { shortHash } from '../../../../src/core/text/hash.ts';
import { anyText } from '../../../support/any-text.ts';

const by = undefined;
const at = '2026-11-21';

test('writes one entry a line, sorted by question and then id', () => {
	const [b, a] = ['Beans keep.', 'Acid fades.'];
	const file: AnnotationFile = {
		version: 1,
		answers: new Map([
			[shortHash(b), { question: 'beta', model: 'm', prompt: 'p', text: b }],
			[shortHash(a), { question: 'alpha', model: 'm', prompt: 'p', text: a }],
		]),
		annotations: [note('n1', shortHash(b)), note('n3', shortHash(a)), note('n2', shortHash(a))],
		reviews: [{ answer: shortHash(a), state: 'accepted', by: 'Reviewer', at }],
		ratings: [],
		preferences: [],
	};
	const target = 'target: { exact: the, prefix: "", suffix: "" }, label: note';
	assert.equal(
		serializeAnnotations(file),
		`version: 1
answers:
  ${shortHash(a)}: { question: alpha, model: m, prompt: p, text: "Acid fades." }
  ${shortHash(b)}: { question: beta, model: m, prompt: p, text: "Beans keep." }
annotations:
  - { id: n2, answer: ${shortHash(a)}, ${target} }
  - { id: n3, answer: ${shortHash(a)}, ${target} }
  - { id: n1, answer: ${shortHash(b)}, ${target} }
reviews:
  - { answer: ${shortHash(a)}, state: accepted, by: Reviewer, at: 2026-11-21 }
`
			.replaceAll('text: Acid fades.', 'text: "Acid fades."')
			.replaceAll('text: Beans keep.', 'text: "Beans keep."'),
	);
});

const BY_HAND = `# What reviewers said.
version: 1
answers:
  0f2c01ab77de:
    question: abc
    model: m
    prompt: p
    text: |
      one
        two
annotations:
# the second one first
-   id: a2
    answer: 0f2c01ab77de
    target:
        exact: two
    label: note # tail
- { id: a9, unreadable: true }
- { id: a1, answer: 0f2c01ab77de, target: {exact: 'one'}, label: supported }
unheard: of
`;

test('keeps layout, comments and what it cannot read', () => {
	const { file } = parseAnnotations(BY_HAND);
	const added = { ...file, annotations: [...file.annotations, note('a3', '0f2c01ab77de')] };
	assert.equal(
		serializeAnnotations(added, BY_HAND),
		`# What reviewers said.
version: 1
answers:
  0f2c01ab77de:
    question: abc
    model: m
    prompt: p
    text: |
      one
        two
annotations:
  - { id: a1, answer: 0f2c01ab77de, target: {exact: 'one'}, label: supported }
  # the second one first
  - id: a2
    answer: 0f2c01ab77de
    target:
        exact: two
    label: note # tail
  - { id: a3, answer: 0f2c01ab77de, target: { exact: the, prefix: "", suffix: "" }, label: note }
  - { id: a9, unreadable: true }
unheard: of
`,
	);
});

test('writing what was read changes nothing any more', () => {
	const once = serializeAnnotations(parseAnnotations(BY_HAND).file, BY_HAND);
	assert.equal(serializeAnnotations(parseAnnotations(once).file, once), once);
	const crlf = once.replaceAll('\n', '\r\n');
	assert.equal(serializeAnnotations(parseAnnotations(crlf).file, crlf), crlf);
});

const words = anyText({ maxLength: 12 }).filter(text => text.trim() !== '');
const entry = fc.record({ exact: words, prefix: fc.string(), note: fc.option(words, { nil: undefined }), text: words });

test('any text comes back as it was', () => {
	fc.assert(
		fc.property(fc.array(entry, { maxLength: 4 }), entries => {
			const answers = new Map(
				entries.map(({ text }) => [shortHash(text), { question: 'q', model: text, prompt: 'p', text }]),
			);
			const annotations = entries.map(({ exact, prefix, note: remark, text }, i) => ({
				...note(`a${i}`, shortHash(text)),
				target: { exact, prefix, suffix: '' },
				note: remark,
			}));
			const file = { version: 1, answers, annotations, reviews: [], ratings: [], preferences: [] };
			const written = serializeAnnotations(file);
			const { file: read, problems } = parseAnnotations(written);
			assert.deepEqual(problems, []);
			const plain = (all: readonly Annotation[]) =>
				all.map(({ range: _range, ...own }) => own).sort((a, b) => (a.id < b.id ? -1 : 1));
			assert.deepEqual(plain(read.annotations), plain(annotations));
			assert.deepEqual(new Map([...read.answers].sort()), new Map([...answers].sort()));
		}),
		{ numRuns: 60 },
	);
});

function note(id: string, answer: string): Annotation {
	const target = { exact: 'the', prefix: '', suffix: '' };
	return { id, answer, context: undefined, target, label: 'note', note: undefined, by, at: undefined };
}
