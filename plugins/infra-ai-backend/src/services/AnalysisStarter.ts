import { createHash, randomUUID } from 'node:crypto';
import {
  infrastructureModelSchema,
  type Analysis,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import type { PreparedPicture } from '@infra-ai/pictures';
import type { AnalysisStore } from '../database/AnalysisStore';
import type {
  AnalysisOutcome,
  NewAnalysis,
  NewAnalysisEvent,
} from '../database/types';
import { provisionalName, systemName } from './analysisName';
import { filesInput, textInput, toImageInput } from './analyzerInput';
import type { AnalyzerRegistry } from './AnalyzerRegistry';
import { filesTitle } from './files/filesTitle';
import type { PreparedFiles } from './files/prepareFiles';
import type { JobQueue } from './JobQueue';
import { toAnalysis } from './toApi';

/** What an analysis is made of, checked. */
export type AnalysisOrder = {
  name?: string;
  owner: string;
  analyzer?: string;
  createdBy: string;
} & (
  | { kind: 'text'; description: string }
  | {
      kind: 'image';
      description?: string;
      picture: PreparedPicture;
      /** Made safe. */
      fileName?: string;
    }
  | { kind: 'files'; description?: string; prepared: PreparedFiles }
);

/** Starts analyses, or answers with what is known. Whoever calls has checked that the caller may. */
export class AnalysisStarter {
  readonly #store: AnalysisStore;
  readonly #analyzers: AnalyzerRegistry;
  readonly #queue: JobQueue;
  readonly #timeoutMs: number;

  constructor(options: {
    store: AnalysisStore;
    analyzers: AnalyzerRegistry;
    queue: JobQueue;
    timeoutMs: number;
  }) {
    this.#store = options.store;
    this.#analyzers = options.analyzers;
    this.#queue = options.queue;
    this.#timeoutMs = options.timeoutMs;
  }

  /**
   * Stores an analysis and its job. The same order of the same person with the same version of the analyzer is answered
   * with what the analyzer said then, and while that is under way with the analysis under way: a second click does not
   * pay a second time.
   *
   * @throws InputError when no analyzer takes the input
   */
  async start(order: AnalysisOrder): Promise<Analysis> {
    const { analyzer, note } = this.#analyzers.select(
      order.analyzer,
      toInput(order),
    );
    const notes = [
      ...(note ? [progress('analyzer', note)] : []),
      ...(order.kind === 'image'
        ? order.picture.notes.map(text => progress('picture', text))
        : []),
      ...(order.kind === 'files'
        ? order.prepared.notes.map(text => progress('files', text))
        : []),
    ];
    const analysis: NewAnalysis = {
      ...inputColumns(order),
      id: randomUUID(),
      createdBy: order.createdBy,
      requestedName: order.name,
      owner: order.owner,
      inputHash: hashOrder(order),
      analyzerId: analyzer.id,
      analyzerTitle: analyzer.title,
      analyzerVersion: analyzer.version,
    };
    const known = await this.#findReusable(analysis);
    const id = known
      ? await this.#answer(analysis, known, notes)
      : await this.#enqueue(analysis, notes);
    return toAnalysis((await this.#store.get(id))!, []);
  }

  /** An answer of an older release may not fit the schema of today. */
  async #findReusable(
    analysis: NewAnalysis,
  ): Promise<AnalysisOutcome | undefined> {
    const known = await this.#store.findReusable(analysis);
    return known && infrastructureModelSchema.safeParse(known.model).success
      ? known
      : undefined;
  }

  async #answer(
    analysis: NewAnalysis,
    { model }: AnalysisOutcome,
    notes: NewAnalysisEvent[],
  ): Promise<string> {
    const { id, requestedName, inputKind, picture, filesOrigin } = analysis;
    await this.#store.createCompleted(
      analysis,
      {
        name:
          requestedName ??
          systemName(id, model, picture?.fileName, filesTitle(filesOrigin)),
        model,
      },
      [
        ...notes,
        progress(
          'reuse',
          `You have analyzed ${
            { text: 'this text', image: 'this picture', files: 'these files' }[
              inputKind
            ]
          } before; the answer was taken from the store.`,
        ),
      ],
    );
    return id;
  }

  async #enqueue(
    analysis: NewAnalysis,
    notes: NewAnalysisEvent[],
  ): Promise<string> {
    const id = await this.#store.create(
      analysis,
      { notes, underWayMs: this.#timeoutMs },
      tx => this.#queue.addAnalysis(analysis.id, tx),
    );
    this.#queue.wake();
    return id;
  }
}

function progress(step: string, message: string): NewAnalysisEvent {
  return { type: 'progress', step, message };
}

function toInput(order: AnalysisOrder) {
  if (order.kind === 'files') {
    return filesInput(order.prepared.files, order.name);
  }
  return order.kind === 'text'
    ? textInput(order.description, order.name)
    : toImageInput(order.picture, order);
}

function inputColumns(
  order: AnalysisOrder,
): Pick<
  NewAnalysis,
  'inputKind' | 'inputText' | 'picture' | 'files' | 'filesOrigin' | 'name'
> {
  const inputText = order.description ?? '';
  if (order.kind === 'text') {
    return {
      inputKind: 'text',
      inputText,
      name: order.name ?? provisionalName(inputText),
    };
  }
  if (order.kind === 'files') {
    const { files, origin } = order.prepared;
    return {
      inputKind: 'files',
      inputText,
      files,
      filesOrigin: origin,
      name:
        order.name ??
        provisionalName(inputText || filesTitle(origin) || files[0].path),
    };
  }
  const { fileName, picture } = order;
  return {
    inputKind: 'image',
    inputText,
    picture: { ...picture, fileName },
    name: order.name ?? provisionalName(inputText, fileName),
  };
}

/**
 * Identity of an order: everything that the answer depends on, apart from the analyzer. The owner is not told to
 * analyzers.
 */
function hashOrder(order: AnalysisOrder): string {
  const hash = createHash('sha256').update(
    JSON.stringify([
      order.kind,
      order.description ?? null,
      order.name ?? null,
      ...(order.kind === 'image' ? [order.picture.original?.page ?? null] : []),
    ]),
  );
  if (order.kind === 'image') {
    hash.update((order.picture.original ?? order.picture).bytes);
  }
  if (order.kind === 'files') {
    for (const { path, content } of order.prepared.files) {
      hash.update(JSON.stringify([path, content.byteLength])).update(content);
    }
  }
  return hash.digest('hex');
}
