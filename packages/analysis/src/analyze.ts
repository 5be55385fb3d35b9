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
import { evidenceOn, pixelsOnly, readPicture } from './pictures/read';
import { extractRaster, type PixelPicture } from './raster';
import type { Extraction, SourceText } from './source';
import { extract, sources } from './sources';
import { checkText } from './text';

/**
 * Version of the rules. Part of the key under which results are stored, so it changes whenever the same input can
 * give another output.
 *
 * @public
 */
export const analyzerVersion = '7';

/** What the model allows for the description of a system. */
const MAX_DESCRIPTION = 2000;

/** @public */
export interface AnalyzeOptions {
  /** Ends the analysis with the signal's reason. */
  signal?: AbortSignal;
  onProgress?(progress: AnalyzerProgress): void;
  /** Reads the input as this format, whatever it looks like. */
  source?: SourceFormat | 'auto';
  /**
   * Decodes a picture that carries no source and reads the text in it. Without it such a picture is refused, since this
   * package decodes none itself.
   */
  readPixels?(image: ImageInput): Promise<PixelPicture>;
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

async function analyzeImage(
  input: ImageInput,
  options: AnalyzeOptions,
): Promise<InfrastructureModel> {
  const picture = readPicture(input);
  if (!picture) return analyzePixels(input, options);
  const { format, source, isEmbedded, warnings } = picture;
  options.onProgress?.({
    step: 'read',
    message: `Reading ${sources.get(format)!.label}`,
  });
  const extractions = extract(format, [source]);
  const [first] = extractions;
  first.warnings.unshift(...warnings(first));
  const read = toModel(extractions, 'image', input.name, options);
  const model: InfrastructureModel = isEmbedded
    ? { ...read, source: { ...read.source, embedded: true } }
    : read;
  return describe(model, input);
}

async function analyzePixels(
  input: ImageInput,
  options: AnalyzeOptions,
): Promise<InfrastructureModel> {
  if (!options.readPixels) throw pixelsOnly(input);
  options.onProgress?.({
    step: 'read',
    message: 'Reading the text in the picture',
  });
  const pixels = await options.readPixels(input);
  options.signal?.throwIfAborted();
  options.onProgress?.({
    step: 'read',
    message: 'Looking for boxes, icons and lines',
  });
  const extraction = extractRaster(pixels, { text: '', evidence: evidenceOn });
  return describe(toModel([extraction], 'image', input.name, options), input);
}

/** Adds what the person said; a drawing that says what its system is knows better. */
function describe(
  model: InfrastructureModel,
  input: ImageInput,
): InfrastructureModel {
  const said = input.description?.trim().slice(0, MAX_DESCRIPTION);
  if (said && model.system && !model.system.description)
    return { ...model, system: { ...model.system, description: said } };
  return model;
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
