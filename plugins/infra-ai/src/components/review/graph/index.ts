export { GraphPanel } from './GraphPanel';
