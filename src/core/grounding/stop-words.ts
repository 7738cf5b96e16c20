/** Negations of other languages: forms that are no content word in English. */
const FOREIGN_NEGATIONS =
	'nicht kein keine keiner keinen keinem keines nichts nie niemals niemand ne pas aucun aucune jamais rien nunca jamas ningun ninguno ninguna nadie non nessun nessuno nessuna niet geen nooit nao nenhum nenhuma'.split(
		' ',
	);

/**
 * Words that carry grammar, not content (lower case, contractions already split). They link nothing and are never
 * reported as unsupported. English in full; of other languages only forms that are no content word in English.
 */
// biome-ignore format: a word list reads best as running text.
export const STOP_WORDS: ReadonlySet<string> = new Set([...FOREIGN_NEGATIONS, ...(
	'a an the this that these those such same another each every either neither both all any some few several many much more most less least other others ' +
	'i me my mine myself we us our ours ourselves you your yours yourself yourselves he him his himself she her hers herself it its itself they them their theirs themselves ' +
	'who whom whose which what where when why how whether one ones someone something anyone anything everyone everything nothing nobody ' +
	'is am are was were be been being do does did done doing have has had having can could may might must shall should will would ought ' +
	'and or but nor so yet if then else than as because since while although though unless until about above across after against along among around at before behind below ' +
	'beneath beside besides between beyond by despite down during except for from in inside into like near of off on onto out outside over past per through throughout to toward towards under up upon via with within without ' +
	'not no never none cannot only also too very just even still already again ever quite rather really almost however therefore thus hence moreover furthermore additionally meanwhile otherwise instead ' +
	'here there now often sometimes usually generally typically etc eg ie well way ways s t ll ve re d m ' +
	'let lets us going gonna versus vs yes ok okay please ' +
	'der das den dem des ein eine einen einem einer eines und oder aber nicht kein keine ist sind wird werden wurde wurden hat haben mit von zu zum zur auf aus bei nach über unter für durch ' +
	'sich auch als wie wenn dass daß es er sie wir ihr ihre sein seine im am vom beim ' +
	'le la les une un du des et ou est sont dans pour avec sur par que qui ne pas plus ce cette ces il elle ils elles au aux ' +
	'el los las una unos unas del y o es son en por para con que se su sus lo al no más como ' +
	'il lo gli uno della dello dei delle di che è sono nel nella per con non si ' +
	'de het een van dat die niet zijn voor met op te'
).split(' ')]);

/** Words that turn a statement round. */
export const NEGATIONS: ReadonlySet<string> = new Set([
	'not',
	'no',
	'never',
	'none',
	'neither',
	'nor',
	'without',
	'cannot',
	'nobody',
	'nothing',
	...FOREIGN_NEGATIONS,
]);
