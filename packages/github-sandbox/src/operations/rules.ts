import { readDefaultBranch } from '../git/refs';
import { Ruleset } from '../types';

/** What a ruleset can forbid about a ref. */
export type RefOperation = 'creation' | 'update' | 'deletion';

/**
 * Why the active rulesets forbid to create, move or delete a ref, in GitHub's
 * words; `undefined` when they do not.
 */
export async function ruleViolation(
  gitDir: string,
  rulesets: Ruleset[] | undefined,
  ref: string,
  operation: RefOperation,
): Promise<string | undefined> {
  for (const ruleset of rulesets ?? []) {
    if (
      ruleset.enforcement === 'active' &&
      ruleset.rules.includes(operation) &&
      (await covers(gitDir, ruleset, ref))
    ) {
      const verb = { creation: 'create', update: 'update', deletion: 'delete' }[
        operation
      ];
      return `Repository rule violations found\n\nCannot ${verb} ref due to ${operation}s being restricted.`;
    }
  }
  return undefined;
}

async function covers(
  gitDir: string,
  { include, exclude }: Ruleset,
  ref: string,
): Promise<boolean> {
  if (!ref.startsWith('refs/heads/')) {
    return false;
  }
  const defaultBranch = `refs/heads/${await readDefaultBranch(gitDir)}`;
  const matches = (pattern: string) =>
    pattern === '~ALL' ||
    (pattern === '~DEFAULT_BRANCH' && ref === defaultBranch) ||
    globToRegExp(pattern).test(ref);
  return include.some(matches) && !exclude.some(matches);
}

/** `fnmatch` with `**` across slashes, as GitHub's rules use it. */
function globToRegExp(pattern: string): RegExp {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*\*|[*?]/g, match =>
      match === '**' ? '.*' : { '*': '[^/]*', '?': '[^/]' }[match]!,
    );
  return new RegExp(`^${source}$`);
}
