import type { ImageInput } from '@infra-ai/backstage-plugin-infra-ai-common';
import { isPdf, readPdfSource } from './pdf';
import { hasPngSource, isPng, textOfPng } from './png';
import { isSvgHead, KEYWORDS } from '.';

/**
 * Whether a picture states what it shows, so that it need not be estimated: it is an SVG, or it or its document carries
 * the source. Fast: looks at the heads of chunks and searches for marks; only of a PDF, whose source may be packed, a
 * bounded part is unpacked.
 *
 * @public
 */
export function isExactPicture({ bytes, original }: ImageInput): boolean {
  return isExact(bytes) || (original !== undefined && isExact(original.bytes));
}

function isExact(bytes: Uint8Array): boolean {
  if (isPng(bytes)) return hasPngSource(bytes, KEYWORDS);
  if (isPdf(bytes)) return readPdfSource(bytes) !== undefined;
  return isSvgHead(bytes);
}

/**
 * A picture without the megabytes that reading it exactly does not need: pixels of a PNG, the rendered page of a PDF.
 * Its bytes are copies, which may be handed over to a thread.
 *
 * @public
 */
export function withoutPixels(input: ImageInput): ImageInput {
  const { bytes, original } = input;
  const fromDocument = original && isExact(original.bytes);
  const kept = isPng(bytes) ? textOfPng(bytes) : new Uint8Array(bytes);
  return {
    ...input,
    bytes: fromDocument ? new Uint8Array() : kept,
    ...(original
      ? {
          original: {
            ...original,
            bytes: fromDocument
              ? new Uint8Array(original.bytes)
              : new Uint8Array(),
          },
        }
      : {}),
  };
}
