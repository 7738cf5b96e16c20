// Runs the fault suite in full: npm run test:faults. Its short form is part of npm test. It takes some minutes and prints what was
// delivered, recorded and lost.
import { spawnSync } from 'node:child_process';
import path from 'node:path';

const { status } = spawnSync(process.execPath, [path.join(import.meta.dirname, '../run.ts'), 'faults'], {
	stdio: 'inherit',
	env: { ...process.env, FAULTS: 'full' },
});
process.exitCode = status ?? 1;
