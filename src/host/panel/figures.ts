import type { Usage } from '../../core/review/ports.ts';
import type { Translate } from '../results/wording.ts';

/** A weight as it stands in a formula: ".5", "1", "2.25". */
export function weightText(weight: number): string {
	const text = String(Number(weight.toFixed(3)));
	return text.startsWith('0.') ? text.slice(1) : text;
}

/** A level's value, a mark or a cap: as few decimals as it has, at most two. */
export function valueText(value: number): string {
	return String(Number(value.toFixed(2)));
}

/** "412 tokens", "about 412 tokens" where the endpoint gave no count. */
export function tokensText(usage: Usage, t: Translate): string {
	const count = (usage.input + usage.output).toLocaleString('en-US');
	return usage.estimated ? t('about {0} tokens', count) : t('{0} tokens', count);
}

/** USD with two significant digits: "$0.0003", "$1.20". An unknown price is never nothing. */
export function costText(cost: number | undefined, t: Translate): string {
	if (cost === undefined) {
		return t('cost unknown');
	}
	if (cost === 0) {
		return '$0';
	}
	if (cost >= 1) {
		return `$${cost.toFixed(2)}`;
	}
	const decimals = Math.min(12, 1 - Math.floor(Math.log10(cost)));
	return `$${Number(cost.toFixed(decimals)).toFixed(decimals).replace(/0$/, '')}`;
}

/** "+4.0", "−52.0", "±0.0". */
export function differenceText(difference: number): string {
	const size = Math.abs(difference).toFixed(1);
	return size === '0.0' ? `±${size}` : `${difference > 0 ? '+' : '−'}${size}`;
}
