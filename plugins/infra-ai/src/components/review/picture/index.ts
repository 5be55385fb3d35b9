export { PictureView } from './PictureView';
