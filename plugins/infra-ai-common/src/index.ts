/**
 * Model, entity mapping, permissions and API client of the Infrastructure AI plugin.
 *
 * @packageDocumentation
 */
export * from './api';
export * from './compare';
export * from './entities';
export * from './files';
export * from './match';
export * from './model';
export * from './permissions';
export * from './update';
