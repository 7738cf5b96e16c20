import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseProject } from '../../../../src/core/documents/parse-project.ts';
import { checkMarks } from '../../../support/check-marks.ts';

const check = (fixture: string) => checkMarks(fixture, text => parseProject(text).problems);

test('reads models of every provider', () => {
	const { project, problems } = parseProject(`version: 1
models:
  offline:     { provider: offline }
  mini:        { provider: openai, model: gpt-4o-mini, temperature: 0, price: { input: 0.15, output: 0.60 }, timeout: 90 }
  local:       { provider: openai, baseUrl: http://127.0.0.1:11434/v1, model: "llama3.1:8b", family: llama, stop: END }
  copilot:     { provider: vscode, select: { family: gpt-4o } }
  azure:       { provider: azure, endpoint: https://x.openai.azure.com, deployment: gpt-4o, apiVersion: 2024-10-21, apiKey: { env: AZURE_KEY } }
  proxied:     { provider: openai, baseUrl: https://proxy.example/v1, model: m, apiKey: { secret: proxy }, headers: { X-Team: eval }, timeout: { idle: 5 } }
defaults: { models: [mini, offline], judge: { model: local, samples: 3 }, concurrency: 4 }
limits: { maxCost: 1.00, maxUnscored: 2, requestsPerMinute: 60, tokensPerMinute: 90000 }
`);
	assert.deepEqual(problems, []);
	const { models, defaults, limits } = project;
	assert.deepEqual(models.get('mini')?.price, { input: 0.15, output: 0.6, cachedInput: undefined });
	assert.deepEqual(models.get('mini')?.timeout, { firstToken: 60, idle: 30, total: 90 });
	assert.deepEqual(models.get('mini')?.parameters, { temperature: 0 });
	assert.deepEqual(models.get('local')?.parameters, { stop: ['END'] });
	assert.equal(models.get('azure')?.model, 'gpt-4o');
	assert.equal(models.get('azure')?.baseUrl, 'https://x.openai.azure.com');
	assert.deepEqual(models.get('azure')?.apiKey, { env: 'AZURE_KEY' });
	assert.deepEqual(models.get('proxied')?.apiKey, { secret: 'proxy' });
	assert.deepEqual(models.get('proxied')?.headers, { 'X-Team': 'eval' });
	assert.equal(models.get('proxied')?.timeout.idle, 5);
	assert.deepEqual(models.get('copilot')?.select, { family: 'gpt-4o' });
	assert.deepEqual([defaults.judge.model?.value, defaults.judge.samples, defaults.concurrency], ['local', 3, 4]);
	assert.deepEqual(limits, { maxCost: 1, maxUnscored: 2, requestsPerMinute: 60, tokensPerMinute: 90_000 });
});

test('an empty project file, and one whose models are all comments, are fine', () => {
	assert.deepEqual(parseProject('').problems, []);
	assert.deepEqual(parseProject('version: 1\nmodels:\n  # local: { provider: openai }\n').problems, []);
});

test('marks models that nobody can call', () =>
	check(`
  version: 1
  models:
    offline: { provider: openai, model: x }
#   ^^^^^^^ offline-redefined
    a: { provider: openia, model: x }
#                  ^^^^^^ wrong-value: did you mean "openai"?
    b: { provider: openai }
#   ^ missing-key: needs "model"
    c: { provider: azure, deployment: d }
#   ^ missing-key: needs "endpoint" or "baseUrl"
    d: { provider: vscode, model: gpt-4o }
#   ^ missing-key: needs "select"
#                          ^^^^^ key-without-effect
    e: { model: x }
#        ^^^^^ missing-key: lacks "provider"
    f: { provider: openai, model: x, max_tokens: 5 }
#                                    ^^^^^^^^^^ unknown-key: did you mean "maxTokens"?
    B: { provider: offline }
#   ^ ids-differ-in-case
  defaults: { models: [a, aa], judge: nobody }
#                         ^^ unknown-model: did you mean "a"?
#                                     ^^^^^^ unknown-model
`));

test('marks URLs and credentials, and never repeats a credential', () => {
	check(`
  version: 1
  models:
    a: { provider: openai, model: m, baseUrl: "ftp://x" }
#                                             ^^^^^^^^^ invalid-url
    b: { provider: openai, model: m, baseUrl: "http://192.0.2.7/v1" }
#                                             ^^^^^^^^^^^^^^^^^^^^^ plain-http
    c: { provider: openai, model: m, baseUrl: "https://u:hunter2@x.example/v1" }
#                                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ credential-in-file
    d: { provider: openai, model: m, headers: { Authorization: Bearer hunter2 } }
#                                               ^^^^^^^^^^^^^ credential-in-file
    e: { provider: openai, model: m, headers: { X-Custom: sk-hunter2hunter2hunter2 } }
#                                               ^^^^^^^^ credential-in-file
    f: { provider: openai, model: m, apiKey: sk-hunter2hunter2hunter2 }
#                                            ^^^^^^^^^^^^^^^^^^^^^^^^ wrong-type: Expected a mapping (env)
    g: { provider: openai, model: m, baseUrl: "http://localhost:8080/v1", headers: { X-Max-Tokens: 5 } }
`);
	const text =
		'version: 1\nmodels: { d: { provider: openai, model: m, apiKey: hunter2, headers: { cookie: hunter2 } } }\n';
	assert.ok(!JSON.stringify(parseProject(text).problems).includes('hunter2'));
});
