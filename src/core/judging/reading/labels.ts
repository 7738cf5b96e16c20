/** Words before a rating, in the languages that judges were seen to write. */
const RATING =
	'(?:rating|rated|score|scored|grade|graded|level|verdict|assessment|evaluation|judge?ment|mark|result|bewertung|note|stufe|urteil|évaluation|niveau|calificaci[oó]n|puntuaci[oó]n|nivel|puntuación|valutazione|voto|livello|avaliação|classificação|nota|nível|beoordeling|score|评分|评级|等级|評価|評点|评价)';

/** `Rating:`, `Score (1-5) =`, `- Grade –`, at the start of what is left of a line. */
export const RATING_LABEL = new RegExp(
	`^[\\s\\u0001"']*(?:(?:my|the|assigned|given)\\s+)?(?:final\\s+)?${RATING}(?:\\s*[(（][^()（）\\n]{0,60}[)）])?[\\s\\u0001"']*(?:(?:is|as|of|ist|est|es|è|é)(?=\\s)|[:=|→]|->|=>|[-–—](?=[\\s\\u0001])|$)[\\s\\u0001]*(?:as\\s|an?\\s)?`,
	'iu',
);

/** The same inside a line, at the start of a clause. */
export const RATING_LABEL_INSIDE = new RegExp(
	`(?:^|[.!?;,。！？；，|)\\]\\u0001—–→-])[\\s\\u0001"'(\\[]*(?:(?:the|my|final|so the|hence the)\\s+)?${RATING}[\\s\\u0001"']*(?:[:=]|is(?=\\s)|->|→)[\\s\\u0001]*`,
	'giu',
);

/** A label for the rating of the whole, which is none of a criterion. */
export const WHOLE_LABEL =
	/^[\s\u0001"']*(?:the\s+)?(?:overall|total|weighted|average|mean|aggregate|combined|summary|in summary|conclusion|in conclusion|verdict|general|recommendation|gesamt\p{L}*|insgesamt|fazit|zusammenfassung|globale?|général|conclusi[oó]n|resumen|résumé|en résumé|conclusione|riepilogo|complessiv\p{L}*|geral|resumo|conclus[aã]o|totaal|samenvatting|conclusie|总体|總體|综合|总结|总评|結論|総合|まとめ|全体)(?![\p{L}])/iu;

/** `Final rating`, `Final assessment`: of the whole, unless every criterion has one of its own. */
export const FINAL_LABEL =
	/^[\s\u0001"']*(?:the\s+|my\s+)?(?:final|abschließende|finale|definitiva?|最终|最終)(?![\p{L}])/iu;

/** Labels of parts of a section, which do not end it. */
export const PART_LABEL =
	/^[\s\u0001"']*(?:reason(?:s|ing)?|justification|explanation|rationale|analysis|evidence|quotes?|quotations?|citations?|strengths?|weakness(?:es)?|comments?|notes?|feedback|observations?|thoughts?|details?|why|pros|cons|issues?|discussion|begründung|belege?|zitate?|stärken|schwächen|analyse|raison|justificaci[oó]n|evidencia|cita|motivo|citation|prove|motivazione|evidência|bewijs|reden|理由|证据|證據|引用|根拠|分析|说明)(?![\p{L}])/iu;

/** Labels of a quotation of the context. */
export const EVIDENCE_LABEL =
	/^[\s\u0001"']*(?:evidence|quotes?|quotations?|citations?|belege?|zitate?|evidencia|citas?|evidência|prove|bewijs|证据|證據|引用|根拠)(?:\s*[(（][^()（）\n]{0,40}[)）])?[\s\u0001]*[:=–—-][\s\u0001]*/iu;

/** Labels of the judge's reason, taken off where it is shown. */
export const REASON_LABEL =
	/^[\s\u0001"'-]*(?:reason(?:ing)?|justification|explanation|rationale|begründung|raison|motivo|motivazione|razón|reden|理由|说明)[\s\u0001]*[:=–—-][\s\u0001]*/iu;

/** `I rate this as`, `the answer is rated`, `it deserves a`: in the section of a criterion these speak of it. */
export const RATING_PHRASE =
	/\b(?:rated|graded|scored|rate (?:it|this|that|the (?:answer|response|reply))|give (?:it|this|that|the (?:answer|response|reply))|deserves|earns|receives|merits|gets)\s+(?:as\s+)?(?:an?\s+)?(?:(?:rating|score|grade) of\s+)?/gi;
