import {
  planFiles,
  type Analysis,
  type Publication,
  type RepositoryAvailability,
  type UpdateChanges,
} from '@infra-ai/backstage-plugin-infra-ai-common';

type Outcome = Pick<Publication, 'action' | 'changes' | 'pullRequest'>;

const PATCH = `--- a/catalog-info.yaml
+++ b/catalog-info.yaml
@@ -12,8 +12,11 @@
   name: ticket-office-booking-service
   title: Booking service
-  description: Takes bookings
+  description: Takes bookings and holds seats for ten minutes
 spec:
   type: service
   lifecycle: production
   owner: guest
+  dependsOn:
+    - resource:ticket-office-seat-cache
+    - resource:ticket-office-booking-events
`;

const REMOVAL = `@@ -48,9 +51,2 @@
 ---
-apiVersion: backstage.io/v1alpha1
-kind: Resource
-metadata:
-  name: old-queue
-spec:
-  type: queue
-  owner: guest
`;

const DOCS = `--- /dev/null
+++ b/docs/index.md
@@ -0,0 +1,3 @@
+# Ticket office
+
+Sells tickets.
`;

/** The repositories of a GitHub in memory: what is there decides what a publication does. */
export class FakeRepositories {
  /** `owner/repo` of those that hold an earlier state of what is published. */
  readonly outdated = new Set<string>();
  /** `owner/repo` of those that hold just what would be published. */
  readonly current = new Set<string>();
  #pullRequests = 0;

  /** Whether a repository of that name could be made. */
  availability({
    owner,
    repo,
  }: {
    owner: string;
    repo: string;
  }): RepositoryAvailability {
    const slug = `${owner}/${repo}`;
    return this.current.has(slug) || this.outdated.has(slug)
      ? { state: 'taken', url: `https://github.com/${slug}` }
      : { state: 'free' };
  }

  /** What a publication to that repository does; a dry run changes nothing. */
  publish(
    analysis: Analysis,
    request: { owner: string; repo: string; removeMissing?: boolean },
    dryRun: boolean,
  ): Outcome {
    const slug = `${request.owner}/${request.repo}`;
    if (this.current.has(slug)) {
      return { action: 'none' };
    }
    if (!this.outdated.has(slug)) {
      if (!dryRun) {
        this.current.add(slug);
      }
      return { action: 'create' };
    }
    const changes = changesOf(analysis, request.removeMissing ?? false);
    if (dryRun) {
      return { action: 'update', changes };
    }
    this.#pullRequests += 1;
    const number = 11 + this.#pullRequests;
    return {
      action: 'update',
      changes,
      pullRequest: {
        number,
        url: `https://github.com/${slug}/pull/${number}`,
        state: 'open',
      },
    };
  }
}

/** An update in which everything that can happen to an entity happens. */
function changesOf(analysis: Analysis, removeMissing: boolean): UpdateChanges {
  const refs = planFiles(analysis.model!, {
    owner: analysis.owner,
  }).entities.map(
    ({ kind, metadata }) =>
      `${kind.toLocaleLowerCase('en-US')}:default/${metadata.name}`,
  );
  const [system, changed, renamed, ...rest] = refs;
  return {
    entities: [
      { entityRef: rest.at(-1)!, kind: 'added', fields: [] },
      {
        entityRef: changed,
        kind: 'changed',
        fields: ['metadata.description', 'spec.dependsOn'],
      },
      {
        entityRef: renamed,
        kind: 'changed',
        fields: ['metadata.title'],
        renamedFrom: 'Old gateway',
      },
      {
        entityRef: 'resource:default/old-queue',
        title: 'Old queue',
        kind: removeMissing ? 'removed' : 'missing',
        fields: [],
      },
      ...[system, ...rest.slice(0, -1)].map(entityRef => ({
        entityRef,
        kind: 'unchanged' as const,
        fields: [],
      })),
    ],
    files: [
      {
        path: 'catalog-info.yaml',
        kind: 'changed',
        patch: removeMissing ? `${PATCH}${REMOVAL}` : PATCH,
      },
      { path: 'docs/index.md', kind: 'added', patch: DOCS },
    ],
    notes: [
      'README.md was changed by hand and was left as it is.',
      'spec.lifecycle of "Booking service" was set by a person and was kept.',
    ],
  };
}
