export { isWholePicture } from './boxes';
export { PictureView } from './PictureView';
