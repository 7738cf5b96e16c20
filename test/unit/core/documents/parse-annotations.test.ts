import { test } from 'node:test';
import { parseAnnotations } from '../../../../src/core/documents/parse-annotations.ts';
import { checkMarks } from '../../../support/check-marks.ts';

test('marks annotations that mean nothing', () =>
	checkMarks(
		`
  version: 1
  answers:
    b4935894c8ce: { question: q, model: m, prompt: p, text: "…" }
    b4935894c8cf: { question: q, model: m, prompt: p, text: "…" }
#   ^^^^^^^^^^^^ answer-hash: its hash is b4935894c8ce
    nohash: { question: q, model: m, prompt: p, text: "" }
#   ^^^^^^ wrong-value: 12 hexadecimal digits
#   ^^^^^^ answer-hash
  annotations:
    - { id: a1, answer: b4935894c8ce, target: { exact: "…" }, label: unsuported }
#                                                                    ^^^^^^^^^^ wrong-value: did you mean "unsupported"?
    - { id: a1, answer: b4935894c8cd, target: { exact: "…" }, label: note }
#           ^^ duplicate-id
#                       ^^^^^^^^^^^^ unknown-answer
    - { id: a2, target: { exact: "…" }, label: note }
#       ^^ annotation-target
    - id: a3
      answer: b4935894c8ce
      context: { file: a.md, hash: b4935894c8ce }
#     ^^^^^^^ annotation-target
      target: { prefix: x }
#               ^^^^^^ missing-key: lacks "exact"
      label: note
  preferences:
    - { question: q, a: b4935894c8ce, b: b4935894c8cd, winner: neither }
#                                        ^^^^^^^^^^^^ unknown-answer
#                                                              ^^^^^^^ wrong-value
`,
		text => parseAnnotations(text).problems,
	));
