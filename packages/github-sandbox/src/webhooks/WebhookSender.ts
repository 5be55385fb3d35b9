import { createHmac, randomUUID } from 'node:crypto';

/** Where events are sent. */
export interface WebhookTarget {
  url: string;
  secret?: string;
  /** Names of events; all when absent or containing `*`. */
  events?: string[];
}

/** What became of one delivery. It is tried once, as GitHub does. */
export interface WebhookDelivery {
  id: string;
  event: string;
  action?: string;
  url: string;
  payload: unknown;
  /** ISO 8601. */
  deliveredAt: string;
  /** Status that the target answered with. */
  status?: number;
  error?: string;
}

const KEPT = 1000;
const TIMEOUT_MS = 10_000;

/** `sha256=<hex>`, the value of `X-Hub-Signature-256`. */
export function signPayload(secret: string, body: string): string {
  return `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
}

/** Sends signed events and remembers the deliveries. */
export class WebhookSender {
  private readonly done: WebhookDelivery[] = [];
  private readonly pending = new Set<Promise<void>>();

  constructor(
    private readonly options: {
      targets: WebhookTarget[];
      clock: () => number;
      fetch?: typeof fetch;
    },
  ) {}

  /** Targets of the sandbox that want an event. */
  targets(): WebhookTarget[] {
    return this.options.targets;
  }

  /** Sends in the background; a failed delivery is only recorded. */
  send(event: string, payload: object, targets: WebhookTarget[]): void {
    for (const target of targets) {
      const wanted =
        !target.events ||
        target.events.includes('*') ||
        target.events.includes(event);
      if (wanted) {
        const delivery = this.deliver(event, payload, target).finally(() =>
          this.pending.delete(delivery),
        );
        this.pending.add(delivery);
      }
    }
  }

  deliveries(): WebhookDelivery[] {
    return [...this.done];
  }

  /** Resolves when nothing is under way. */
  async settled(): Promise<void> {
    while (this.pending.size > 0) {
      await Promise.all(this.pending);
    }
  }

  private async deliver(
    event: string,
    payload: object,
    target: WebhookTarget,
  ): Promise<void> {
    const body = JSON.stringify(payload);
    const delivery: WebhookDelivery = {
      id: randomUUID(),
      event,
      action: (payload as { action?: string }).action,
      url: target.url,
      payload,
      deliveredAt: new Date(this.options.clock()).toISOString(),
    };
    try {
      const response = await (this.options.fetch ?? fetch)(target.url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'user-agent': 'GitHub-Hookshot/sandbox',
          'x-github-event': event,
          'x-github-delivery': delivery.id,
          ...(target.secret && {
            'x-hub-signature-256': signPayload(target.secret, body),
          }),
        },
        body,
        redirect: 'manual',
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      delivery.status = response.status;
      await response.body?.cancel();
    } catch (error) {
      // `fetch failed` alone tells nobody anything; the cause has the reason.
      const { message, cause } = error as Error & {
        cause?: { code?: string; message?: string };
      };
      delivery.error = [message, cause?.code ?? cause?.message]
        .filter(Boolean)
        .join(': ');
    }
    this.done.push(delivery);
    if (this.done.length > KEPT) {
      this.done.shift();
    }
  }
}
