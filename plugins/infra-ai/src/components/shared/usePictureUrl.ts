import { useCallback, useEffect, useRef, useState } from 'react';
import { sanitizeSvg } from './sanitizeSvg';

interface PictureUrl {
  url?: string;
  error?: unknown;
}

interface Picture extends PictureUrl {
  /** For the image's `onError`. */
  onBroken: () => void;
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
): Picture {
  const [view, setView] = useState<PictureUrl>({});
  /** What is shown, and whether it was tried in both ways. */
  const image = useRef<{ shown: Blob; isTried: boolean }>();
  useEffect(() => {
    let url: string | undefined;
    let isGone = false;
    image.current = undefined;
    setView({});
    if (!blob) {
      return undefined;
    }
    toImage(blob, mediaType ?? blob.type).then(
      shown => {
        if (shown && !isGone) {
          image.current = { shown, isTried: false };
          url = URL.createObjectURL(shown);
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

  /**
   * A portal whose content security policy is Backstage's own forbids `blob:` in images and allows `data:`, so that is
   * tried before the picture is called broken. The bytes are the same, sanitized.
   */
  const onBroken = useCallback(() => {
    const { current } = image;
    if (!current || current.isTried) {
      setView({ error: new TypeError('The browser cannot show it') });
      return;
    }
    current.isTried = true;
    const reader = new FileReader();
    reader.onloadend = () => {
      // Another picture may have come meanwhile.
      if (image.current === current) {
        setView(
          reader.error
            ? { error: reader.error }
            : { url: String(reader.result) },
        );
      }
    };
    reader.readAsDataURL(current.shown);
  }, []);

  return { ...view, onBroken };
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
