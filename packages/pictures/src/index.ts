/**
 * Pictures from outside: what they are, made ready to be read, and the text in them. Offline, and off the main thread.
 *
 * @packageDocumentation
 */
export * from './intake';
export * from './ocr';
export * from './readPixels';
