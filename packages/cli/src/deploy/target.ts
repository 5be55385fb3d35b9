import type { CheckResult } from '../checks/check';
import type { TargetName } from '../commands/deploy';

/** A version of the platform that can be run. */
export interface Release {
  /** Tells it from others: the folder of a build, the tag of an image, the revision of a chart. */
  name: string;
  /** What is known of it, for a person. */
  detail?: string;
}

/** A release as `deploy --list` shows it. */
export interface ListedRelease {
  name: string;
  state: 'current' | 'previous' | 'kept';
  version?: string;
  commit?: string;
  /** ISO 8601. */
  created?: string;
}

/** One thing that a deployment does: a command with all its arguments, or a change in words. */
export interface PlannedAction {
  step: StepName;
  does: string;
  command?: string;
}

export type StepName =
  | 'preflight'
  | 'build'
  | 'release'
  | 'health'
  | 'rollback'
  | 'prune';

/** How a target talks while it works, and is ended. */
export interface Work {
  note: (text: string) => void;
  signal: AbortSignal;
}

/** A place that releases are deployed to. What the steps have in common is in {@link runDeployment}. */
export interface DeployTarget {
  readonly name: TargetName;
  /** Looks at everything that can be looked at before; changes nothing. */
  preflight(): Promise<CheckResult[]>;
  /** What a person agrees to. */
  question(goal: 'deploy' | 'rollback'): string;
  /** Makes the release, or finds that it is there. */
  build(work: Work): Promise<Release>;
  /** Whether this release is what runs, so that there is nothing to replace. */
  isRunning?(release: Release): Promise<boolean>;
  /** Puts the release in place of what runs. Answers with what was done. */
  release(release: Release, work: Work): Promise<string>;
  /** Waits until the release does its work. @returns what was found @throws with the reason when the signal ends it */
  checkHealth(work: Work): Promise<string>;
  /** What runs, by the record of deployments that went well. */
  current(): Promise<Release | undefined>;
  /** The one before {@link DeployTarget.current}. */
  previous(): Promise<Release | undefined>;
  /** Puts an earlier release back. Answers with what was done. */
  goBack(to: Release, work: Work): Promise<string>;
  /** There is nothing to go back to: leaves nothing half running. Answers with what was done. */
  giveUp(work: Work): Promise<string>;
  /** Writes down that the release is healthy. `back` drops those that came after it. */
  settle(release: Release, direction: 'forward' | 'back'): Promise<void>;
  /** Removes old releases, never the current or the previous one; answers with their names. */
  prune(): Promise<string[]>;
  /** What a deployment, or going back, would do. */
  plan(goal: 'deploy' | 'rollback'): Promise<PlannedAction[]>;
  list(): Promise<ListedRelease[]>;
}

/** How many releases are kept, besides the current and the previous one. */
export const KEPT_RELEASES = 5;

/** Those to remove of releases that are given with the newest first. */
export function chooseStale(
  newestFirst: string[],
  needed: (string | undefined)[],
): string[] {
  return newestFirst
    .slice(KEPT_RELEASES)
    .filter(name => !needed.includes(name));
}
