export * from './client';
export * from './publishedEvent';
export * from './requests';
export * from './types';
