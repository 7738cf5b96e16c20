/** How a number word follows the one before it. */
export type Joining = 'hyphen' | 'blank' | 'and';

/**
 * Number words that make one number: "two hundred and fifty", "twenty-five thousand", "three dozen". Each word is offered in turn and either
 * joins or does not.
 */
export class SpelledNumber {
	private total = 0;
	private current = 0;
	private scale = Number.POSITIVE_INFINITY;

	constructor(first: number) {
		if (first >= 1000) {
			this.total = first;
			this.scale = first;
		} else {
			this.current = first;
		}
	}

	get value(): number {
		return this.total + this.current;
	}

	/** True where `next`, the value of the word `folded`, goes on with the number. */
	join(next: number, folded: string, joining: Joining): boolean {
		const { current, scale } = this;
		if (folded === 'dozen') {
			return joining === 'blank' && this.total === 0 && current >= 1 && current < 100 && this.becomes(current * 12);
		}
		if (next === 100) {
			return joining !== 'and' && current >= 1 && current < 100 && this.becomes(current * 100);
		}
		if (next >= 1000) {
			if (joining === 'and' || current === 0 || next >= scale) {
				return false;
			}
			this.total += current * next;
			this.scale = next;
			return this.becomes(0);
		}
		const tens = current % 100;
		const follows =
			joining === 'hyphen' ? tens >= 20 && tens % 10 === 0 && next < 10 : tens === 0 && this.value >= 100 && next < 100;
		return next > 0 && follows && this.becomes(current + next);
	}

	private becomes(current: number): true {
		this.current = current;
		return true;
	}
}
