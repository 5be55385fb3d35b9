export { PictureError } from './PictureError';
export type { PictureMediaType, PreparedPicture } from './types';
export { detectFileType, type FileType } from './fileType';
export { preparePicture, type PrepareOptions } from './preparePicture';
export { scalePicture, type ScaledPicture } from './scalePicture';
