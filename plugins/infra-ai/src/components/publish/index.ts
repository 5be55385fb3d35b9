export { Publishing } from './Publishing';
