import { stringifyEntityRef } from '@backstage/catalog-model';
import { CATALOG_FILE } from '@infra-ai/backstage-plugin-infra-ai-common';
import { parseAllDocuments } from 'yaml';
import type { CommitFile } from '../git';

/** What the files bring into the catalog. */
export interface WorkspaceEntities {
  entityRefs: string[];
  /** Of the first System. */
  systemName?: string;
  systemRef?: string;
}

/** Reads the catalog file, which has passed `checkKinds`; documents without a name are the catalog's to refuse. */
export function readEntities(files: CommitFile[]): WorkspaceEntities {
  const file = files.find(({ path }) => path === CATALOG_FILE);
  const text = file ? Buffer.from(file.content).toString('utf8') : '';
  const entities = [...parseAllDocuments(text)].flatMap(document => {
    const kind = document.get('kind');
    const name = document.getIn(['metadata', 'name']);
    const namespace = document.getIn(['metadata', 'namespace']);
    return typeof kind === 'string' && typeof name === 'string'
      ? {
          kind,
          name,
          ref: stringifyEntityRef({
            kind,
            name,
            namespace: typeof namespace === 'string' ? namespace : undefined,
          }),
        }
      : [];
  });
  const system = entities.find(({ kind }) => kind === 'System');
  return {
    entityRefs: entities.map(({ ref }) => ref),
    systemName: system?.name,
    systemRef: system?.ref,
  };
}
