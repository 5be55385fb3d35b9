export * from './client';
export * from './requests';
export * from './types';
