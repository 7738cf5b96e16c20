/** True if a name contains the letters in their order, whatever the case: how people search by typing. */
export function containsInOrder(name: string, letters: string): boolean {
	const within = name.toLowerCase();
	let at = 0;
	for (const letter of letters.toLowerCase()) {
		const next = within.indexOf(letter, at);
		if (next < 0) {
			return false;
		}
		at = next + letter.length;
	}
	return true;
}
