import { FaultRegistry } from './faults/FaultRegistry';
import { RequestJournal } from './faults/RequestJournal';
import { toSeconds } from './git/objects';
import { RateLimiter } from './limits/RateLimiter';
import { Store } from './store/Store';
import { Urls } from './urls';
import { WebhookSender } from './webhooks/WebhookSender';

/** What the parts of the sandbox share. */
export interface SandboxContext {
  store: Store;
  urls: Urls;
  webhooks: WebhookSender;
  limiter: RateLimiter;
  faults: FaultRegistry;
  journal: RequestJournal;
  /** Milliseconds since the epoch. */
  clock: () => number;
  log: (message: string) => void;
  /** Login by token; a token that is not listed belongs to `guest`. */
  tokens: Record<string, string>;
  /** Tokens that are answered with 401 "Bad credentials". */
  badTokens: string[];
  maxJsonBytes: number;
  maxPushBytes: number;
}

/** The time of the sandbox as GitHub writes it. */
export function timestamp(context: Pick<SandboxContext, 'clock'>): string {
  return toSeconds(context.clock());
}
