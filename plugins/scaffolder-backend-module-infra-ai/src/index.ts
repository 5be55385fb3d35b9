/**
 * The scaffolder actions `infra-ai:*` of the Infrastructure AI plugin.
 *
 * @packageDocumentation
 */
export { scaffolderModuleInfraAi as default } from './module';
