import {
  coreServices,
  createServiceFactory,
  type LoggerService,
} from '@backstage/backend-plugin-api';
import type { JsonObject } from '@backstage/types';

/** One line of a log, with all that its loggers put to it. */
export interface LogLine {
  message: string;
  meta: JsonObject;
}

/** Keeps what a back end logs. */
export class LogLines {
  readonly lines: LogLine[] = [];
  readonly factory = createServiceFactory({
    service: coreServices.logger,
    deps: {},
    factory: () => this.#logger({}),
  });

  #logger(meta: JsonObject): LoggerService {
    const write = (message: string, more?: Error | JsonObject) => {
      const own = more instanceof Error ? { error: more.message } : more;
      this.lines.push({ message, meta: { ...meta, ...own } });
    };
    return {
      error: write,
      warn: write,
      info: write,
      debug: write,
      child: more => this.#logger({ ...meta, ...more }),
    };
  }
}
