export type { RecognizedText, RecognizeOptions, TextLine } from './types';
export { TextRecognizer } from './TextRecognizer';
export { sameLabel, normalizeLabel } from './labels';
