export * from './download';
export * from './format';
export * from './latestPublication';
export * from './Loading';
export * from './ProblemAlert';
export * from './sanitizeSvg';
export * from './StateBadge';
export * from './usePictureUrl';
export { Surface } from './Surface';
