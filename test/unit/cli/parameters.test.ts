import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { UsageError } from '../../../src/cli/exit-code.ts';
import { readParameterOptions } from '../../../src/cli/parameters.ts';
import { BadServer, says } from '../../support/bad-server.ts';
import { command, folderWith } from '../../support/command.ts';

test('each parameter has the type that documents give it', () => {
	const given = ['temperature=0.5', 'maxTokens=20', 'topP=1', 'seed=-3', 'stop=a=b', 'stop= c', 'reasoningEffort=low'];
	assert.deepEqual(readParameterOptions(given), {
		temperature: 0.5,
		maxTokens: 20,
		topP: 1,
		seed: -3,
		stop: ['a=b', ' c'],
		reasoningEffort: 'low',
	});
	assert.equal(readParameterOptions([]), undefined);
});

for (const [given, message] of [
	[['temprature=0'], /no parameter "temprature"\. Did you mean temperature\?/],
	[['max_tokens=5'], /Did you mean maxTokens\?/],
	[['constructor=5'], /There are temperature, maxTokens, topP, seed, stop, reasoningEffort\./],
	[['extraBody={}'], /no parameter "extraBody"/],
	[['temperature'], /--parameter temperature=VALUE/],
	[['seed= '], /--parameter seed=VALUE/],
	[['temperature=warm'], /temperature needs a number from 0 to 2, not "warm"/],
	[['temperature=2.1'], /from 0 to 2/],
	[['temperature=NaN'], /from 0 to 2/],
	[['maxTokens=0'], /a whole number of at least 1, not "0"/],
	[['seed=1.5'], /seed needs a whole number, not "1\.5"/],
	[['seed=1', 'seed=2'], /seed is given more than once/],
] as const) {
	test(`--parameter ${given.join(' ')} is refused`, () => {
		assert.throws(
			() => readParameterOptions(given),
			(error: unknown) => error instanceof UsageError && message.test(error.message),
		);
	});
}

let server: BadServer;
before(async () => {
	server = await BadServer.start();
});
after(() => server.stop());

test('a run sends them in place of what documents say, and reports a wrong one as wrong usage', async () => {
	const folder = folderWith({
		'a.questions.yaml':
			'version: 1\nparameters: { temperature: 1, topP: 1 }\nmodels: [one]\nquestions: [{ question: A? }]\n',
		'groundline.yaml': `version: 1\nmodels:\n  one: { provider: openai, model: m, baseUrl: "${server.url()}" }\n`,
	});
	try {
		server.behaviour = says('Yes.');
		const line = ['run', 'a.questions.yaml', '--no-judge'];
		const { code } = await command([...line, '--parameter', 'temperature=0', '--parameter', 'seed=7'], { cwd: folder });
		assert.equal(code, 0);
		const body = server.requests[0]!.body;
		assert.deepEqual([body.temperature, body.top_p, body.seed], [0, 1, 7]);
		const wrong = await command([...line, '--parameter', 'sed=7'], { cwd: folder });
		assert.equal(wrong.code, 2);
		assert.match(wrong.err, /Did you mean seed\?/);
	} finally {
		rmSync(folder, { recursive: true });
	}
});
