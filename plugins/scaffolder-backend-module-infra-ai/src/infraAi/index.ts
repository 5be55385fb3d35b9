export * from './InfraAi';
