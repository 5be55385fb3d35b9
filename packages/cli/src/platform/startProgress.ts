import { Listr, ListrTaskWrapper } from 'listr2';
import { PlatformState, ServiceState } from './state';

interface Pending {
  title: string;
  wrapper?: ListrTaskWrapper<unknown, any, any>;
  resolve?: () => void;
  reject?: (error: Error) => void;
}

/** Shows how the services come up: redrawn on a terminal, one line per event elsewhere. */
export class StartProgress {
  #pending = new Map<string, Pending>();
  #shown: Promise<unknown> | undefined;

  /** Takes the next state of the platform. */
  readonly onProgress = (state: PlatformState): void => {
    this.#shown ??= this.#show(state.services);
    for (const service of state.services) {
      this.#update(service);
    }
  };

  /** Resolves when the last line is written. */
  async finish(): Promise<void> {
    for (const { reject } of this.#pending.values()) {
      reject?.(new Error('not started'));
    }
    this.#pending.clear();
    await this.#shown;
  }

  #show(services: ServiceState[]): Promise<unknown> {
    const list = new Listr(
      services.map(({ name, title }) => {
        const pending: Pending = { title };
        this.#pending.set(name, pending);
        return {
          title,
          task: (_: unknown, wrapper: ListrTaskWrapper<unknown, any, any>) =>
            new Promise<void>((resolve, reject) => {
              Object.assign(pending, { wrapper, resolve, reject });
            }),
        };
      }),
      {
        concurrent: true,
        exitOnError: false,
        // Ctrl-C is ours to handle.
        registerSignalListeners: false,
        fallbackRenderer: 'simple',
        rendererOptions: { showErrorMessage: false, collapseErrors: false },
      },
    );
    return list.run();
  }

  #update(service: ServiceState): void {
    const pending = this.#pending.get(service.name);
    if (!pending?.wrapper) {
      return;
    }
    if (service.phase === 'healthy') {
      const seconds = ((service.startupMs ?? 0) / 1000).toFixed(1);
      pending.wrapper.title = `${pending.title} (${seconds} s)`;
      pending.resolve?.();
      this.#pending.delete(service.name);
    } else if (service.phase === 'failed') {
      pending.reject?.(new Error(service.error?.split('\n')[0] ?? 'failed'));
      this.#pending.delete(service.name);
    }
  }
}
