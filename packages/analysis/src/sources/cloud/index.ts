export { draw, type Drawing } from './draw';
export { generalRule } from './others';
export { ruleOfType } from './classify';
export {
  factOf,
  type CloudResource,
  type Fact,
  type Place,
  type Reference,
} from './model';
