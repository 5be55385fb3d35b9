export { InfrastructureCard } from './InfrastructureCard';
export { InfrastructureContent } from './InfrastructureContent';
