export * from './input';
export * from './model';
export * from './parse';
