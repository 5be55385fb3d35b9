import { Listr, ListrTaskWrapper } from 'listr2';
import { messageOf } from '../lib/errors';
import type { StepName } from './target';

// Which renderer shows it is chosen when it runs.
type Wrapper = ListrTaskWrapper<any, any, any>;

/** What became of a step. */
export interface StepReport {
  name: StepName;
  title: string;
  status: 'done' | 'failed' | 'skipped';
  /** What was done, or why not. */
  detail: string;
  seconds: number;
}

/** Runs steps one after the other and shows each: redrawn on a terminal, plain lines elsewhere, nothing with `silent`. */
export class Steps {
  readonly reports: StepReport[] = [];

  constructor(private readonly options: { silent: boolean }) {}

  /** @throws what `work` throws, once it is written down */
  async run<T>(
    name: StepName,
    title: string,
    work: (
      note: (text: string) => void,
    ) => Promise<{ value: T; detail: string }>,
  ): Promise<T> {
    const started = Date.now();
    const report = (status: StepReport['status'], detail: string) =>
      this.reports.push({
        name,
        title,
        status,
        detail,
        seconds: Math.round((Date.now() - started) / 100) / 10,
      });
    let outcome: { value: T } | { error: unknown } | undefined;
    await this.#show(title, async wrapper => {
      try {
        const { value, detail } = await work(text => {
          wrapper.output = text;
        });
        report('done', detail);
        wrapper.title = `${title}: ${detail}`;
        outcome = { value };
      } catch (error) {
        report('failed', messageOf(error));
        outcome = { error };
        throw new Error(`${title}: ${messageOf(error)}`);
      }
    });
    if (!outcome || 'error' in outcome) {
      throw outcome?.error;
    }
    return outcome.value;
  }

  /** A step that is not needed. */
  async skip(name: StepName, title: string, why: string): Promise<void> {
    this.reports.push({
      name,
      title,
      status: 'skipped',
      detail: why,
      seconds: 0,
    });
    await this.#show(title, async wrapper => {
      wrapper.skip(`${title}: ${why}`);
    });
  }

  async #show(
    title: string,
    task: (wrapper: Wrapper) => Promise<void>,
  ): Promise<void> {
    const tasks = [
      { title, task: (_: unknown, wrapper: Wrapper) => task(wrapper) },
    ];
    // Ctrl-C is ours to handle: what was replaced is put back first.
    const common = { exitOnError: false, registerSignalListeners: false };
    await (this.options.silent
      ? new Listr(tasks, { ...common, renderer: 'silent' })
      : new Listr(tasks, {
          ...common,
          fallbackRenderer: 'simple',
          rendererOptions: { collapseErrors: false, collapseSkips: false },
        })
    ).run();
  }
}
