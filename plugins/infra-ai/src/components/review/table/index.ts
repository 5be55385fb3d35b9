export { ModelTables } from './ModelTables';
