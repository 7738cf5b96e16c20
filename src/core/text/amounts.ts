/** `3 cases`, `1 case`. */
export function plural(count: number, noun: string): string {
	return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** `13,715`. */
export function grouped(count: number): string {
	return String(count).replace(/\B(?=(?:\d{3})+$)/g, ',');
}

/** US dollars, with as many digits as a small amount needs: `$12.30`, `$0.0042`, `< $0.0001`. */
export function money(dollars: number): string {
	if (dollars < 0) {
		return `-${money(-dollars)}`;
	}
	if (dollars > 0 && dollars < SMALLEST) {
		return `< $${SMALLEST}`;
	}
	return `$${dollars === 0 || dollars >= 0.995 ? dollars.toFixed(2) : dollars.toPrecision(2)}`;
}

/** Nobody compares amounts below. */
const SMALLEST = 0.0001;
