import type {
  AuditorService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import type { JsonObject } from '@backstage/types';
import type { Request } from 'express';
import { authorOf } from '../services/author';

/**
 * Does a write and notes in the audit log how it ended. Who asked is in the request or, for an action, which has none,
 * noted from the credentials.
 */
export async function audited<T>(
  auditor: AuditorService,
  event: { eventId: string; meta?: JsonObject } & (
    | { request: Request }
    | { credentials: BackstageCredentials }
  ),
  write: () => Promise<T>,
): Promise<T> {
  const { eventId, meta } = event;
  const entry = await auditor.createEvent({
    eventId,
    severityLevel: 'medium',
    ...('request' in event
      ? { request: event.request, meta }
      : { meta: { ...meta, author: authorOf(event.credentials) } }),
  });
  try {
    const result = await write();
    await entry.success();
    return result;
  } catch (error) {
    await entry.fail({ error: error as Error });
    throw error;
  }
}
