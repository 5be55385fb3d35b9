export type {
  RecognizedText,
  RecognizeOptions,
  TextEngine,
  TextLine,
  TextRecognizerOptions,
} from './types';
export { TextRecognizer } from './TextRecognizer';
export { sameLabel, normalizeLabel } from './labels';
export { findLabel, type LabelBox } from './findLabel';
