export * from './format';
export * from './latestPublication';
export * from './ProblemAlert';
export * from './StateBadge';
