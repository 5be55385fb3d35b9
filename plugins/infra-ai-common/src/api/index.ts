export * from './InfraAiApi';
export * from './InfraAiClient';
export * from './isPublicationFinal';
export * from './problemCodes';
export * from './publishedEvent';
export * from './RepositoryTakenError';
export * from './requests';
export * from './types';
