/** The paths that match a glob (`**`, `*`, `{a,b}`), sorted: for ports that keep their files in memory. */
export function listFrom(paths: readonly string[], glob: string): readonly string[] {
	const source = glob
		.replace(/[.+^$()|[\]\\]/g, '\\$&')
		.replace(/\*\*\//g, '\u0000')
		.replace(/\*/g, '[^/]*')
		.replace(/\u0000/g, '(?:.*/)?')
		.replace(/\{([^}]*)\}/g, (_, list: string) => `(?:${list.split(',').join('|')})`);
	const pattern = new RegExp(`^${source}$`);
	return paths.filter(path => pattern.test(path)).sort();
}
