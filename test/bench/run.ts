// Runs a bench by name: npm run bench [-- NAME [ARGUMENT…]]. Without a name it lists them. Numbers in documents come from here.
import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';
import path from 'node:path';

const names = globSync('*.ts', { cwd: import.meta.dirname })
	.map(file => path.basename(file, '.ts'))
	.filter(name => name !== 'run')
	.sort();
const [name, ...rest] = process.argv.slice(2);
if (name === undefined || !names.includes(name)) {
	console.error(`${name === undefined ? 'Name a bench' : `There is no bench "${name}"`}: ${names.join(', ')}.`);
	process.exit(2);
}
process.exitCode =
	spawnSync(process.execPath, [path.join(import.meta.dirname, `${name}.ts`), ...rest], { stdio: 'inherit' }).status ??
	1;
