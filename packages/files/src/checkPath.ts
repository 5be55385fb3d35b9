import { ArchiveError } from './ArchiveError';

const MAX_LENGTH = 1024;

/**
 * A relative path as it is kept: with `/`, without `.` and empty parts.
 *
 * @throws InputError for a path that leaves its folder, is absolute, or holds characters that no one can see
 * @public
 */
export function checkPath(given: string): string {
  const path = given.replace(/\\/g, '/');
  const quoted = JSON.stringify(given.slice(0, 200));
  if (path.startsWith('/') || /^[a-z]:/i.test(path)) {
    throw new ArchiveError(
      `The path ${quoted} is absolute. Paths are relative to one folder: pack that folder's content.`,
    );
  }
  const parts = path.split('/').filter(part => part !== '' && part !== '.');
  if (parts.includes('..')) {
    throw new ArchiveError(
      `The path ${quoted} leaves its folder. Leave ".." out of paths.`,
    );
  }
  if (!parts.length || /[\p{Cc}\p{Cf}\p{Surrogate}\ufffd]/u.test(path)) {
    throw new ArchiveError(
      `The path ${quoted} is empty or holds characters that cannot be shown. Rename the file.`,
    );
  }
  const kept = parts.join('/');
  if (kept.length > MAX_LENGTH) {
    throw new ArchiveError(
      `The path ${quoted}… is longer than ${MAX_LENGTH} characters. Move the file to a shorter one.`,
    );
  }
  return kept;
}
