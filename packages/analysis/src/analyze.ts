import { InputError } from '@backstage/errors';
import type {
  AnalyzerInput,
  AnalyzerProgress,
  FilesInput,
  ImageInput,
  InfrastructureModel,
  ModelWarning,
  TextInput,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import { detectSource, type SourceFormat } from './detect';
import { joinExtractions } from './join';
import type { Extraction, SourceText } from './source';
import { readEmbeddedSource } from './pictures';
import { extractCompose } from './sources/compose';
import {
  extractDiagram,
  isDiagramFormat,
  titleOf,
} from './sources/diagram/formats';
import { extractProse } from './sources/prose';
import { checkText, decodeText, Lines } from './text';

/**
 * Version of the rules. Part of the key under which results are stored, so it changes whenever the same input can
 * give another output.
 *
 * @public
 */
export const analyzerVersion = '1';

/** @public */
export interface AnalyzeOptions {
  /** Ends the analysis with the signal's reason. */
  signal?: AbortSignal;
  onProgress?(progress: AnalyzerProgress): void;
  /** Reads the input as this format, whatever it looks like. */
  source?: SourceFormat | 'auto';
}

/**
 * Reads a description or files and returns what they say about infrastructure. Deterministic: the same input gives
 * the same output, byte for byte. Uses no network and no file system.
 *
 * @throws InputError when the input cannot be read at all, with what to change
 * @public
 */
export async function analyze(
  input: AnalyzerInput,
  options: AnalyzeOptions = {},
): Promise<InfrastructureModel> {
  options.signal?.throwIfAborted();
  switch (input.kind) {
    case 'text':
      return analyzeText(input, options);
    case 'files':
      return analyzeFiles(input, options);
    default:
      return analyzeImage(input, options);
  }
}

/** Pictures that carry their source are read from it; of an SVG without one the shapes are read. */
function analyzeImage(
  input: ImageInput,
  options: AnalyzeOptions,
): InfrastructureModel {
  const embedded = readEmbeddedSource(input.bytes);
  if (!embedded && input.mediaType !== 'image/svg+xml') {
    throw new InputError(
      'The embedded analyzer reads pictures only where they carry their source (draw.io, Excalidraw, PlantUML and Mermaid put it there) or are SVG. This one is neither. Describe the infrastructure in words, give the files that define it, or choose an analyzer that reads pictures.',
    );
  }
  const format = embedded?.format ?? 'svg';
  options.onProgress?.({ step: 'read', message: `Reading ${label(format)}` });
  const source: SourceText = {
    text: embedded
      ? checkText(embedded.text, 'The source in the picture')
      : decodeText(input.bytes, 'The picture'),
    // the source tells what is drawn, not where on the picture
    evidence: () => ({ kind: 'image', x: 0, y: 0, width: 1, height: 1 }),
  };
  const { extractions } = extractDiagram(format, source);
  if (embedded) {
    extractions[0].warnings.unshift({
      message: `Read from the embedded source: the picture carries ${label(
        format,
      )} that it was drawn from.`,
    });
  }
  return finish(extractions, 'image', input.name, options);
}

/** What a text says in its format; of a page with small diagrams the words too. */
function extract(format: SourceFormat, source: SourceText): Extraction[] {
  if (format === 'docker-compose') return [extractCompose([source])];
  if (!isDiagramFormat(format)) return [extractProse(source)];
  const { extractions, aroundIt } = extractDiagram(format, source);
  return aroundIt ? [...extractions, extractProse(source)] : extractions;
}

function analyzeText(
  input: TextInput,
  options: AnalyzeOptions,
): InfrastructureModel {
  const text = checkText(input.text, 'The text');
  if (!text.trim()) {
    throw new InputError(
      'The text is empty. Describe the components and what they use, or paste a docker-compose file.',
    );
  }
  const format =
    options.source && options.source !== 'auto'
      ? options.source
      : detectSource(text) ?? 'prose';
  options.onProgress?.({ step: 'read', message: `Reading ${label(format)}` });
  const source: SourceText = {
    text,
    evidence: (start, end) => ({ kind: 'text', start, end }),
  };
  return finish(extract(format, source), 'text', input.name, options);
}

function analyzeFiles(
  input: FilesInput,
  options: AnalyzeOptions,
): InfrastructureModel {
  if (!input.files.length) {
    throw new InputError('There are no files. Give at least one.');
  }
  const warnings: ModelWarning[] = [];
  const envFiles = new Map<string, string>();
  const composeFolders = new Map<string, SourceText[]>();
  const prose: SourceText[] = [];
  const diagrams: Array<{ format: SourceFormat; source: SourceText }> = [];
  const forced = options.source !== 'auto' ? options.source : undefined;
  const unread: string[] = [];

  for (const file of [...input.files].sort((a, b) =>
    a.path < b.path ? -1 : Number(a.path > b.path),
  )) {
    options.signal?.throwIfAborted();
    const path = file.path.slice(0, 1024) || 'unnamed';
    let text: string;
    let embedded: ReturnType<typeof readEmbeddedSource>;
    try {
      embedded = readEmbeddedSource(file.content);
      text = embedded
        ? checkText(embedded.text, `The source in ${path}`)
        : decodeText(file.content, path);
    } catch (error) {
      warnings.push({
        message: (error as Error).message.slice(0, 900),
        evidence: { kind: 'file', path, line: 1 },
      });
      unread.push((error as Error).message);
      continue;
    }
    if (/(?:^|\/)[^/]*\.env(?:\.[\w.-]+)?$/.test(path)) {
      envFiles.set(path, text);
      continue;
    }
    const lines = new Lines(text);
    const source: SourceText = {
      text,
      path,
      // lines of a source inside a picture are no lines of the file
      evidence: start => ({
        kind: 'file',
        path,
        line: embedded ? 1 : lines.at(start),
      }),
    };
    const format = embedded?.format ?? forced ?? detectSource(text, path);
    if (format === 'docker-compose') {
      const folder = path.slice(0, path.lastIndexOf('/') + 1);
      const group = composeFolders.get(folder) ?? [];
      group.push(source);
      composeFolders.set(folder, group);
    } else if (format === 'prose') {
      prose.push(source);
    } else if (format) {
      diagrams.push({ format, source });
    } else {
      warnings.push({
        message: `${path.slice(
          0,
          300,
        )} is in a format that the embedded analyzer does not read (it reads docker-compose files, diagrams as text and prose in English or Spanish).`,
        evidence: { kind: 'file', path, line: 1 },
      });
    }
  }
  if (unread.length === input.files.length) {
    throw new InputError(unread[0]);
  }

  const extractions: Extraction[] = [];
  const total = composeFolders.size + prose.length + diagrams.length;
  const step = (what: string) => {
    options.signal?.throwIfAborted();
    options.onProgress?.({
      step: 'read',
      message: `Reading ${what}`,
      fraction: extractions.length / total,
    });
  };
  for (const [folder, sources] of composeFolders) {
    step(sources[0].path ?? folder);
    extractions.push(extractCompose(sources, envFiles));
  }
  for (const { format, source } of diagrams) {
    step(source.path ?? format);
    try {
      extractions.push(...extract(format, source));
    } catch (error) {
      if ((error as Error).name !== 'InputError') throw error;
      if (input.files.length === 1) throw error;
      warnings.push({
        message: `${source.path?.slice(0, 300)}: ${
          (error as Error).message
        }`.slice(0, 900),
        evidence: source.evidence(0, 0),
      });
    }
  }
  for (const source of prose) {
    step(source.path ?? 'text');
    extractions.push(extractProse(source));
  }
  const model = finish(extractions, 'files', input.name, options);
  return {
    ...model,
    warnings: [...warnings, ...model.warnings].slice(0, 1000),
  };
}

function finish(
  extractions: Extraction[],
  kind: 'text' | 'files' | 'image',
  name: string | undefined,
  options: AnalyzeOptions,
): InfrastructureModel {
  const formats = [...new Set(extractions.map(({ format }) => format))];
  const languages = [
    ...new Set(extractions.flatMap(({ language }) => language ?? [])),
  ];
  const model = joinExtractions(
    extractions,
    {
      kind,
      ...(formats.length === 1 ? { format: formats[0] } : {}),
      ...(languages.length === 1 ? { language: languages[0] } : {}),
    },
    name,
  );
  if (model.elements.length === 0) {
    model.warnings.unshift({
      message:
        formats.length === 1 && formats[0] === 'docker-compose'
          ? 'No services were found. A compose file lists them below "services:".'
          : 'Nothing of an infrastructure was recognized. Looked for components (services, APIs, workers, web and mobile apps), resources (databases, caches, queues, storage), products by name (PostgreSQL, Kafka, Stripe …) and what uses what. Name them, for example: "A React web app calls the Orders API, which stores orders in PostgreSQL".',
    });
  }
  options.onProgress?.({
    step: 'done',
    message: `Found ${model.elements.length} elements and ${model.relations.length} relations`,
    fraction: 1,
  });
  return model;
}

function label(format: SourceFormat): string {
  if (isDiagramFormat(format)) return titleOf(format);
  return format === 'prose' ? 'the description' : 'the docker-compose file';
}
