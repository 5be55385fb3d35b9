import { readDatabaseServer, resolveOptions } from '../platform/options';
import { messageOf } from '../lib/errors';

/** A variable that the platform reads. `.env.example` and the checks are made from these. */
export interface Variable {
  name: string;
  group: string;
  /** What it does, for a person; one or two sentences. */
  description: string;
  /** Shown as its value in `.env.example`, commented out. */
  example: string;
  /** Never shown. */
  secret?: boolean;
  /** A production deployment does not start without it. */
  production?: boolean;
  /** What is wrong with a value, or undefined. */
  check?(value: string): string | undefined;
}

const port = (value: string) =>
  /^\d{1,5}$/.test(value) && Number(value) >= 1 && Number(value) <= 65_535
    ? undefined
    : 'takes a port from 1 to 65535';
const url = (value: string) =>
  URL.canParse(value) && /^https?:$/.test(new URL(value).protocol)
    ? undefined
    : 'takes an address such as https://portal.example.com';
const headerValue = (value: string) =>
  /^[\x21-\x7e]+$/.test(value)
    ? undefined
    : 'holds spaces or characters that no key has; copy it again';
const path = (value: string) =>
  value.includes('\0') ? 'is no path' : undefined;
const atLeast = (length: number) => (value: string) =>
  value.length >= length
    ? undefined
    : `is shorter than ${length} characters; make one with: openssl rand -base64 32`;

/** All variables, by group, in the order of `.env.example`. */
export const variables: Variable[] = [
  {
    name: 'GITHUB_TOKEN',
    group: 'GitHub',
    description:
      'The real GitHub instead of the local sandbox. Needs the right to create repositories and to write contents and pull requests.',
    example: 'github_pat_…',
    secret: true,
    check: headerValue,
  },
  {
    name: 'GITHUB_ORG',
    group: 'GitHub',
    description:
      "Organization or user whose repositories are discovered. Default: the token's own user.",
    example: 'acme',
    check: value =>
      /^[A-Za-z0-9](?:[A-Za-z0-9_-]{0,37}[A-Za-z0-9])?$/.test(value)
        ? undefined
        : 'is no name of an organization or user',
  },
  {
    name: 'GITHUB_WEBHOOK_SECRET',
    group: 'GitHub',
    description:
      'Signs the webhooks of GitHub, which make the catalog follow pushes at once.',
    example: 'a long random text',
    secret: true,
    check: atLeast(16),
  },
  {
    name: 'GITHUB_API_URL',
    group: 'GitHub',
    description: 'API of a GitHub Enterprise server. Default: github.com.',
    example: 'https://github.example.com/api/v3',
    check: url,
  },
  {
    name: 'GEMINI_API_KEY',
    group: 'Analyzer',
    description:
      'Gemini reads descriptions and pictures; without it the embedded analyzer reads text, files and pictures that carry their source.',
    example: 'AIza…',
    secret: true,
    check: headerValue,
  },
  {
    name: 'DATABASE_URL',
    group: 'Database',
    description:
      'A PostgreSQL server instead of the embedded one. The account must be allowed to create databases.',
    example: 'postgres://user:password@host:5432',
    secret: true,
    check: value =>
      problemOf(() => readDatabaseServer({ DATABASE_URL: value })),
  },
  {
    name: 'POSTGRES_HOST',
    group: 'Database',
    description: 'The same, in parts; takes precedence.',
    example: 'db.example.com',
  },
  {
    name: 'POSTGRES_PORT',
    group: 'Database',
    description: 'Default: 5432.',
    example: '5432',
    check: port,
  },
  {
    name: 'POSTGRES_USER',
    group: 'Database',
    description: 'Default: postgres.',
    example: 'backstage',
  },
  {
    name: 'POSTGRES_PASSWORD',
    group: 'Database',
    description: 'Password of that user.',
    example: 'secret',
    secret: true,
  },
  {
    name: 'INFRA_AI_APP_PORT',
    group: 'This machine',
    description: 'Port of the portal. Default: 3000.',
    example: '3000',
    check: port,
  },
  {
    name: 'INFRA_AI_PORT',
    group: 'This machine',
    description: 'Port of the API. Default: 7007.',
    example: '7007',
    check: port,
  },
  {
    name: 'INFRA_AI_SANDBOX_PORT',
    group: 'This machine',
    description: 'Port of the GitHub sandbox. Default: 7011.',
    example: '7011',
    check: port,
  },
  {
    name: 'INFRA_AI_DATA_DIR',
    group: 'This machine',
    description: 'Where the data is kept. Default: .data.',
    example: '.data',
    check: path,
  },
  {
    name: 'INFRA_AI_CONFIG_KEY',
    group: 'This machine',
    description:
      'Key of the configuration backup: 32 random bytes in hexadecimal. Default: a key file in the data directory.',
    example: 'openssl rand -hex 32',
    secret: true,
    check: value =>
      /^[0-9a-f]{64}$/i.test(value) || /^[A-Za-z0-9+/_-]{43}=?$/.test(value)
        ? undefined
        : 'is no key; make one with: openssl rand -hex 32',
  },
  {
    name: 'INFRA_AI_METRICS_PORT',
    group: 'Monitoring',
    description:
      'Port on which the back end serves its metrics to Prometheus. Default: none, they are off.',
    example: '9464',
    check: port,
  },
  {
    name: 'INFRA_AI_METRICS_HOST',
    group: 'Monitoring',
    description:
      'Address that the metrics are served at; they ask for no credentials. Default: 127.0.0.1, this machine only.',
    example: '0.0.0.0',
  },
  {
    name: 'INFRA_AI_URL',
    group: 'Another platform',
    description:
      'API of a platform elsewhere, for commands that need one. Default: the one that runs here.',
    example: 'https://portal.example.com',
    check: url,
  },
  {
    name: 'INFRA_AI_TOKEN',
    group: 'Another platform',
    description: 'Token for it. Default: signs in as a guest.',
    example: 'a token of Backstage',
    secret: true,
    check: headerValue,
  },
  {
    name: 'APP_BASE_URL',
    group: 'Production',
    description: 'Address of the portal as people open it.',
    example: 'https://portal.example.com',
    production: true,
    check: url,
  },
  {
    name: 'BACKEND_SECRET',
    group: 'Production',
    description:
      "Signs what the back end's plugins say to each other; the same on all replicas. Made by itself on a machine of your own.",
    example: 'openssl rand -base64 32',
    secret: true,
    production: true,
    check: atLeast(24),
  },
  {
    name: 'AUTH_GITHUB_CLIENT_ID',
    group: 'Production',
    description: 'OAuth app of GitHub that people sign in with.',
    example: 'Iv1.…',
    production: true,
  },
  {
    name: 'AUTH_GITHUB_CLIENT_SECRET',
    group: 'Production',
    description: 'Its secret.',
    example: 'a secret of GitHub',
    secret: true,
    production: true,
  },
];

