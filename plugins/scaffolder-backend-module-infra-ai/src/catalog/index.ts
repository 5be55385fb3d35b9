export { waitForEntities } from './waitForEntities';
