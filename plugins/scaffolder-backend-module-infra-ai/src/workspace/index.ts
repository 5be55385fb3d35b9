export * from './checkKinds';
export * from './findSecrets';
export * from './readFiles';
export * from './readEntities';
