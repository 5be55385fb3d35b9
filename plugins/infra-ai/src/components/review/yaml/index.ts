export { FilesView } from './FilesView';
export { usePendingYaml } from './usePendingYaml';
