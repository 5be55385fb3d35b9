export { InfraAiInput } from './InfraAiInput';
export { validateInfraAiInput } from './validateInfraAiInput';
