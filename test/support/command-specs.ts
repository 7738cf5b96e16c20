import { command } from './command.ts';

/** The options of each command, as its help shows them. */
export async function commandLineSpecs(): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
	const names = [...(await command(['--help'])).out.matchAll(/^ {2}([a-z][a-z-]+) /gm)].map(([, name]) => name!);
	const specs = new Map<string, ReadonlySet<string>>();
	for (const name of names) {
		const { out } = await command([name, '--help']);
		specs.set(name, new Set([...out.matchAll(/^ {2}(--[a-z][a-z-]+)/gm)].map(([, option]) => option!)));
	}
	return specs;
}
