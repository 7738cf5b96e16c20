/** Where a clause may end in a sentence. Offsets in it; joining punctuation and blanks stand between `end` and `next`. */
export interface Joint {
	/** Where the clause before it ends. */
	readonly end: number;
	/** Where the next one starts. */
	readonly next: number;
	/** `strong`: two statements meet. `weak`: only where one of them says what the text does not tell. */
	readonly kind: 'strong' | 'weak';
}

/** Where clauses of a sentence may meet, in order. A relative clause has no subject of its own and stays with what it speaks of. */
export function jointsOf(sentence: string): Joint[] {
	const joints: Joint[] = [];
	for (const [kind, opening] of [
		['strong', OPENING],
		['weak', WEAK_OPENING],
	] as const) {
		const opened = opening.exec(sentence);
		if (opened !== null) {
			joints.push({ end: opened[0].length - opened[1]!.length, next: opened[0].length, kind });
			break;
		}
	}
	const from = joints[0]?.next ?? 0;
	for (const found of sentence.matchAll(JOINT)) {
		const length = found[1]?.length ?? found[2]!.length;
		if (found.index >= from && found.index > 0 && found.index + length < sentence.length) {
			joints.push({
				end: found.index,
				next: found.index + length,
				kind: found[1] === undefined ? 'weak' : 'strong',
			});
		}
	}
	return joints;
}

/** A clause in front of its main clause: "Although …, …". Group 1 is what joins them. */
const OPENING =
	/^(?:(?:although|though|even though|whereas|because|obwohl|während|weil|bien que|tandis que|parce que|aunque|porque|sebbene|poiché|embora|hoewel|terwijl|omdat|хотя|поскольку)\s[^,;]{1,400}(,\s+)|(?:虽然|尽管|雖然|儘管|因为|因為|由于)[^，；]{1,200}([，]\s*))/iu;
/** The same, of what may as well speak of a time or a condition. */
const WEAK_OPENING = /^(?:while|whilst|since|as|mentre|enquanto|da)\s[^,;]{1,400}(,\s+)/iu;

const STRONG_WORDS =
	'but|while|whereas|although|though|even though|because|(?:and|so)\\s+(?:it|they|he|she|we|you|this|these|those|there)|aber|obwohl|während|weil|jedoch|denn|mais|parce que|tandis que|pero|aunque|porque|mientras que|ma|perché|mentre|mas|enquanto|maar|terwijl|omdat|но|потому что|хотя|тогда как';
/**
 * `; …`, `, but …`, ` although …`: group 1 is what joins two statements; without a comma a reason belongs to its statement. Group 2 is what
 * joins a statement to one about the text: `, and the …`, ` but …`, ` – …`.
 */
const JOINT = new RegExp(
	[
		`(;\\s+|[；؛]\\s*|,\\s+(?=(?:${STRONG_WORDS})\\s)|\\s(?=(?:whereas|although)\\s)`,
		'|[，,]\\s*(?=但是|但|不过|不過|然而|因为|因為|而且|并且|並且|所以|同时)',
		'|[،,]\\s*(?=(?:ولكن|لكن|بينما|لأن)[\\s\\p{L}])',
		'|,\\s+(?=(?:लेकिन|परंतु|किंतु|क्योंकि|जबकि)\\s)',
		`|(?<=[${'\\p{sc=Thai}'}]{15})[ ](?=[${'\\p{sc=Thai}'}]{15}))`,
		'|(,?\\s+(?=(?:but|yet|however|though|nor|aber|mais|pero|(?:and|und|et|y)\\s+(?:the|this|these|there|it|no|none|i|der|die|das|es|le|la|les|il|el|los))\\s)|\\s[–—-]\\s|—|,\\s+(?=however,)|(?<=が|けれども|けど)、)',
	].join(''),
	'giu',
);
