/**
 * Extension points of the Infrastructure AI backend, and what its plugins share.
 *
 * @packageDocumentation
 */
export * from './analyzers';
export { GithubMetrics } from './GithubMetrics';
