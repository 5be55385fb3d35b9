import type { FilesOrigin } from '@infra-ai/backstage-plugin-infra-ai-common';
import { pictureTitle, stemOf } from '../pictureName';

/** What files from one place are called: their repository, else their archive. */
export function filesTitle(origin: FilesOrigin | undefined) {
  if (origin?.type === 'archive') {
    return pictureTitle(origin.fileName.replace(/\.tar(?=\.)/i, ''));
  }
  if (origin?.type === 'repository') {
    const [repository] = new URL(origin.url).pathname.split(
      /\/(?:-|tree|blob|src|raw)\//,
    );
    const name = repository.split('/').filter(Boolean).at(-1) ?? '';
    return pictureTitle(name.endsWith('.git') ? stemOf(name) : name);
  }
  return undefined;
}
