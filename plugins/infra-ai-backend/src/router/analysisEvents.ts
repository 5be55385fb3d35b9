import type { HttpAuthService } from '@backstage/backend-plugin-api';
import type { Response, Router } from 'express';
import { z } from 'zod';
import type { AuthorizedAnalysisService } from '../services/AuthorizedAnalysisService';
import { parse } from './parse';

/** Proxies close connections that stay silent, often after 30 or 60 seconds. */
const HEARTBEAT_MS = 15_000;

const eventId = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
/** Query of `GET /analyses/:id/events`. */
export const eventsQuerySchema = z.strictObject({ after: eventId.optional() });

/** `GET /analyses/:id/events`: server-sent events, https://html.spec.whatwg.org/multipage/server-sent-events.html */
export function addAnalysisEventsRoutes(
  router: Router,
  options: {
    httpAuth: HttpAuthService;
    analyses: AuthorizedAnalysisService;
    heartbeatMs?: number;
  },
): void {
  const { httpAuth, analyses, heartbeatMs = HEARTBEAT_MS } = options;

  router.get('/analyses/:id/events', async (req, res) => {
    const credentials = await httpAuth.credentials(req, {
      allow: ['user', 'service'],
    });
    const { after } = parse(eventsQuerySchema, req.query);
    const lastEventId = req.header('last-event-id');
    const start = lastEventId ? parse(eventId, lastEventId) : after ?? 0;

    const controller = new AbortController();
    res.on('close', () => controller.abort());
    const events = await analyses.watch(
      req.params.id,
      start,
      controller.signal,
      credentials,
    );

    res.status(200).set({
      'Content-Type': 'text/event-stream; charset=utf-8',
      // `no-transform` keeps compression, ours and that of proxies, from holding events back.
      'Cache-Control': 'no-cache, no-transform',
      Connection: 'keep-alive',
      'X-Accel-Buffering': 'no',
    });
    res.flushHeaders();
    const heartbeat = setInterval(() => res.write(': \n\n'), heartbeatMs);
    try {
      for await (const event of events) {
        await send(
          res,
          `id: ${event.id}\ndata: ${JSON.stringify(event)}\n\n`,
          controller.signal,
        );
      }
      res.end();
    } catch {
      // The answer has begun, so there is no other way left to say that it is not complete.
      res.destroy();
    } finally {
      clearInterval(heartbeat);
    }
  });
}

/** Writes, and waits while the reader is slower than the events. */
async function send(
  res: Response,
  text: string,
  signal: AbortSignal,
): Promise<void> {
  if (res.write(text) || signal.aborted) {
    return;
  }
  await new Promise<void>(resolve => {
    res.once('drain', resolve);
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
