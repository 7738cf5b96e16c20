/** What a text has to contain to say how large the quantity is that a question asks for; `undefined` where it asks for none. */
export function quantityAsked(question: string): RegExp | undefined {
	return QUANTITIES.find(({ asks }) => asks.test(question))?.says;
}

/** Stems of the words that name these quantities: a measured value says them without a word. */
export const QUANTITY_STEMS: ReadonlySet<string> = new Set(['temperatur', 'pressur', 'pric', 'cost', 'druck']);

const QUANTITIES: readonly { readonly asks: RegExp; readonly says: RegExp }[] = [
	{
		asks: /\b(?:temperature|temperatur|température|how (?:hot|cold|warm))\b/i,
		says: /\d\s?(?:°\s?[CF]\b|degrees?\b|grad\b|K\b|kelvin\b)/i,
	},
	{ asks: /\b(?:pressure|druck|pression)\b/i, says: /\d\s?(?:bars?|psi|[hkm]?pa|atm|atmospheres?)\b/i },
	{
		asks: /\b(?:how long (?:does|do|did|will|is|should|can|before|until)|duration|wie lange)\b/i,
		says: /\d\s?(?:s|sec|secs|seconds?|min|mins|minutes?|h|hours?|days?|weeks?|months?|years?|sekunden?|minuten?|stunden?|tagen?|wochen?|jahren?)\b/i,
	},
	{
		asks: /\b(?:price|cost|costs|how expensive|preis|kostet)\b/i,
		says: /[$€£¥]\s?\d|\d\s?(?:[$€£¥]|usd|eur|dollars?|euros?)/i,
	},
];
