import { extname } from 'node:path/posix';

const MAX_LENGTH = 255;

/** Names that programs give; they say nothing about the picture. */
const GENERIC =
  /^(?:picture|image|img|photo|file|blob|screenshot|screen shot|captura(?: de pantalla)?|imagen|foto|untitled|unnamed|sin título)?[\s\d_.,:()-]*(?:at|a las)?[\s\d_.,:()-]*(?:[ap]\.?m\.?)?$/i;

/**
 * The name of a sent file as it is stored: without its folders, control characters and marks that turn the direction of
 * text, at most 255 characters. Undefined when nothing is left.
 */
export function safeFileName(given: string | undefined): string | undefined {
  const name = (given ?? '')
    .replace(/^.*[/\\]/s, '')
    .replace(/[\p{Cc}\p{Cf}\p{Surrogate}\ufffd\u2028\u2029]/gu, '')
    .trim();
  if (/^\.*$/.test(name)) {
    return undefined;
  }
  return [...name].length > MAX_LENGTH ? shorten(name) : name;
}

/** Keeps the extension. */
function shorten(name: string): string {
  const extension = extname(name).slice(0, 20);
  return `${[...stemOf(name)]
    .slice(0, MAX_LENGTH - extension.length)
    .join('')}${extension}`;
}

/** What a file's name says about its picture; undefined for a name that a program gave. */
export function pictureTitle(fileName: string | undefined): string | undefined {
  const stem = stemOf(fileName ?? '')
    // draw.io and Excalidraw put their own ending before that of the picture.
    .replace(/\.(?:drawio|excalidraw|dio)$/i, '')
    .replace(/[\s_]+/g, ' ')
    .trim();
  return GENERIC.test(stem) ? undefined : stem.slice(0, 100);
}

/** A file's name without its extension. */
export function stemOf(name: string): string {
  return name.slice(0, name.length - extname(name).length);
}
