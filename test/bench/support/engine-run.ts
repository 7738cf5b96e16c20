// One run of the engine without files of its own making, in a process of its own: node engine-run.ts CASES judge|no-judge [MILLISECONDS]. Prints JSON.
import { loadReviewSet } from '../../../src/core/documents/load.ts';
import type { Case } from '../../../src/core/review/case.ts';
import { RunFold } from '../../../src/core/review/fold.ts';
import { plainOutcome } from '../../../src/core/review/plain-outcome.ts';
import { planCases } from '../../../src/core/review/plan.ts';
import type { ModelOutcome, ModelPort, ModelRequest } from '../../../src/core/review/ports.ts';
import { review } from '../../../src/core/review/review.ts';
import { systemClock } from '../../../src/node/clock.ts';
import { compileLater } from '../../../src/node/compile-later.ts';
import { fastHash } from '../../../src/node/fast-hash.ts';
import { NodeFiles } from '../../../src/node/files.ts';
import { GroundingThread } from '../../../src/node/grounding/grounding-thread.ts';
import { RunWriter } from '../../../src/node/runs/run-writer.ts';
import { keepHeapSmall } from '../../../src/node/small-heap.ts';
import { answerText, verdictText } from './replies.ts';
import { reviewFolder } from './review-folder.ts';

compileLater();
keepHeapSmall();
const [count, judging] = [Number(process.argv[2]), process.argv[3]];
const CONCURRENCY = 50;
const LATENCY = Number(process.argv[4] ?? 50);

/** Replies after a while, whatever it is asked. */
class SlowModel implements ModelPort {
	private calls = 0;
	private readonly verdict = verdictText();

	async ask({ model }: ModelRequest, onText: (piece: string) => void): Promise<ModelOutcome> {
		const number = ++this.calls;
		await new Promise(resolve => setTimeout(resolve, LATENCY));
		const text = model.name === 'judge' ? this.verdict : answerText(number);
		onText(text);
		const usage = { input: 120, output: 60, cachedInput: undefined, estimated: false };
		return plainOutcome({ text, finish: 'stop', usage, latencyMs: LATENCY, firstTokenMs: LATENCY });
	}
}

/** The cases of one question, under as many keys as are wanted: nobody but the engine holds one of them. */
async function* stream(example: Case): AsyncGenerator<Case> {
	for (let number = 1; number <= count; number++) {
		const text = `How is tea number ${number} made, and why is it not brown?`;
		const question = { ...example.question, id: `q${number}`, question: { ...example.question.question, value: text } };
		yield { ...example, key: example.key.replace('#q1@', `#q${number}@`), question };
	}
}

const file = reviewFolder({ questions: 1, concurrency: CONCURRENCY, origin: 'http://127.0.0.1:9' });
const folder = file.slice(0, file.lastIndexOf('/'));
const set = await loadReviewSet('tea.questions.yaml', new NodeFiles(folder));
const [example] = planCases(set, judging === 'judge' ? {} : { judging: 'none' }).cases;
const writer = new RunWriter({ stateFolder: `${folder}/.groundline`, run: '20261121T000000Z-bench0' });
const fold = new RunFold({ texts: 'recent' });
const grounder = new GroundingThread(new URL('./grounding-worker.cjs', import.meta.url));
grounder.prepare(); // As the command line does once it knows its cases.
const before = process.cpuUsage();
const threadBefore = process.threadCpuUsage();
const started = performance.now();
const states: Record<string, number> = {};
const events = review(
	stream(example!),
	{ model: new SlowModel(), clock: systemClock, hash: fastHash, grounder },
	{ run: 'bench', tool: 'bench', concurrency: CONCURRENCY, files: [set.path], isFollowed: () => false },
);
for await (const event of events) {
	writer.write(event);
	fold.add(event);
	if (event.type === 'case-end') {
		states[event.state] = (states[event.state] ?? 0) + 1;
		fold.drop(event.key);
	}
}
writer.close();
const milliseconds = performance.now() - started;
const cpu = process.cpuUsage(before);
const threadCpu = process.threadCpuUsage(threadBefore);
await grounder.close();
// Each endpoint answers 50 at once; the last verdict comes one reply after the last answer.
const ideal = Math.ceil(count / CONCURRENCY) * LATENCY + (judging === 'judge' ? LATENCY : 0);
console.log(
	JSON.stringify({
		states,
		milliseconds,
		ideal,
		cpu: (cpu.user + cpu.system) / 1000,
		threadCpu: (threadCpu.user + threadCpu.system) / 1000,
		megabytes: process.resourceUsage().maxRSS / 1024,
	}),
);
