export interface PlanProblem {
	readonly severity: 'error' | 'warning';
	/** One sentence. */
	readonly message: string;
}

/** Takes a problem; the same sentence said twice is one problem. */
export type Report = (severity: PlanProblem['severity'], message: string) => void;
