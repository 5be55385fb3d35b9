import pc from 'picocolors';
import { compareVariables } from '../../config/envText';
import type { ConfigFile } from '../../config/files';

const MASK = '••••••';
const SIGNS = { added: '+', removed: '-', changed: '~' };

/** What differs between two contents of a file. Values are never shown. */
export interface FileDifference {
  path: string;
  same: boolean;
  variables: Array<{ name: string; kind: 'added' | 'removed' | 'changed' }>;
  /** Something but variables differs: comments, order, line ends, the permissions. */
  otherwise: boolean;
}

export function compareFiles(
  before: ConfigFile | undefined,
  after: ConfigFile,
): FileDifference {
  const same =
    before !== undefined &&
    before.mode === after.mode &&
    before.content.equals(after.content);
  const variables = same
    ? []
    : compareVariables(before?.content ?? new Uint8Array(), after.content) ??
      [];
  return {
    path: after.path,
    same,
    variables,
    otherwise: !same && variables.length === 0,
  };
}

/** Lines for a person, with the values masked. */
export function formatDifference(difference: FileDifference): string[] {
  const { same, variables, otherwise } = difference;
  if (same) {
    return ['  no difference'];
  }
  if (otherwise) {
    return [
      '  the variables are the same; comments, order, line ends or permissions differ',
    ];
  }
  return variables.map(({ name, kind }) => {
    const line = `  ${SIGNS[kind]} ${name}=${MASK}`;
    return kind === 'removed' ? pc.red(line) : pc.green(line);
  });
}
