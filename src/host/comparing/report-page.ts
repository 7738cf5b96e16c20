// What only an open report needs, in one piece that activation does not read.
export { comparisonPage, emptyReport, firstFilter } from './report-state.ts';
