export { FakeInfraAiApi } from './FakeInfraAiApi';
export { shopModel } from './shopModel';
export { ticketModel } from './ticketModel';
export { testDraft } from './testDraft';
