import { CheckResult, fail, ok } from '../checks/check';
import { validateVariables, variables } from '../env/variables';

/** `app-config.github.yaml` takes these: nobody fills them in where no person starts the platform. */
const GITHUB_VALUES = ['GITHUB_TOKEN', 'GITHUB_ORG'];

/** Names that a deployment needs values of. */
export function neededValues(also: string[] = []): string[] {
  return [
    ...variables.filter(({ production }) => production).map(({ name }) => name),
    ...GITHUB_VALUES,
    ...also,
  ];
}

/** Whether the environment (with `.env`) has what production needs, and nothing that does not fit. Shows no value. */
export function checkProductionValues(
  env: NodeJS.ProcessEnv,
  also: string[] = [],
): CheckResult {
  const values = new Map(
    variables.flatMap(({ name }) => {
      const value = env[name];
      return value === undefined ? [] : [[name, value] as const];
    }),
  );
  const missing = neededValues(also).filter(name => !values.get(name));
  const { problems } = validateVariables(values, {
    production: true,
    referenced: new Set(),
  });
  const found = [
    ...(missing.length > 0 ? [`not set: ${missing.join(', ')}`] : []),
    ...problems.map(({ name, problem }) => `${name} ${problem}`),
  ];
  return found.length === 0
    ? ok('Values', 'everything that production needs is set')
    : fail(
        'Values',
        found.join('; '),
        'Set them in .env (.env.example says what each is) or in the environment.',
      );
}
