export * from './followAnalysis';
export * from './useAnalysis';
export * from './useLanguage';
export * from './useLoaded';
export * from './usePublication';
export * from './useSessionState';
