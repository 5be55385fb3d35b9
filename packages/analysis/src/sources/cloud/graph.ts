import type { CloudResource, Fact, Reference } from './model';
import { ruleOf } from './classify';
import { projectGrants } from './projectGrants';
import type { Rule } from './rules';

/** Steps through plumbing after which a chain is given up. */
const MAX_DEPTH = 12;
/** Nodes looked at for one reference. */
const MAX_VISITED = 300;

/** Settings that name another resource without using it. */
const NO_USE =
  /^(?:depends_on|provider|providers|lifecycle|tags?|labels?|user_labels|tags_all|project|location|region|zone|zones|resource_group_name|subnet\w*|vpc_(?!config)\w*|network|networks|network_interface|subnetwork|private_network|authorized_network|kms\w*|log_group\w*|assume_role_policy\w*|execution_role\w*|security_groups?|security_group_ids|vpc_security_group_ids|db_subnet_group_name|service_plan_id|app_service_plan_id|availability_zones?|count|for_each|triggers|replace_triggered_by|parent|dns_prefix|vnet\w*|virtual_network\w*)(?:\.|$)|(?:^|\.)(?:subnet_ids?|subnets|security_groups?|security_group_ids|vpc_id|network_id|subnetwork|private_network|kms_key\w*|oidc_token|oauth_token|awslogs_group|awslogs_region|location|region|resource_group_name|tenant_id|project|zone)(?:\.|$)/;
/** What of a resource is no use of it. */
const NO_USE_ATTRIBUTE =
  /^(?:location|region|project|zone|resource_group_name|tags|tags_all|tenant_id|availability_zone|vpc_id|subnet_id|owner_id|account_id)$/;
/** Settings by which a resource registers with a handle. */
const REGISTERS =
  /(?:^|\.)(?:target_group_arns?|service_registries|network_interface\w*|registry_arn|load_balancers?)(?:\.|$)/;

/** The resources of a template with their rules, and the questions that drawing asks about them. */
export class ResourceGraph {
  readonly byKey = new Map<string, CloudResource>();
  private readonly rules = new Map<string, Rule>();
  private readonly grants = new Map<string, Reference[]>();
  private readonly owners = new Map<string, string[]>();
  private readonly groups = new Map<string, string>();
  private readonly resolved = new Map<string, readonly string[]>();

  constructor(readonly resources: readonly CloudResource[]) {
    const run = new Set<string>();
    for (const resource of resources) {
      this.byKey.set(resource.key, resource);
      if (/_(?:ecs_service|ecs_express_gateway_service)$/.test(resource.type)) {
        for (const { refs } of resource.facts) {
          for (const { target } of refs) run.add(target);
        }
      }
    }
    const used = { byService: (key: string) => run.has(key) };
    for (const resource of resources) {
      this.rules.set(resource.key, ruleOf(resource, used));
    }
    this.joinGroups();
    for (const [account, targets] of projectGrants(resources)) {
      if (this.rule(account).role === 'through')
        this.grants.set(account, [...targets]);
    }
    for (const resource of resources) {
      this.collectGrants(resource);
      this.collectOwners(resource);
    }
  }

  rule(key: string): Rule {
    return this.rules.get(key) ?? { role: 'none' };
  }

  /** Key of the element that a piece of a group belongs to. */
  groupOf(key: string): string {
    return this.groups.get(key) ?? key;
  }

  /** References of a fact that mean a use. */
  uses(fact: Fact): Reference[] {
    if (NO_USE.test(fact.path)) return [];
    return fact.refs.filter(
      ({ attribute }) => !attribute || !NO_USE_ATTRIBUTE.test(attribute),
    );
  }

  /** Keys of the elements that a reference to `key` means, plumbing followed. */
  resolve(key: string): readonly string[] {
    const known = this.resolved.get(key);
    if (known) return known;
    const found = new Set<string>();
    const visited = new Set<string>();
    const walk = (current: string, depth: number) => {
      if (
        depth > MAX_DEPTH ||
        visited.has(current) ||
        visited.size > MAX_VISITED
      ) {
        return;
      }
      visited.add(current);
      const resource = this.byKey.get(current);
      if (!resource) return;
      const rule = this.rule(current);
      switch (rule.role) {
        case 'element':
          found.add(current);
          break;
        case 'group':
          found.add(this.groupOf(current));
          break;
        case 'part':
          for (const { target } of refsAt(resource, rule.of)) {
            walk(target, depth + 1);
          }
          break;
        case 'handle':
          for (const owner of this.owners.get(current) ?? []) {
            walk(owner, depth + 1);
          }
          break;
        case 'through':
          for (const fact of resource.facts) {
            for (const { target } of this.uses(fact)) walk(target, depth + 1);
          }
          for (const { target } of this.grants.get(current) ?? []) {
            walk(target, depth + 1);
          }
          break;
        case 'link':
          // an alias of what it links to, when something refers to the link itself
          for (const { target } of refsAt(resource, rule.to)) {
            walk(target, depth + 1);
          }
          break;
        default:
      }
    };
    walk(key, 0);
    const result = [...found];
    this.resolved.set(key, result);
    return result;
  }

