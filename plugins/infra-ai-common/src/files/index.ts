export * from './planFiles';
export { toMermaid } from './mermaid';
