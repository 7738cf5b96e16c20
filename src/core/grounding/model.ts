import type { LinkModel } from './link-model.ts';
import weights from './model.json' with { type: 'json' };
import type { RiskModel } from './risk.ts';
import type { WordModel } from './word-model.ts';

/** What `npm run train` made: see docs/grounding-model.md. */
export interface GroundingModel {
	readonly links: LinkModel;
	readonly risk: RiskModel;
	readonly words: WordModel;
}

/** The model that ships with Groundline. */
export const SHIPPED_MODEL: GroundingModel = weights;
