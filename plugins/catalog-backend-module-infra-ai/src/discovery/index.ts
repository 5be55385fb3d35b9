export { DiscoveryTrigger } from './DiscoveryTrigger';
