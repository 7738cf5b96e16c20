/** USD with two digits that say something. */
export function amount(cost: number): string {
	return cost === 0 ? '0' : cost < 0.0001 ? '< 0.0001' : cost < 0.01 ? cost.toFixed(4) : cost.toFixed(2);
}
