import type { PictureDraft } from './pictureDraft';

/** Largest file that the back end takes, in bytes. */
export const MAX_BYTES = 10_000_000;

/** For file dialogs: types, and endings for systems that know no type for them. */
export const ACCEPTED =
  'image/png,image/jpeg,image/webp,image/svg+xml,application/pdf,.png,.jpg,.jpeg,.webp,.svg,.pdf';

const TYPES: Record<string, string> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  webp: 'image/webp',
  svg: 'image/svg+xml',
  pdf: 'application/pdf',
};

export type PictureProblem = 'type' | 'size' | 'empty';

/**
 * A first look at a file, to spare an upload that is bound to fail. Name and type are only what its sender says: a file
 * that says nothing is let through, and the server decides by its bytes.
 */
export function checkPicture({
  file,
  fileName,
}: PictureDraft): PictureProblem | undefined {
  const type = pictureType({ file, fileName });
  if (type && !Object.values(TYPES).includes(type)) {
    return 'type';
  }
  if (file.size > MAX_BYTES) {
    return 'size';
  }
  return file.size === 0 ? 'empty' : undefined;
}

/** What a file seems to be; empty when nothing tells. */
export function pictureType({ file, fileName }: PictureDraft): string {
  const ending = /\.([a-z0-9]+)$/i.exec(fileName)?.[1].toLowerCase() ?? '';
  // Systems know no type, or a type of their own, for endings that they do not know.
  return TYPES[ending] ?? (file.type || (ending ? `?/${ending}` : ''));
}

/** The first file among what was dropped or pasted; a name for a picture that has none, as from a screenshot. */
export function firstFile(
  data: DataTransfer | null,
  fallbackName: string,
): { picture?: PictureDraft; count: number } {
  const files = [...(data?.files ?? [])];
  const [file] = files;
  return {
    count: files.length,
    picture: file && { file, fileName: file.name || fallbackName },
  };
}

/** Whether something that is dragged or pasted has files in it. */
export function hasFiles(data: DataTransfer | null): boolean {
  return [...(data?.types ?? [])].includes('Files');
}
