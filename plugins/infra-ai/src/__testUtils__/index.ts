export { FakeInfraAiApi } from './FakeInfraAiApi';
export { shopModel } from './shopModel';
