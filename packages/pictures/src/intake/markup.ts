import type { FileType } from './fileType';

/** What stands before the first element of any sane document is shorter. */
const MAX_PROLOG = 1024 * 1024;
const TO_TEXT = 'Give it as text or as a file, not as a picture.';

const SVG: FileType = {
  name: 'an SVG',
  mediaType: 'image/svg+xml',
  text: true,
};

/** Text of any kind: SVG and other XML by its first element, HTML, the sources of drawings. */
export function markupType(bytes: Buffer): FileType | undefined {
  const utf16 = utf16Of(bytes);
  const head = utf16
    ? new TextDecoder(utf16).decode(bytes.subarray(0, MAX_PROLOG))
    : bytes.toString('latin1', 0, MAX_PROLOG).replace(/^\xef\xbb\xbf/, '');
  if (!utf16 && !isText(bytes)) {
    // An SVG in another encoding, or cut in the midst of a letter, is still meant as one.
    return rootOf(head) === 'svg' ? SVG : undefined;
  }
  const start = head.trimStart();
  if (start.startsWith('<')) {
    return typeOfRoot(rootOf(start));
  }
  if (start.startsWith('{') && /"type"\s*:\s*"excalidraw"/.test(start)) {
    return {
      name: 'an Excalidraw drawing',
      text: true,
      advice: `${TO_TEXT} Or export it from Excalidraw as PNG with its scene embedded.`,
    };
  }
  return { name: 'text', text: true, advice: TO_TEXT };
}

function typeOfRoot(root: string | undefined): FileType {
  switch (root) {
    case 'svg':
      return SVG;
    case 'mxfile':
    case 'mxGraphModel':
      return { name: 'a draw.io drawing', text: true, advice: TO_TEXT };
    case 'html':
    case 'head':
    case 'body':
      return {
        name: 'a web page (HTML)',
        text: true,
        advice: 'Save the picture on it, or give a screenshot of it as PNG.',
      };
    case undefined:
      return { name: 'text', text: true, advice: TO_TEXT };
    default:
      return {
        name: 'XML other than SVG',
        text: true,
        advice: 'Give a PNG, JPEG, WebP, SVG or PDF.',
      };
  }
}

/**
 * The name of the first element, without prefix; that of the document type where it does not come to an element. Not a
 * parser: it finds out what to parse.
 */
export function rootOf(text: string): string | undefined {
  let doctype: string | undefined;
  let at = 0;
  for (;;) {
    while (/\s/.test(text.charAt(at))) {
      at++;
    }
    let end: number;
    if (text.startsWith('<?', at)) {
      end = behind(text, '?>', at);
    } else if (text.startsWith('<!--', at)) {
      end = behind(text, '-->', at + 4);
    } else if (/^<!doctype/i.test(text.slice(at, at + 9))) {
      doctype = /^\s+([\w:.-]+)/.exec(text.slice(at + 9, at + 200))?.[1];
      const close = text.indexOf('>', at);
      const subset = text.indexOf('[', at);
      end =
        subset >= 0 && subset < close
          ? behindSubset(text, subset)
          : behind(text, '>', at);
    } else {
      const name = /^<([\p{L}_][\p{L}\p{N}_:.-]*)/u.exec(
        text.slice(at, at + 200),
      )?.[1];
      return localName(name ?? doctype);
    }
    if (end < 0) {
      return localName(doctype);
    }
    at = end;
  }
}

function behind(text: string, mark: string, from: number): number {
  const at = text.indexOf(mark, from);
  return at < 0 ? -1 : at + mark.length;
}

function behindSubset(text: string, from: number): number {
  const close = /\]\s*>/g;
  close.lastIndex = from;
  const match = close.exec(text);
  return match ? match.index + match[0].length : -1;
}

function localName(name: string | undefined): string | undefined {
  return name?.slice(name.indexOf(':') + 1);
}

function utf16Of(bytes: Buffer): 'utf-16le' | 'utf-16be' | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) {
    return 'utf-16le';
  }
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : undefined;
}

/** UTF-8 without the control characters that only binary files hold. */
function isText(bytes: Buffer): boolean {
  const head = bytes.subarray(0, 64 * 1024);
  // eslint-disable-next-line no-control-regex
  if (/[\0-\x08\x0e-\x1a\x1c-\x1f]/.test(head.toString('latin1'))) {
    return false;
  }
  try {
    // As a stream: the head may end in the midst of a letter.
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true });
    return true;
  } catch {
    return false;
  }
}
