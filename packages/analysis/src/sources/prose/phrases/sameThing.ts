import type { Technology } from '../../../vocabulary';
import type { ComponentNoun } from '../../../vocabulary/nouns';

const STORES = ['database', 'cache', 'search-engine', 'data-warehouse'];
const CHANNELS = ['message-broker', 'queue', 'topic', 'stream', 'cache'];
/** Types of products that a noun's family can stand for. */
const SAME_THING: Record<string, string[]> = {
  database: [...STORES, 'storage'],
  warehouse: [...STORES, 'storage'],
  search: STORES,
  cache: STORES,
  queue: CHANNELS,
  broker: CHANNELS,
  topic: CHANNELS,
  stream: CHANNELS,
  storage: ['storage', 'database', 'data-warehouse'],
  cdn: ['cdn'],
  dns: ['dns', 'cdn'],
  firewall: ['firewall', 'cdn'],
  loadbalancer: ['load-balancer', 'service'],
  gateway: ['service', 'api-gateway', 'load-balancer'],
  proxy: ['service', 'api-gateway', 'load-balancer', 'cdn'],
  identity: ['identity-provider', 'service', 'external-service'],
  auth: ['identity-provider', 'service', 'external-service'],
  secrets: ['secret-store'],
  imageregistry: ['registry', 'service'],
  monitoring: ['monitoring', 'service', 'external-service'],
  registry: ['service'],
  network: ['network'],
  provider: ['external-service', 'external-resource'],
  scheduler: ['service'],
};
/** Nouns that add nothing to the name of any product. */
const ANY_PRODUCT = new Set([
  'service',
  'module',
  'api',
  'app',
  'system',
  'engine',
  'endpoint',
  'library',
  'pipeline',
]);

/** "the PostgreSQL database": whether noun and product name one thing, not a thing that uses the product. */
export function isSameThing(
  noun: ComponentNoun,
  technology: Technology,
): boolean {
  if (technology.role !== 'product' && technology.role !== 'compute') {
    return false;
  }
  if (noun.family === 'function') return technology.type === 'function';
  if (technology.role === 'compute')
    return ['module', 'function'].includes(noun.family);
  if (ANY_PRODUCT.has(noun.family))
    return noun.family !== 'engine' || technology.kind === 'resource';
  return SAME_THING[noun.family]?.includes(technology.type) ?? false;
}

/** Products stay in the name of what uses them ("Kafka consumer", "WhatsApp bot"); languages do not. */
export function keepsInName(technology: Technology): boolean {
  return technology.role === 'product' || technology.role === 'tool';
}
