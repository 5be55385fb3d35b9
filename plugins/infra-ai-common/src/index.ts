/**
 * Model, entity mapping, permissions and API client of the Infrastructure AI plugin.
 *
 * @packageDocumentation
 */
export * from './model';
