export * from './Clock';
export * from './GithubRepository';
export { markMessage, publicationKey } from './provenance';
export type { NextStep } from './nextStep';
export * from './publish';
