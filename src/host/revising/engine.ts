// What a suggested correction needs, in one piece that is loaded with its first use.
export {
	correctionId,
	type KeptCorrection,
	keptCorrection,
} from '../../core/judging/revision/kept-correction.ts';
export { estimateRevision, planRevision, reviserDoubt } from '../../core/judging/revision/plan-revision.ts';
export { revise } from '../../core/judging/revision/revise.ts';
export { stateFolder } from '../../core/review/state-folder.ts';
export { systemClock } from '../../node/clock.ts';
export { readCorrection, writeCorrection } from '../../node/judges/corrections.ts';
