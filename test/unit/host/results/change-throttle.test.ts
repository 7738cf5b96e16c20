import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { ChangeThrottle } from '../../../../src/host/results/change-throttle.ts';
import type { ResultChange } from '../../../../src/host/results/store.ts';

test('many pieces become few changes, and none is lost', () => {
	mock.timers.enable({ apis: ['setTimeout'] });
	const fired: ResultChange[] = [];
	const throttle = new ChangeThrottle(50, change => fired.push(change));
	for (let at = 0; at < 100; at++) {
		throttle.add(change('piece', at % 2 === 0 ? 'a' : 'b'));
		mock.timers.tick(10);
	}
	mock.timers.tick(50);
	assert.ok(fired.length <= 22, `${fired.length} changes in a second`);
	assert.deepEqual(new Set(fired.flatMap(({ keys }) => keys)), new Set(['a', 'b']));
	throttle.dispose();
	mock.timers.reset();
});

test('a result among pieces counts as a result; staleness stays apart', () => {
	mock.timers.enable({ apis: ['setTimeout'] });
	const fired: ResultChange[] = [];
	const throttle = new ChangeThrottle(50, change => fired.push(change));
	throttle.add(change('piece', 'a'));
	throttle.add(change('result', 'a'));
	throttle.add(change('piece', 'b'));
	throttle.add(change('staleness', 'c'));
	mock.timers.tick(50);
	assert.deepEqual(
		fired.map(({ kind, keys }) => `${kind} ${keys.join()}`),
		['piece a', 'result a,b', 'staleness c'],
	);
	throttle.dispose();
	mock.timers.reset();
});

function change(kind: ResultChange['kind'], key: string): ResultChange {
	return { kind, keys: [key], file: { toString: () => 'file:///q.yaml' } as ResultChange['file'] };
}
