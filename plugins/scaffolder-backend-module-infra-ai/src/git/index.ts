export * from './pack';
export * from './push';
export type { PushReport } from './reportStatus';
