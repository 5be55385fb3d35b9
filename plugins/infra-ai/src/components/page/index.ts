export { InfraAiPage } from './InfraAiPage';
export { LegacyInfraAiPage } from './LegacyInfraAiPage';
