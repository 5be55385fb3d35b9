export { DetailsPanel } from './DetailsPanel';
