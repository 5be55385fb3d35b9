export { PictureError } from './PictureError';
export type { PictureMediaType, PreparedPicture } from './types';
export { preparePicture, type PrepareOptions } from './preparePicture';
export { scalePicture, type ScaledPicture } from './scalePicture';
