import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contextValues } from '../../../../src/host/painters/context-value.ts';
import { unitPlaces } from '../../../../src/host/painters/unit-places.ts';
import { claim, filePassage, resultOf } from '../../../support/results.ts';

function value(answer: string, line: string, [said, stands]: readonly [string, string]): string {
	const start = answer.indexOf(said);
	const unitStart = line.indexOf(stands);
	const conflict = { unit: 'P1:L1', unitStart, unitEnd: unitStart + stands.length, start, end: start + said.length };
	const result = resultOf({ answer, passages: [filePassage('a.md', line)] });
	const [found] = contextValues(answer, claim(answer, answer, { conflicts: [conflict] }), unitPlaces(result));
	return `${found?.answer} / ${found?.text}`;
}

test('a value goes with its sign or unit, and with no word that follows', () => {
	assert.equal(value('It holds 4.8 % of it.', 'It holds 2.2 % of it.', ['4.8', '2.2']), '4.8 % / 2.2 %');
	assert.equal(value('Up to 100 MB.', 'Up to 25 MB each.', ['100', '25']), '100 MB / 25 MB');
	assert.equal(value('At 90 °C.', 'At 94 °C, then.', ['90', '94']), '90 °C / 94 °C');
	assert.equal(value('In 1901 Ada came.', 'In 1906 Ada came.', ['1901', '1906']), '1901 / 1906');
	assert.equal(value('From Rome EUR 5.', 'From Oslo EUR 5.', ['Rome', 'Oslo']), 'Rome / Oslo');
});