/** Read by the command itself, its tests or its services; nothing for a `.env`. */
const INTERNAL = [
  'INFRA_AI_WEBHOOK_SECRET',
  'INFRA_AI_ROOT',
  'INFRA_AI_COMMAND',
  'INFRA_AI_CACHE',
  'INFRA_AI_CONFIG_NEW_KEY',
  'CHROMIUM_PATH',
];

export function findVariable(name: string): Variable | undefined {
  return variables.find(variable => variable.name === name);
}

export function isKnown(name: string): boolean {
  return findVariable(name) !== undefined || INTERNAL.includes(name);
}

/** Unknown variables count as secret: nobody said that they are none. */
export function isSecret(name: string): boolean {
  const variable = findVariable(name);
  return variable ? variable.secret ?? false : true;
}

/** A value that does not fit, with the rule that it breaks; never with the value. */
export interface VariableProblem {
  name: string;
  problem: string;
}

/**
 * Checks values against what the platform reads. Empty values count as not set.
 *
 * @param referenced - names that configuration files read as well
 */
export function validateVariables(
  values: ReadonlyMap<string, string>,
  options: { production: boolean; referenced: ReadonlySet<string> },
): { problems: VariableProblem[]; missing: string[]; unused: string[] } {
  const { production, referenced } = options;
  const problems = [...values].flatMap(([name, value]) => {
    const problem =
      value === '' ? undefined : findVariable(name)?.check?.(value);
    return problem ? [{ name, problem }] : [];
  });
  const together = problemOf(() => {
    resolveOptions({ production }, Object.fromEntries(values));
  });
  // A single port that is wrong has been named already.
  if (together && problems.length === 0) {
    problems.push({ name: 'INFRA_AI_PORT', problem: together });
  }
  return {
    problems,
    missing: production
      ? variables
          .filter(variable => variable.production && !values.get(variable.name))
          .map(({ name }) => name)
      : [],
    unused: [...values.keys()].filter(
      name => !isKnown(name) && !referenced.has(name),
    ),
  };
}

/** Names that a configuration file takes from the environment: `${NAME}` and `${NAME:-default}`. */
export function referencedVariables(text: string): string[] {
  return [...text.matchAll(/\$\{([A-Za-z_]\w*)(?::-[^}]*)?\}/g)].map(
    ([, name]) => name,
  );
}

/** Content of `.env.example`. */
export function envExample(): string {
  const lines = [
    '# What the platform reads. Copy to .env and set what you need: everything works with none of it.',
    '# Made by `infra-ai env example`; change packages/cli/src/env/variables.ts instead.',
  ];
  let group = '';
  for (const variable of variables) {
    if (variable.group !== group) {
      group = variable.group;
      lines.push('', `# --- ${group} ---`);
    }
    const needed = variable.production ? ' Needed in production.' : '';
    lines.push(
      `# ${variable.description}${needed}`,
      `# ${variable.name}=${quote(variable.example)}`,
    );
  }
  return `${lines.join('\n')}\n`;
}

function quote(value: string): string {
  return /[\s…]/.test(value) ? `'${value}'` : value;
}

function problemOf(work: () => void): string | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    return messageOf(error);
  }
}