  /** Whether a fact registers its resource with a handle, and so does not use it. */
  registers(resource: CloudResource, fact: Fact, target: string): boolean {
    const rule = this.rule(resource.key);
    return (
      rule.role === 'element' &&
      rule.kind === 'component' &&
      REGISTERS.test(fact.path) &&
      this.rule(target).role === 'handle'
    );
  }

  /** Security groups that a resource is in, also through its template. */
  securityGroups(resource: CloudResource): string[] {
    const found = new Set<string>();
    for (const fact of resource.facts) {
      for (const { target } of fact.refs) {
        const role = this.rule(target).role;
        if (role === 'security-group') found.add(target);
        else if (role === 'through' || role === 'handle') {
          for (const inner of this.byKey.get(target)?.facts ?? []) {
            for (const ref of inner.refs) {
              if (this.rule(ref.target).role === 'security-group') {
                found.add(ref.target);
              }
            }
          }
        }
      }
    }
    return [...found];
  }

  /** A role that a policy is given to names what the policy allows. */
  private collectGrants(resource: CloudResource): void {
    const rule = this.rule(resource.key);
    if (rule.role !== 'link') return;
    const targets = refsAt(resource, rule.to);
    for (const { target } of refsAt(resource, rule.from)) {
      if (this.rule(target).role !== 'through') continue;
      this.grants.set(target, [...(this.grants.get(target) ?? []), ...targets]);
    }
  }

  private collectOwners(resource: CloudResource): void {
    const own = (handle: string, owner: string) => {
      const list = this.owners.get(handle);
      if (list) list.push(owner);
      else this.owners.set(handle, [owner]);
    };
    const rule = this.rule(resource.key);
    if (rule.role === 'link') {
      // target_group_attachment: the target registers with the group
      for (const { target: handle } of refsAt(resource, rule.from)) {
        if (this.rule(handle).role !== 'handle') continue;
        for (const { target } of refsAt(resource, rule.to)) own(handle, target);
      }
      return;
    }
    if (rule.role === 'element') {
      for (const fact of resource.facts) {
        for (const { target } of fact.refs) {
          if (this.registers(resource, fact, target)) own(target, resource.key);
        }
      }
      return;
    }
    // a Kubernetes service names its pods by a selector that reads a deployment's labels
    if (rule.role === 'handle') {
      for (const fact of resource.facts) {
        if (!/selector/.test(fact.path)) continue;
        for (const { target } of fact.refs) own(resource.key, target);
      }
    }
  }

  private joinGroups(): void {
    const parent = new Map<string, string>();
    const root = (key: string): string => {
      let current = key;
      while (parent.get(current) !== current) current = parent.get(current)!;
      let walk = key;
      while (walk !== current) {
        const next = parent.get(walk)!;
        parent.set(walk, current);
        walk = next;
      }
      return current;
    };
    for (const { key } of this.resources) {
      if (this.rule(key).role === 'group') parent.set(key, key);
    }
    for (const { key, facts } of this.resources) {
      if (!parent.has(key)) continue;
      for (const { refs } of facts) {
        for (const { target } of refs) {
          if (parent.has(target)) parent.set(root(target), root(key));
        }
      }
    }
    const best = new Map<string, CloudResource>();
    const rank = (key: string) => {
      const rule = this.rule(key);
      return rule.role === 'group' ? rule.rank : Infinity;
    };
    // of two of one type, the one that more of its pieces name is the balancer itself, the other a redirect
    const weight = (resource: CloudResource) =>
      resource.facts.filter(fact => fact.refs.length > 0).length;
    for (const resource of this.resources) {
      if (!parent.has(resource.key)) continue;
      const group = root(resource.key);
      const current = best.get(group);
      if (
        !current ||
        rank(resource.key) < rank(current.key) ||
        (rank(resource.key) === rank(current.key) &&
          weight(resource) > weight(current))
      ) {
        best.set(group, resource);
      }
    }
    const balancing = new Set(
      [...parent.keys()]
        .filter(key =>
          /_backend_(?:service|bucket)$/.test(this.byKey.get(key)!.type),
        )
        .map(root),
    );
    for (const key of parent.keys()) {
      const group = root(key);
      const chosen = best.get(group)!;
      // an address alone, or a redirect beside a balancer, balances nothing
      const idle =
        /_global_address$/.test(chosen.type) ||
        (balancing.size > 0 &&
          !balancing.has(group) &&
          chosen.facts.some(({ path }) =>
            path.startsWith('default_url_redirect'),
          ));
      if (idle) this.rules.set(key, { role: 'none' });
      else this.groups.set(key, chosen.key);
    }
  }
}

/** References of the facts at these paths, or below them. */
export function refsAt(
  resource: CloudResource,
  paths: readonly string[],
): Reference[] {
  const found: Reference[] = [];
  for (const path of paths) {
    for (const fact of resource.facts) {
      if (fact.path === path || fact.path.startsWith(`${path}.`)) {
        found.push(...fact.refs);
      }
    }
  }
  return found;
}
