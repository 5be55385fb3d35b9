import type { CloudResource, Reference } from './model';

/** What a role for a whole project opens, by the service that the role is of. */
const OPENS: ReadonlyMap<string, string> = new Map([
  ['alloydb', 'google_alloydb_cluster'],
  ['bigquery', 'google_bigquery_dataset'],
  ['cloudsql', 'google_sql_database_instance'],
  ['cloudtasks', 'google_cloud_tasks_queue'],
  ['datastore', 'google_firestore_database'],
  ['pubsub', 'google_pubsub_topic'],
  ['redis', 'google_redis_instance'],
  ['spanner', 'google_spanner_instance'],
  ['storage', 'google_storage_bucket'],
]);

const isProjectGrant = ({ type }: CloudResource) =>
  /^google_project_iam_(?:member|binding)$/.test(type);

/**
 * What roles for a whole project open, by the account that has them: with one store of the role's service in the template,
 * and one user of the account, it can only be that user's use of that store.
 */
export function projectGrants(
  resources: readonly CloudResource[],
): ReadonlyMap<string, readonly Reference[]> {
  const grants = new Map<string, readonly Reference[]>();
  const given = resources.filter(isProjectGrant);
  if (!given.length) return grants;
  const byType = new Map<string, string[]>();
  const users = new Map<string, Set<string>>();
  for (const { key, type, facts } of resources) {
    byType.set(type, [...(byType.get(type) ?? []).slice(0, 1), key]);
    if (/_iam_/.test(type)) continue;
    for (const { target } of facts.flatMap(({ refs }) => refs)) {
      users.set(target, (users.get(target) ?? new Set()).add(key));
    }
  }
  for (const { facts } of given) {
    // a role for each of several is told in words
    const targets = facts
      .flatMap(({ text = '' }) => [
        ...text.slice(0, 4000).matchAll(/roles\/(\w{1,40})\./g),
      ])
      .flatMap(([, service]) => {
        const found = byType.get(OPENS.get(service) ?? '') ?? [];
        return found.length === 1 ? [{ target: found[0] }] : [];
      });
    for (const { target: account } of facts.flatMap(({ refs }) => refs)) {
      if (users.get(account)?.size !== 1) continue;
      grants.set(account, [...(grants.get(account) ?? []), ...targets]);
    }
  }
  return grants;
}
