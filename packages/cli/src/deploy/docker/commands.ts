import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ENV_FILE } from '../../platform/envFile';
import type { SourceIdentity } from '../identity';
import type { ToolCommand } from '../tool';

export const DOCKERFILE = 'deploy/Dockerfile';
export const COMPOSE_FILE = 'deploy/compose.yaml';

/** Images that we build for this machine are called this. */
export const LOCAL_REPOSITORY = 'infra-ai';

/** On every image that we build, so that only these are removed. */
const LABEL = 'dev.infra-ai.release';

/** Builds the image from the checkout, which is the current directory. */
export function buildImage(
  image: string,
  { version, commit, dirty }: SourceIdentity,
): ToolCommand {
  const labels = {
    'org.opencontainers.image.version': version,
    ...(commit
      ? {
          'org.opencontainers.image.revision': dirty
            ? `${commit}-dirty`
            : commit,
        }
      : {}),
    [LABEL]: image.slice(image.lastIndexOf(':') + 1),
  };
  return {
    file: 'docker',
    args: [
      'build',
      '--file',
      DOCKERFILE,
      '--tag',
      image,
      ...Object.entries(labels).flatMap(([name, value]) => [
        '--label',
        `${name}=${value}`,
      ]),
      '.',
    ],
  };
}

export function pushImage(image: string): ToolCommand {
  return { file: 'docker', args: ['push', image] };
}

export function inspectImage(image: string): ToolCommand {
  return {
    file: 'docker',
    args: ['image', 'inspect', '--format', '{{.Id}}', image],
  };
}

/** One JSON object a line, the newest first. */
export function listImages(): ToolCommand {
  return {
    file: 'docker',
    args: [
      'image',
      'ls',
      '--filter',
      `reference=${LOCAL_REPOSITORY}`,
      '--filter',
      `label=${LABEL}`,
      '--format',
      'json',
    ],
  };
}

export function removeImage(image: string): ToolCommand {
  return { file: 'docker', args: ['image', 'rm', image] };
}

/** A command of Docker Compose for our file; values come from the environment, then from `.env`. */
export function compose(
  root: string,
  image: string,
  args: string[],
): ToolCommand {
  return {
    file: 'docker',
    args: [
      'compose',
      '--file',
      COMPOSE_FILE,
      ...(existsSync(join(root, ENV_FILE)) ? ['--env-file', ENV_FILE] : []),
      ...args,
    ],
    env: { INFRA_AI_IMAGE: image },
  };
}

/** Brings everything up with this image and waits until the health checks of the containers pass. */
export function composeUp(
  root: string,
  image: string,
  timeoutSeconds: number,
): ToolCommand {
  return compose(root, image, [
    'up',
    '--detach',
    '--no-build',
    '--wait',
    '--wait-timeout',
    String(timeoutSeconds),
  ]);
}

/** The portal alone: the database holds what people made. */
export function composeStop(root: string, image: string): ToolCommand {
  return compose(root, image, ['stop', 'portal']);
}

export function composeLogs(root: string, image: string): ToolCommand {
  return compose(root, image, [
    'logs',
    '--no-color',
    '--no-log-prefix',
    '--tail',
    '60',
    'portal',
  ]);
}

export function composePs(root: string): ToolCommand {
  return compose(root, LOCAL_REPOSITORY, ['ps', '--quiet', 'portal']);
}
