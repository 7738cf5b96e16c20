import { plural } from '../core/text/amounts.ts';

export { grouped, money, plural } from '../core/text/amounts.ts';

/** Seconds as people read them: `0.04 s`, `1.2 s`, `3 min 5 s`. */
export function seconds(value: number): string {
	const whole = Math.round(value);
	if (whole >= 60) {
		return `${Math.floor(whole / 60)} min ${whole % 60} s`;
	}
	return value >= 10 ? `${Math.round(value)} s` : `${value.toFixed(value >= 0.1 || value === 0 ? 1 : 3)} s`;
}

/** `512 bytes`, `1.4 kB`, `20 MB`. */
export function bytes(count: number): string {
	if (count < 1000) {
		return plural(count, 'byte');
	}
	const [value, unit] = count < 1e6 ? [count / 1e3, 'kB'] : count < 1e9 ? [count / 1e6, 'MB'] : [count / 1e9, 'GB'];
	return `${value >= 10 ? Math.round(value) : value.toFixed(1)} ${unit}`;
}
