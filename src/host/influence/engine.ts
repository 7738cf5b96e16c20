// What measuring needs, in one piece that is loaded with its first use.
export { measureInfluence } from '../../core/influence/measure-influence.ts';
export { planInfluence } from '../../core/influence/plan-influence.ts';
export { estimateText, stateText } from '../../core/influence/wording.ts';
export { systemClock } from '../../node/clock.ts';
export { appendInfluence } from '../../node/influence/append-event.ts';
export { InfluenceReplies, ScoringNotes } from '../../node/influence/influence-store.ts';
export { ScoringEndpoints } from '../../node/influence/scoring-endpoints.ts';
