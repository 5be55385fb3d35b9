import Router from 'express-promise-router';
import { administrableRepository, readableRepository } from '../auth';
import { SandboxContext } from '../context';
import { notFound } from '../errors';
import { RepositoryRecord, Ruleset } from '../types';
import { Fields, jsonBody, locals, paginate } from './request';

const ENFORCEMENTS = ['active', 'disabled', 'evaluate'] as const;
const RULES = ['creation', 'update', 'deletion'];

/** Rulesets of branches, with the rules that restrict refs. */
export function createRulesetsRouter(context: SandboxContext) {
  const router = Router();
  const base = '/repos/:owner/:repo/rulesets';

  router.get(base, (req, res) => {
    const { owner, repo } = req.params;
    const record = readableRepository(context, locals(res).viewer, owner, repo);
    const rulesets = record.rulesets ?? [];
    res.json(
      paginate(context, req, res, rulesets).map(ruleset =>
        rulesetBody(record, ruleset),
      ),
    );
  });

  router.post(base, async (req, res) => {
    const { owner, repo } = req.params;
    const { viewer } = locals(res);
    const record = administrableRepository(context, viewer, owner, repo);
    const body = jsonBody(req);
    const fields = new Fields(body, 'Ruleset');
    const refName = new Fields(
      new Fields(fields.object('conditions') ?? {}, 'Ruleset').object(
        'ref_name',
      ) ?? {},
      'Ruleset',
    );
    const ruleset: Ruleset = {
      id: await context.store.allocateId(),
      name: fields.requiredString('name'),
      enforcement: fields.oneOf('enforcement', ENFORCEMENTS) ?? 'active',
      include: refName.strings('include') ?? [],
      exclude: refName.strings('exclude') ?? [],
      rules: readRules(body.rules, fields),
    };
    record.rulesets = [...(record.rulesets ?? []), ruleset];
    await context.store.saveRepository(record);
    res.status(201).json(rulesetBody(record, ruleset));
  });

  router.delete(`${base}/:id`, async (req, res) => {
    const { owner, repo, id } = req.params;
    const { viewer } = locals(res);
    const record = administrableRepository(context, viewer, owner, repo);
    const kept = (record.rulesets ?? []).filter(item => String(item.id) !== id);
    if (kept.length === (record.rulesets ?? []).length) {
      throw notFound();
    }
    record.rulesets = kept;
    await context.store.saveRepository(record);
    res.status(204).end();
  });

  return router;
}

/** @throws GitHubError 422 for a rule that the sandbox does not keep. */
function readRules(rules: unknown, fields: Fields): string[] {
  if (!Array.isArray(rules)) {
    return [];
  }
  return rules.map(rule => {
    const { type } = (rule ?? {}) as { type?: unknown };
    if (typeof type !== 'string' || !RULES.includes(type)) {
      throw fields.invalid('rules');
    }
    return type;
  });
}

function rulesetBody(record: RepositoryRecord, ruleset: Ruleset) {
  return {
    id: ruleset.id,
    name: ruleset.name,
    target: 'branch',
    source_type: 'Repository',
    source: `${record.owner}/${record.name}`,
    enforcement: ruleset.enforcement,
    conditions: {
      ref_name: { include: ruleset.include, exclude: ruleset.exclude },
    },
    rules: ruleset.rules.map(type => ({ type })),
  };
}
