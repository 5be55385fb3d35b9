import { InputError } from '@backstage/errors';
import type {
  Evidence,
  ImageInput,
  ModelWarning,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import type { Extraction, Picture, SourceText } from '../source';
import type { SourceFormat } from '../sources';
import type { Box } from '../sources/diagram';
import { checkText, decodeText } from '../text';
import { readEmbeddedSource } from '.';
import { locateOn } from './locate';
import type { EmbeddedSource } from './types';

/** Pictures hold bitmaps and fonts besides what is drawn, so they are larger than other text. */
const MAX_TEXT = 12 * 1024 * 1024;

const WHOLE: Evidence = { kind: 'image', x: 0, y: 0, width: 1, height: 1 };

const isOnPicture = ({ x, y, width, height }: Box) =>
  [x, y, width, height].every(value => value >= 0 && value <= 1);

const toEvidence = ({ x, y, width, height }: Box): Evidence => ({
  kind: 'image',
  x,
  y,
  width,
  height,
});

/** Evidence on a picture: a part of it, else all of it. */
export const evidenceOn: SourceText['evidence'] = (_start, _end, box) =>
  box && isOnPicture(box) ? toEvidence(box) : WHOLE;

/** Formats that say themselves where things are drawn. */
const DRAWN: ReadonlySet<EmbeddedSource['format']> = new Set([
  'drawio',
  'excalidraw',
]);

/** A picture as one of the formats reads it. */
export interface ReadPicture {
  format: SourceFormat;
  source: SourceText;
  /** The picture carries it; else its shapes are read. */
  isEmbedded: boolean;
  /** What the person should know about how it was read. */
  warnings(extraction: Extraction): ModelWarning[];
}

/**
 * Finds what states exactly what a picture shows: the source that it carries, or the shapes of an SVG. `undefined` for a
 * picture that has neither.
 */
export function readPicture(input: ImageInput): ReadPicture | undefined {
  const fromDocument =
    input.original && readEmbeddedSource(input.original.bytes);
  const embedded = fromDocument ?? readEmbeddedSource(input.bytes);
  // what a PDF showed is not looked at
  const isSvg = input.mediaType === 'image/svg+xml' && !fromDocument;
  if (!embedded && !isSvg) return undefined;
  const format = embedded?.format ?? 'svg';
  const svg = isSvg
    ? decodeText(input.bytes, 'The picture', MAX_TEXT)
    : undefined;
  const picture: Picture = {
    width: input.width,
    height: input.height,
    svg,
    rendered: fromDocument !== undefined,
  };
  const source: SourceText = {
    text: embedded
      ? checkText(embedded.text, 'The source in the picture', MAX_TEXT)
      : svg!,
    picture,
    evidence: evidenceOn,
  };
  if (svg && embedded && !DRAWN.has(embedded.format))
    source.locate = locateOn(svg);
  return {
    format,
    source,
    isEmbedded: embedded !== undefined,
    warnings: extraction => warningsOf(embedded, extraction),
  };
}

function warningsOf(
  embedded: EmbeddedSource | undefined,
  { elements }: Extraction,
): ModelWarning[] {
  if (!embedded) return [];
  const warnings: ModelWarning[] = [];
  const lost = elements.filter(({ evidence }) => evidence.includes(WHOLE));
  if (lost.length) {
    const which =
      lost.length === elements.length
        ? 'The source does not say where on the picture things are, so every finding points at all of it.'
        : `Not found on the picture, so they point at all of it: ${lost
            .slice(0, 10)
            .map(({ name }) => name.slice(0, 60))
            .join(', ')}${lost.length > 10 ? ' …' : ''}.`;
    warnings.push({ message: which });
  }
  return warnings;
}

/** What to give instead of a picture of pixels, where those cannot be read. */
export function pixelsOnly({ original }: ImageInput): InputError {
  const what = original
    ? 'This PDF carries no draw.io diagram, and its page is only pixels'
    : 'This picture is only pixels, without the source that it was drawn from';
  return new InputError(
    `${what}, which cannot be read here. Set GEMINI_API_KEY to have it read by Gemini; or give the SVG, or the picture exported with its source (draw.io: "Include a copy of my diagram"; Excalidraw: "Embed scene"); or describe the infrastructure in words.`,
  );
}
