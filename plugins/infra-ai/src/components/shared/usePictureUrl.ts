import { useEffect, useState } from 'react';
import { sanitizeSvg } from './sanitizeSvg';

interface PictureUrl {
  url?: string;
  error?: unknown;
}

/** Types that a browser shows in an image; a PDF it does not. */
const SHOWN = ['image/png', 'image/jpeg', 'image/webp'];
const SVG = 'image/svg+xml';

/**
 * The address of a picture for `<img>`, given back when it is no longer shown. An SVG is sanitized first.
 *
 * @param mediaType - what it is; a blob's own type is what its sender said
 */
export function usePictureUrl(
  blob: Blob | undefined,
  mediaType: string | undefined,
): PictureUrl {
  const [view, setView] = useState<PictureUrl>({});
  useEffect(() => {
    let url: string | undefined;
    let isGone = false;
    setView({});
    if (!blob) {
      return undefined;
    }
    toImage(blob, mediaType ?? blob.type).then(
      image => {
        if (image && !isGone) {
          url = URL.createObjectURL(image);
          setView({ url });
        }
      },
      error => {
        if (!isGone) {
          setView({ error });
        }
      },
    );
    return () => {
      isGone = true;
      if (url) {
        URL.revokeObjectURL(url);
      }
    };
  }, [blob, mediaType]);
  return view;
}

async function toImage(blob: Blob, type: string): Promise<Blob | undefined> {
  if (type === SVG) {
    const clean = sanitizeSvg(await readText(blob));
    return new Blob([clean], { type: SVG });
  }
  return SHOWN.includes(type) ? new Blob([blob], { type }) : undefined;
}

/** SVGs are UTF-8, or say that they are UTF-16 with a byte order mark. */
async function readText(blob: Blob): Promise<string> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  return new TextDecoder(isUtf16 ? 'utf-16le' : 'utf-8').decode(bytes);
}
