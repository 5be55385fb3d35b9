export { infraAiApiRef } from './infraAiApiRef';
export { isAbort, toProblem } from './problem';
