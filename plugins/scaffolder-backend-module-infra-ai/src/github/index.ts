export * from './Clock';
export * from './GithubRepository';
export { markMessage, publicationKey } from './provenance';
export * from './publish';
