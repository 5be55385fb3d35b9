import { InputError } from '@backstage/errors';
import { CATALOG_FILE } from '@infra-ai/backstage-plugin-infra-ai-common';
import { isMap, parseAllDocuments } from 'yaml';
import type { CommitFile } from '../git';

/** Kinds that describe infrastructure; a description must not bring users, groups or templates into the catalog. */
const KINDS = ['System', 'Component', 'Resource', 'API', 'Location'];

/** Parsing takes seconds beyond it. */
const MAX_BYTES = 2_000_000;

/**
 * Checks that the catalog file, when there is one, is readable and holds kinds that may be published.
 *
 * @throws InputError with the document and what is wrong with it
 */
export function checkKinds(files: CommitFile[]): void {
  const file = files.find(({ path }) => path === CATALOG_FILE);
  if (!file) {
    return;
  }
  if (file.content.length > MAX_BYTES) {
    throw new InputError(
      `${CATALOG_FILE} is bigger than ${MAX_BYTES} bytes. Split it: one System per repository`,
    );
  }
  const text = Buffer.from(file.content).toString('utf8');
  const documents = parseAllDocuments(text);
  if (!Array.isArray(documents)) {
    return;
  }
  documents.forEach((document, index) => {
    const where = `${CATALOG_FILE}, document ${index + 1}`;
    if (document.errors.length > 0) {
      throw new InputError(`${where}: ${document.errors[0].message}`);
    }
    if (document.contents === null) {
      return;
    }
    const kind = isMap(document.contents) && document.get('kind');
    if (typeof kind !== 'string' || !KINDS.includes(kind)) {
      throw new InputError(
        `${where}: the kind "${kind}" is not published from here, only ${KINDS.join(
          ', ',
        )}`,
      );
    }
  });
}
