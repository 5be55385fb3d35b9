import { CheckResult, fail, ok } from '../../checks/check';
import { checkClient, checkEngine, checkFiles } from '../docker/preflight';
import { neededValues } from '../productionValues';
import { ToolCommand, tryTool } from '../tool';
import { kubectl, Place, SECRET_NAME, VALUES_FILE } from './commands';
import type { KubernetesTargetOptions } from './KubernetesTarget';

const TIMEOUT_MS = 20_000;

/** In the secret besides what every deployment needs: where the database is. */
const DATABASE_VALUES = ['POSTGRES_HOST', 'POSTGRES_USER', 'POSTGRES_PASSWORD'];

/** What Helm and the health check do in the cluster. */
const RIGHTS: string[][] = [
  ['create', 'deployments.apps'],
  ['patch', 'deployments.apps'],
  ['create', 'services'],
  ['create', 'configmaps'],
  // Helm keeps its history in secrets.
  ['create', 'secrets'],
];

/** Everything that would make a deployment to the cluster fail later. Changes nothing. */
export async function checkKubernetes(
  options: KubernetesTargetOptions,
): Promise<CheckResult[]> {
  const { root, place } = options;
  const tools = [
    await checkTool(
      root,
      { file: 'helm', args: ['version', '--short'] },
      'Install Helm 3.14 or newer: https://helm.sh/docs/intro/install/',
    ),
    await checkTool(
      root,
      { file: 'kubectl', args: ['version', '--client'] },
      'Install kubectl: https://kubernetes.io/docs/tasks/tools/',
    ),
    ...(options.registry ? await checkBuilder(root) : []),
    checkFiles(root, [
      VALUES_FILE,
      ...(options.registry ? ['deploy/Dockerfile'] : []),
    ]),
  ];
  const kubectlWorks = tools[1].status === 'ok';
  return kubectlWorks
    ? [...tools, ...(await checkCluster(root, place, !options.url))]
    : tools;
}

async function checkBuilder(root: string): Promise<CheckResult[]> {
  const client = await checkClient(root);
  return client.status === 'ok' ? [client, await checkEngine(root)] : [client];
}

async function checkTool(
  cwd: string,
  command: ToolCommand,
  cure: string,
): Promise<CheckResult> {
  const answer = await tryTool(command, { cwd, timeoutMs: TIMEOUT_MS });
  return answer.ok
    ? ok(command.file, answer.stdout.trim().split('\n')[0])
    : fail(
        command.file,
        answer.missing ? `there is no ${command.file} on PATH` : answer.cause,
        cure,
      );
}

async function checkCluster(
  cwd: string,
  place: Place,
  asksInside: boolean,
): Promise<CheckResult[]> {
  const { context, namespace } = place;
  const ask = (args: string[]) =>
    tryTool(kubectl(place, args), { cwd, timeoutMs: TIMEOUT_MS });

  const contexts = await tryTool(
    { file: 'kubectl', args: ['config', 'get-contexts', '--output', 'name'] },
    { cwd, timeoutMs: TIMEOUT_MS },
  );
  const known = contexts.stdout.split('\n').map(line => line.trim());
  if (!known.includes(context)) {
    const others = known.filter(Boolean).join(', ');
    return [
      fail(
        'Context',
        `there is no context '${context}'${
          others ? `; there are ${others}` : ''
        }`,
        'Name one with --context, or set KUBECONFIG.',
      ),
    ];
  }
  const found = await ask(['get', 'namespace', namespace, '--output', 'name']);
  if (!found.ok) {
    return [
      ok('Context', context),
      /\(NotFound\)/.test(found.cause)
        ? fail(
            'Namespace',
            `there is no namespace '${namespace}' in ${context}`,
            `Make it: kubectl --context ${context} create namespace ${namespace}`,
          )
        : fail(
            'Cluster',
            found.cause,
            `Look at: kubectl --context ${context} get namespace ${namespace}`,
          ),
    ];
  }
  return [
    ok('Context', context),
    ok('Namespace', namespace),
    await checkRights(ask, asksInside),
    await checkSecret(ask, place),
  ];
}

type AskCluster = (args: string[]) => ReturnType<typeof tryTool>;

async function checkRights(
  ask: AskCluster,
  asksInside: boolean,
): Promise<CheckResult> {
  const wanted = [
    ...RIGHTS,
    ...(asksInside ? [['get', 'services', '--subresource=proxy']] : []),
  ];
  const answers = await Promise.all(
    wanted.map(async right => ({
      right: right.join(' '),
      allowed: (await ask(['auth', 'can-i', ...right])).ok,
    })),
  );
  const refused = answers.filter(({ allowed }) => !allowed);
  return refused.length === 0
    ? ok('Rights', answers.map(({ right }) => right).join(', '))
    : fail(
        'Rights',
        `you may not ${refused.map(({ right }) => right).join(', ')}`,
        'Ask whoever runs the cluster for a role that allows it.',
      );
}

/** Looks at the names in the secret; its values stay where they are. */
async function checkSecret(
  ask: AskCluster,
  { context, namespace }: Place,
): Promise<CheckResult> {
  const answer = await ask([
    'get',
    'secret',
    SECRET_NAME,
    '--output',
    'go-template={{range $name, $value := .data}}{{$name}}{{"\\n"}}{{end}}',
  ]);
  const cure = `Make it from a file with what production needs: kubectl --context ${context} --namespace ${namespace} create secret generic ${SECRET_NAME} --from-env-file=FILE`;
  if (!answer.ok) {
    return fail(
      'Secret',
      /\(NotFound\)/.test(answer.cause)
        ? `there is no secret '${SECRET_NAME}' in ${namespace}`
        : answer.cause,
      cure,
    );
  }
  const names = answer.stdout.split('\n').map(line => line.trim());
  const missing = neededValues(DATABASE_VALUES).filter(
    name => !names.includes(name),
  );
  return missing.length === 0
    ? ok('Secret', SECRET_NAME)
    : fail('Secret', `'${SECRET_NAME}' lacks ${missing.join(', ')}`, cure);
}
