/**
 * Tells when the cursor comes to another question. To come back to the same one (from a page, from the panel) is no arrival:
 * what the person chose to look at meanwhile stays.
 */
export class Arrivals {
	private last: string | undefined;

	/** True once for each move to another question. */
	arrive(file: string, question: string): boolean {
		const place = `${file}#${question}`;
		const moved = place !== this.last;
		this.last = place;
		return moved;
	}
}
