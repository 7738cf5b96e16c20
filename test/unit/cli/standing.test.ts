import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { test } from 'node:test';
import { command, folderWith } from '../../support/command.ts';

test('a value that the context gives differently is told with the line and what it says', async () => {
	const folder = folderWith({
		'tea.questions.yaml': `version: 1
context: [{ file: tea.md }]
questions:
  - id: heat
    question: At how many degrees is green tea steamed?
    answers: { wrong: "Green tea is steamed at 250 degrees to stop oxidation." }
`,
		'tea.md': '# Tea\n\nGreen tea is steamed at 100 degrees to stop oxidation.\n',
	});
	const { out } = await command(['run', 'tea.questions.yaml', '--no-judge'], { cwd: folder });
	rmSync(folder, { recursive: true });
	assert.match(out, /contradicted: “250.*”, but tea\.md:3 says “100.*”/);
	assert.doesNotMatch(out, /unsupported: “250/);
});
