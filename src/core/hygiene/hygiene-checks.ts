/** What can be looked for, in the words of the project file. */
export type HygieneCheck = 'repeated' | 'irrelevant' | 'empty-cells' | 'window';

export const HYGIENE_CHECKS: readonly HygieneCheck[] = ['repeated', 'irrelevant', 'empty-cells', 'window'];
