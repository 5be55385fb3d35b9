import pc from 'picocolors';
import {
  discoveredOwners,
  readDiscoveryProviders,
} from '../catalogSync/discovery';
import { bePatient } from '../checks/github/patience';
import type { RightResult, RightStatus } from '../checks/github/right';
import { proveRights } from '../checks/github/rights';
import { KIND_TITLES, readToken, TokenFacts } from '../checks/github/token';
import { writeTest } from '../checks/github/writeTest';
import type { ValidateGithubAuthFlags } from '../commands/validateGithubAuth';
import { CommandError, messageOf } from '../lib/errors';
import { formatTable } from '../lib/table';
import { readAppConfig } from '../platform/appConfig';
import { findCheckout } from '../platform/checkout';
import { readGithubApi } from '../platform/githubApi';
import { findOldProbes } from '../probe/oldProbes';
import { print } from './config/print';

/** Soon enough to be told. */
const EXPIRY_WARNING_MS = 14 * 24 * 3_600_000;

/** What `validate-github-auth --json` prints. */
export interface GithubAuthReport {
  ok: boolean;
  host: string;
  token: TokenFacts;
  owners: string[];
  rights: RightResult[];
  notes: string[];
  /** Addresses of repositories that a write test could not delete. */
  left: string[];
}

/** The `validate-github-auth` command. */
export async function validateGithubAuth(
  flags: ValidateGithubAuthFlags,
): Promise<void> {
  const config = await readAppConfig(findCheckout());
  const { octokit, token, host } = readGithubApi(config);
  bePatient(octokit, seconds =>
    process.stderr.write(`GitHub asks to wait ${seconds} s\n`),
  );
  const facts = await readToken(octokit, token);
  const owners =
    flags.owner ?? discoveredOwners(readDiscoveryProviders(config), host);
  const report: GithubAuthReport = {
    ok: facts.valid,
    host,
    token: facts,
    owners,
    rights: [],
    notes: notesOn(facts, Date.now()),
    left: [],
  };
  if (facts.valid && owners.length === 0) {
    throw new CommandError(
      `catalog.providers.github names no owner at ${host}. Set GITHUB_ORG, or name one with --owner.`,
    );
  }
  if (facts.valid) {
    const webhooks = config.has('events.modules.github.webhookSecret');
    for (const owner of owners) {
      const rights = await proveRights({ octokit, facts, owner, webhooks });
      report.rights.push(...rights);
      if (rights[0].right === 'see the owner') {
        continue;
      }
      if (flags.writeTest && flags.dryRun) {
        report.notes.push(
          `--write-test would make a private repository infra-ai-probe-<time> at ${owner}, commit to it, open and close a pull request, and delete it.`,
        );
      } else if (flags.writeTest) {
        await proveByWriting(owner);
      }
    }
  }
  report.ok =
    report.ok &&
    report.left.length === 0 &&
    !report.rights.some(({ status }) => status === 'missing');
  print(flags, report, () => format(report));
  if (!report.ok) {
    process.exitCode = 1;
  }

  async function proveByWriting(owner: string): Promise<void> {
    for (const old of await findOldProbes(octokit, owner, new Date())) {
      try {
        const { owner: made, repo } = old;
        await octokit.request('DELETE /repos/{owner}/{repo}', {
          owner: made,
          repo,
        });
        report.notes.push(`${old.url}, left by an earlier run, is deleted.`);
      } catch (error) {
        report.notes.push(
          `${old.url}, left by an earlier run, cannot be deleted: ${messageOf(
            error,
          )}`,
        );
      }
    }
    // Asked to stop, the repository that was made is still deleted.
    const stop = new AbortController();
    const onSignal = () => stop.abort(new Error('interrupted'));
    process.once('SIGINT', onSignal);
    try {
      const { rights, left } = await writeTest(octokit, owner, stop.signal);
      report.rights = mergeRights(report.rights, rights);
      report.left.push(...(left ? [left] : []));
    } finally {
      process.off('SIGINT', onSignal);
    }
  }
}

