/** True for a word that may have an opposite of this kind; quick, because it is asked of every word of a claim. */
export function hasOpposite(word: string, by: 'listed' | 'any'): boolean {
	return OPPOSITES.has(word) || (by === 'any' && word.length > 3);
}

/**
 * True where `other`, in the place of `own`, makes the statement its opposite, or weaker than `own` makes it: "before" · "after", "all" ·
 * "most", "locked" · "unlocked". Both in lower case without accents. Not symmetric: "most" in place of "all" takes nothing back. `listed` leaves prefixes out: a word that the
 * context has elsewhere may be meant.
 */
export function areOpposite(own: string, other: string, by: 'listed' | 'any'): boolean {
	return OPPOSITES.get(own)?.has(other) === true || (by === 'any' && (isDenied(own, other) || isDenied(other, own)));
}

/** "unlocked" for "locked", "ineffective" for "effective". */
function isDenied(denied: string, plain: string): boolean {
	const length = denied.length - plain.length;
	if (length < 2 || length > 3 || plain.length < 4 || !denied.endsWith(plain)) {
		return false;
	}
	const prefix = denied.slice(0, length);
	return (
		(/^(?:un|non)$/.test(prefix) && !NO_PREFIX.test(denied)) ||
		(/^(?:in|im|ir|il)$/.test(prefix) && ADJECTIVE.test(plain) && !NO_PREFIX.test(denied)) ||
		(prefix === 'dis' && DISABLED.test(plain))
	);
}

const ADJECTIVE = /(?:able|ible|al|ant|ent|ive|ate|ect|ete|ous|ile|ity|ence|ance|ency|ar|ly|ited)$/;
const DISABLED =
	/^(?:agree|allow|approv|appear|believ|connect|continu|honest|like|loyal|obey|qualif|satisf|similar|trust|advantag)/;
/** Where the same letters deny nothing. */
const NO_PREFIX =
	/^(?:invaluabl|inflam|inform|infant|indent|intent|invent|instant|instal|interest|invest|impart|import|important|impart|impress|immediat|inhabit|indirectly?$|union|united?$|under|until)/;

/** Written form in lower case → the forms that say the opposite of it, or less than it. */
const OPPOSITES: ReadonlyMap<string, ReadonlySet<string>> = (() => {
	const opposites = new Map<string, Set<string>>();
	const oppose = (words: string, others: string) => {
		for (const word of words.split(' ')) {
			opposites.set(word, new Set([...(opposites.get(word) ?? []), ...others.split(' ')]));
		}
	};
	// A claim that says more than its line.
	oppose('all every always', 'some most few often sometimes usually rarely seldom');
	oppose('most', 'some few');
	oppose('many', 'few');
	oppose('must', 'may might can could should');
	oppose('only', 'mainly mostly also');
	oppose('alle jeder jede jedes', 'einige manche wenige viele meisten');
	oppose('tous toutes', 'quelques certains certaines');
	oppose('todos todas', 'algunos algunas alguns algumas');
	oppose('tutti tutte', 'alcuni alcune');
	oppose('alle elke', 'sommige enkele');
	for (const [words, others] of [
		['no none', 'all every most some many several each'],
		['nobody', 'everybody everyone somebody someone'],
		['nothing', 'everything something'],
		['never', 'always often sometimes usually'],
		['neither', 'both'],
		['with', 'without'],
		['kein keine keiner keinen keinem', 'alle jeder jede jedes einige manche viele'],
		['aucun aucune', 'tous toutes quelques certains certaines plusieurs'],
		['ningun ninguno ninguna', 'todos todas algunos algunas muchos muchas'],
		['nenhum nenhuma', 'todos todas alguns algumas muitos muitas'],
		['nessun nessuno nessuna', 'tutti tutte alcuni alcune molti molte'],
		['geen', 'alle elke sommige enkele veel'],
		['before', 'after'],
		['vor', 'nach'],
		['avant', 'apres'],
		['antes', 'despues depois'],
		['prima', 'dopo'],
		['mehr', 'weniger'],
		['meer', 'minder'],
		[
			'increase increases increased increasing rise rises rose',
			'decrease decreases decreased decreasing fall falls fell',
		],
		['more', 'less fewer'],
		['higher', 'lower'],
		['larger bigger', 'smaller'],
		['longer', 'shorter'],
		['above', 'below'],
		['maximum', 'minimum'],
		['most', 'least'],
		['first', 'last'],
		['earlier', 'later'],
		['faster', 'slower'],
		['older', 'younger'],
		['north', 'south'],
		['east', 'west'],
		['northern', 'southern'],
		['eastern', 'western'],
		['positive', 'negative'],
		['internal', 'external'],
		['best', 'worst'],
		['won', 'lost'],
		['open opens opened', 'closed closes'],
		['begin begins began', 'end ends ended'],
		['true', 'false'],
		['majority', 'minority'],
		['accepted', 'rejected'],
		['allowed', 'prohibited forbidden banned'],
	] as const) {
		oppose(words, others);
		oppose(others, words);
	}
	return opposites;
})();
