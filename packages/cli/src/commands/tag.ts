import { Command } from 'commander';
import { lazy } from '../lib/lazy';

/** Flags of `tag`. */
export interface TagFlags {
  version?: string;
  prerelease?: string;
  push?: boolean;
  yes?: boolean;
  dryRun?: boolean;
  json?: boolean;
}

export function tagCommand(): Command {
  return new Command('tag')
    .description('Tag the next version from the commits')
    .option(
      '--version <version>',
      'one like 1.4.0, or major, minor, patch; default: by the commits',
    )
    .option('--prerelease <word>', 'a prerelease: beta makes 1.4.0-beta.0')
    .option('--push', 'push commit and tag, both or neither')
    .option('--yes', 'do not ask')
    .option('--dry-run', 'show version and changelog, change nothing')
    .option('--json', 'for scripts')
    .addHelpText(
      'after',
      `
The version of the platform as a whole: from the commits since the last tag vX.Y.Z it takes the next one (feat moves the
second number, fix the third, what breaks the first; before 1.0 the second), puts an entry on top of CHANGELOG.md, sets
the version in package.json, and makes one commit and an annotated tag. When a step fails, all is as it was. Without an
earlier tag the version of package.json is the first. The packages have versions of their own, by changesets.

--push needs a branch that is in step with its remote: what is tagged has passed the checks of infra-ai push.

Examples:
  tag --dry-run
  tag --yes --push
  tag --prerelease beta
  tag --version 2.0.0`,
    )
    .action(async (flags: TagFlags) => {
      const { tag } = await lazy(() => import('../actions/tag'));
      await tag(flags);
    });
}
