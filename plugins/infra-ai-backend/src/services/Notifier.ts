import type { LoggerService } from '@backstage/backend-plugin-api';
import { isError } from '@backstage/errors';
import type { NotificationService } from '@backstage/plugin-notifications-node';

/** Work that ended sooner was waited for. */
const LONG_MS = 30_000;

/** A message to people. */
export interface Message {
  /** Entity references of users and groups. */
  to: string[];
  title: string;
  description?: string;
  /** Path in the portal. */
  link: string;
  severity?: 'normal' | 'high';
  topic: string;
  /** A later message of the same scope takes this one's place. */
  scope: string;
}

/** Sends notifications, where the portal has them. What a message tells does not depend on whether it arrives. */
export class Notifier {
  readonly #notifications: NotificationService;
  readonly #logger: LoggerService;
  #isAbsenceLogged = false;

  constructor(options: {
    notifications: NotificationService;
    logger: LoggerService;
  }) {
    this.#notifications = options.notifications;
    this.#logger = options.logger;
  }

  /** Tells who asked for work that it has ended, when it took long. */
  async ended(
    work: { createdBy: string; createdAt: Date; completedAt?: Date },
    message: Omit<Message, 'to'>,
  ): Promise<void> {
    const { createdBy, createdAt, completedAt = new Date() } = work;
    // Services have no inbox.
    if (
      createdBy.startsWith('user:') &&
      completedAt.getTime() - createdAt.getTime() >= LONG_MS
    ) {
      await this.send({ ...message, to: [createdBy] });
    }
  }

  async send({ to, ...payload }: Message): Promise<void> {
    try {
      await this.#notifications.send({
        recipients: { type: 'entity', entityRef: to },
        payload,
      });
    } catch (error) {
      // The client has no error of its own for a portal without the plugin.
      if (/status 404\b/.test(isError(error) ? error.message : '')) {
        if (!this.#isAbsenceLogged) {
          this.#isAbsenceLogged = true;
          this.#logger.info(
            'Nobody is notified, as this portal has no notifications: add @backstage/plugin-notifications-backend to its back end.',
          );
        }
        return;
      }
      this.#logger.warn('A notification could not be sent', error as Error);
    }
  }
}
