import { InputError } from '@backstage/errors';
import type {
  AnalyzerInput,
  AnalyzerProgress,
  FilesInput,
  ImageInput,
  InfrastructureModel,
  TextInput,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import { detectSource, type SourceFormat } from './detect';
import { readFiles } from './files';
import { joinExtractions } from './join';
import { readEmbeddedSource } from './pictures';
import type { Extraction, SourceText } from './source';
import { extract, sources } from './sources';
import { checkText, decodeText } from './text';

/**
 * Version of the rules. Part of the key under which results are stored, so it changes whenever the same input can
 * give another output.
 *
 * @public
 */
export const analyzerVersion = '2';

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
  const { label } = sources.get(format)!;
  options.onProgress?.({ step: 'read', message: `Reading ${label}` });
  const source: SourceText = {
    text: embedded
      ? checkText(embedded.text, 'The source in the picture')
      : decodeText(input.bytes, 'The picture'),
    // the source tells what is drawn, not where on the picture
    evidence: () => ({ kind: 'image', x: 0, y: 0, width: 1, height: 1 }),
  };
  const extractions = extract(format, [source]);
  if (embedded) {
    extractions[0].warnings.unshift({
      message: `Read from the embedded source: the picture carries ${label} that it was drawn from.`,
    });
  }
  return toModel(extractions, 'image', input.name, options);
}

function analyzeText(
  input: TextInput,
  options: AnalyzeOptions,
): InfrastructureModel {
  const text = checkText(input.text, 'The text');
  if (!text.trim()) {
    throw new InputError(
      'The text is empty. Describe the components and what they use, or paste a file that defines them, such as a docker-compose file.',
    );
  }
  const format =
    options.source && options.source !== 'auto'
      ? options.source
      : detectSource(text) ?? 'prose';
  options.onProgress?.({
    step: 'read',
    message: `Reading ${sources.get(format)!.label}`,
  });
  const source: SourceText = {
    text,
    evidence: (start, end) => ({
      kind: 'text',
      start,
      // an empty value has no end of its own
      end: Math.max(start, end),
    }),
  };
  return toModel(extract(format, [source]), 'text', input.name, options);
}

function analyzeFiles(
  input: FilesInput,
  options: AnalyzeOptions,
): InfrastructureModel {
  const { extractions, warnings } = readFiles(input.files, options);
  const model = toModel(extractions, 'files', input.name, options);
  return {
    ...model,
    warnings: [...warnings, ...model.warnings].slice(0, 1000),
  };
}

function toModel(
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
        (formats.length === 1 && hintOf(formats[0])) ||
        'Nothing of an infrastructure was recognized. Looked for components (services, APIs, workers, web and mobile apps), resources (databases, caches, queues, storage), products by name (PostgreSQL, Kafka, Stripe …) and what uses what. Name them, for example: "A React web app calls the Orders API, which stores orders in PostgreSQL".',
    });
  }
  options.onProgress?.({
    step: 'done',
    message: `Found ${model.elements.length} elements and ${model.relations.length} relations`,
    fraction: 1,
  });
  return model;
}

/** What to do about an empty model, where a format knows better than the general advice. */
function hintOf(format: string): string | undefined {
  return sources.get(format as SourceFormat)?.whenEmpty;
}
