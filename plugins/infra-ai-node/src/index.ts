/**
 * Extension points of the Infrastructure AI backend.
 *
 * @packageDocumentation
 */
export * from './analyzers';