/** What was written says more than what was read, of the same right. */
export function mergeRights(
  read: RightResult[],
  written: RightResult[],
): RightResult[] {
  const key = ({ owner, right }: RightResult) => `${owner} ${right}`;
  const proofs = new Map(written.map(result => [key(result), result]));
  // A repository that was made private and then read proves reading as well.
  for (const { owner, right, status } of written) {
    if (right.startsWith('write ') && status === 'proved') {
      proofs.set(`${owner} read ${right.slice(6)}`, {
        owner,
        right: right.replace('write', 'read'),
        status: 'proved',
        proof: 'by writing, in a private repository',
      });
    }
  }
  const replaced = read.flatMap(result => {
    const { owner, right } = result;
    if (right.startsWith('read and write ')) {
      const what = right.slice('read and write '.length);
      const both = [`${owner} read ${what}`, `${owner} write ${what}`]
        .map(name => proofs.get(name))
        .filter(one => one !== undefined);
      return both.length > 0 ? both : [result];
    }
    // The probe is private; of what can be read now nothing is taken back.
    const proof = proofs.get(key(result));
    return [proof ?? result];
  });
  const seen = new Set(replaced.map(key));
  return [...replaced, ...written.filter(result => !seen.has(key(result)))];
}

function notesOn(facts: TokenFacts, now: number): string[] {
  const { expiresAt, sso, rate, problem } = facts;
  const notes: string[] = [];
  if (problem) {
    notes.push(
      `${problem}. ${
        facts.valid ? '' : 'Make a new one and set GITHUB_TOKEN.'
      }`.trim(),
    );
  }
  if (expiresAt && Date.parse(expiresAt) - now < EXPIRY_WARNING_MS) {
    notes.push(`The token ends on ${expiresAt}: make a new one before.`);
  }
  if (sso) {
    const url = /url=(\S+)/.exec(sso)?.[1];
    notes.push(
      url
        ? `An organization asks for single sign-on: authorize the token at ${url}`
        : `Organizations that ask for single sign-on are left out (${sso}): authorize the token for them in its settings.`,
    );
  }
  for (const [name, { limit, remaining, resetsAt }] of Object.entries(
    rate ?? {},
  )) {
    if (remaining < limit / 10) {
      notes.push(
        `Only ${remaining} of ${limit} requests (${name}) are left until ${resetsAt}.`,
      );
    }
  }
  return notes;
}

const MARKS: Record<RightStatus, string> = {
  proved: 'proved',
  unproved: 'unproved',
  missing: 'MISSING',
  optional: 'not there',
};

function format(report: GithubAuthReport): string {
  const { token, host, rights, notes, left } = report;
  const { kind, kindFrom, login, scopes, expiresAt, rate } = token;
  const count = (status: RightStatus) =>
    rights.filter(right => right.status === status).length;
  return [
    `GitHub       ${host}`,
    `Token        ${KIND_TITLES[kind]}${
      kindFrom === 'nothing' ? '' : ` (by its ${kindFrom})`
    }${login ? `, of ${login}` : ''}, ${
      token.valid ? pc.green('valid') : pc.red('not valid')
    }`,
    ...(token.valid
      ? [
          `Scopes       ${
            scopes?.join(', ') ??
            'none: it has permissions, which GitHub does not list'
          }`,
          `Ends         ${expiresAt ?? 'never, or GitHub does not tell'}`,
          `Rate limit   ${
            rate
              ? `${rate.core.remaining} of ${rate.core.limit} REST, ${rate.graphql.remaining} of ${rate.graphql.limit} GraphQL until ${rate.core.resetsAt}`
              : 'none'
          }`,
        ]
      : []),
    ...(rights.length > 0
      ? [
          '',
          formatTable(
            ['OWNER', 'RIGHT', 'STATUS', 'PROOF'],
            rights.map(({ owner, right, status, proof }) => ({
              isBad: status === 'missing',
              cells: [owner, right, MARKS[status], proof],
            })),
          ),
          '',
        ]
      : []),
    ...[
      ...new Set(
        rights.flatMap(({ cure, right, status }) =>
          cure && status !== 'unproved' ? [`${right}: ${cure}`] : [],
        ),
      ),
      ...notes,
    ].map(line => pc.yellow(`→ ${line}`)),
    ...left.map(url =>
      pc.red(`Left behind: ${url}. Delete it in its settings.`),
    ),
    ...(token.valid
      ? [
          `${count('proved')} rights proved, ${count('unproved')} unproved${
            count('unproved') > 0 ? ' (--write-test proves them)' : ''
          }, ${count('missing')} missing.`,
        ]
      : []),
  ].join('\n');
}
