/**
 * The catalog side of the Infrastructure AI plugin.
 *
 * @packageDocumentation
 */
export { catalogModuleInfraAi as default } from './module';
