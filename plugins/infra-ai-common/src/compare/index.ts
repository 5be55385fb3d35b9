export * from './compareModels';
