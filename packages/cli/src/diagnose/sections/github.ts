import { messageOf } from '../../lib/errors';
import { readGithubApi } from '../../platform/githubApi';
import { table } from '../markdown';
import { Finding, Section, toResult } from '../Report';

const MIN_REMAINING = 0.1;

export const githubSection: Section = {
  id: 'github',
  title: 'GitHub',
  async run({ config, options, isRunning }, signal) {
    const github = readGithubApi(await config);
    const where = options.sandbox
      ? `${github.host} (the local sandbox)`
      : github.host;
    if (options.sandbox && !isRunning) {
      return {
        data: { host: github.host, sandbox: true },
        text: () => [`${where}; it does not run, so it was not asked.`],
      };
    }
    let resources: Record<
      string,
      { limit: number; remaining: number; reset: number }
    >;
    try {
      const { data } = await github.octokit.rest.rateLimit.get({
        request: { signal },
      });
      resources = data.resources as typeof resources;
    } catch (error) {
      const { status } = error as { status?: number };
      return {
        data: {
          host: github.host,
          sandbox: options.sandbox,
          error: messageOf(error),
        },
        findings: [
          {
            severity: 'critical',
            title: `${where} does not let us in: ${messageOf(error)}`,
            cure:
              status === 401 || status === 403
                ? 'The token is refused: make another one and set GITHUB_TOKEN.'
                : `Check that ${github.apiBaseUrl} can be reached from here.`,
          },
        ],
        text: () => [`${where} does not answer as it should.`],
      };
    }
    const limits = ['core', 'graphql', 'search'].flatMap(name =>
      resources[name] ? [{ name, ...resources[name] }] : [],
    );
    const findings = limits
      .filter(({ limit, remaining }) => remaining < limit * MIN_REMAINING)
      .map(
        ({ name, limit, remaining, reset }): Finding => ({
          severity: remaining === 0 ? 'critical' : 'warning',
          title: `Only ${remaining} of ${limit} requests (${name}) are left at ${where}.`,
          cure: `Wait until ${new Date(
            reset * 1000,
          ).toISOString()}, or use a GitHub App, which has a limit of its own.`,
        }),
      );
    return toResult({
      data: { host: github.host, sandbox: options.sandbox, limits },
      findings,
      text: shown => [
        where,
        '',
        ...table(
          ['Limit', 'Left', 'Of', 'Until'],
          shown.limits.map(({ name, limit, remaining, reset }) => [
            name,
            remaining,
            limit,
            new Date(reset * 1000).toISOString(),
          ]),
        ),
      ],
    });
  },
};
