import { stringify } from 'yaml';
import { messageOf } from '../../lib/errors';
import { isSecret, validateVariables, variables } from '../../env/variables';
import { configFileNames } from '../../platform/environment';
import { maskSettings } from '../Masker';
import { block, table } from '../markdown';
import { Finding, Section, toResult } from '../Report';

export const configurationSection: Section = {
  id: 'configuration',
  title: 'Configuration',
  async run({ checkout, env, options, config }) {
    const findings: Finding[] = [];
    const files = configFileNames(checkout, options);
    const set = variables
      .filter(({ name }) => env[name])
      .map(({ name }) => ({
        name,
        value: isSecret(name) ? '(set)' : env[name]!,
      }));
    const { problems } = validateVariables(
      new Map(
        variables.flatMap(({ name }) =>
          env[name] ? [[name, env[name]!] as const] : [],
        ),
      ),
      { production: false, referenced: new Set() },
    );
    findings.push(
      ...problems.map(({ name, problem }) => ({
        severity: 'critical' as const,
        title: `${name} ${problem}.`,
        cure: `Correct ${name} in .env or where it is set.`,
      })),
    );
    let settings: unknown;
    try {
      settings = maskSettings((await config).get());
    } catch (error) {
      findings.push({
        severity: 'critical',
        title: messageOf(error),
        cure: `Correct ${files.join(', ')}, or restore them from git.`,
      });
    }
    return toResult({
      data: { files, environment: set, settings },
      findings,
      text: shown => [
        `Mode ${options.mode}; files: ${files.join(', ')}.`,
        '',
        ...(shown.environment.length > 0
          ? table(
              ['Variable', 'Value'],
              shown.environment.map(({ name, value }) => [name, value]),
            )
          : ['No variable of the platform is set.']),
        '',
        ...(shown.settings === undefined
          ? []
          : block(stringify(shown.settings).trimEnd(), 'yaml')),
      ],
    });
  },
};
