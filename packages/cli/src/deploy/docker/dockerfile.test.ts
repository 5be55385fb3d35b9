import { Script } from 'node:vm';
import { parse } from 'yaml';
import { variables } from '../../env/variables';
import {
  configsOf,
  readDockerfile,
  readImageCommand,
  readRepositoryFile as read,
} from '../__testUtils__/repositoryFiles';

const instructions = readDockerfile();
const of = (name: string) =>
  instructions.filter(found => found.name === name).map(({ rest }) => rest);
const last = instructions.slice(
  instructions.findLastIndex(({ name }) => name === 'FROM'),
);

describe('Dockerfile', () => {
  it('has one base, of the Node.js that task-runner.sh uses', () => {
    const [, version] = /^NODE_VERSION=(\S+)$/m.exec(read('task-runner.sh'))!;
    expect(of('ARG')).toEqual([
      `NODE_IMAGE=docker.io/library/node:${version}-trixie-slim`,
    ]);
    for (const from of of('FROM')) {
      // eslint-disable-next-line no-template-curly-in-string
      expect(from).toMatch(/^\$\{NODE_IMAGE\} AS [a-z-]+$/);
    }
  });

  it('copies from stages that come before', () => {
    const stages: string[] = [];
    const unknown: string[] = [];
    for (const { name, rest } of instructions) {
      const [, from] = /--from=(\S+)/.exec(rest) ?? [];
      if (name === 'COPY' && from && !stages.includes(from)) {
        unknown.push(from);
      }
      if (name === 'FROM') {
        stages.push(rest.split(' ')[2]);
      }
    }
    expect(unknown).toEqual([]);
    expect(stages).toHaveLength(5);
  });

  it('installs what the lock file says, without install scripts', () => {
    expect(of('RUN').filter(run => run.includes('yarn install'))).toEqual([
      expect.stringContaining('yarn install --immutable'),
    ]);
    expect(of('RUN').join('\n')).toContain('backstage-cli package build');
    expect(parse(read('.yarnrc.yml')).enableScripts).toBe(false);
  });

  it('runs as a user by number that is not root, and nothing is done after that as root', () => {
    const index = last.findIndex(({ name }) => name === 'USER');
    expect(last[index].rest).toBe('1000:1000');
    expect(last.slice(index).map(({ name }) => name)).toEqual([
      'USER',
      'EXPOSE',
      'HEALTHCHECK',
      'ENTRYPOINT',
      'CMD',
    ]);
  });

  it('limits the arenas of glibc and checks its health', () => {
    expect(last.find(({ name }) => name === 'ENV')!.rest).toContain(
      'MALLOC_ARENA_MAX=2',
    );
    const [health] = of('HEALTHCHECK');
    expect(health).toContain(
      'http://127.0.0.1:7007/.backstage/health/v1/readiness',
    );
    const [, , script] = JSON.parse(health.slice(health.indexOf('CMD ') + 4));
    expect(() => new Script(script)).not.toThrow();
  });

  it('starts with configuration files that are in the image and in the build context', () => {
    const files = configsOf(readImageCommand());
    expect(files).toEqual([
      'app-config.yaml',
      'app-config.github.yaml',
      'app-config.production.yaml',
    ]);
    const copied = last.filter(({ name }) => name === 'COPY').at(-1)!.rest;
    const ignore = read('.dockerignore').split('\n');
    for (const file of files) {
      expect(copied.split(' ')).toContain(file);
      expect(ignore).toContain(`!${file}`);
    }
  });

  it('takes no secret: none is an argument or a variable, no file of one gets into the context', () => {
    const names = variables
      .filter(({ secret }) => secret)
      .map(({ name }) => name);
    for (const name of names) {
      expect(read('deploy/Dockerfile')).not.toContain(name);
    }
    const ignore = read('.dockerignore').split('\n');
    expect(ignore.find(line => line && !line.startsWith('#'))).toBe('*');
    const excludedAgain = ignore.slice(
      ignore.findLastIndex(line => line.startsWith('!')) + 1,
    );
    expect(excludedAgain).toEqual(
      expect.arrayContaining([
        '**/.env',
        '**/.env.*',
        '**/*.local.yaml',
        '**/.data',
        '**/node_modules',
      ]),
    );
  });

  it('gets every file that it copies from the build context', () => {
    const allowed = read('.dockerignore')
      .split('\n')
      .filter(line => line.startsWith('!'))
      .map(line => line.slice(1));
    const copied = of('COPY')
      .filter(rest => !rest.includes('--from=') && rest !== '. .')
      .flatMap(rest =>
        rest
          .split(' ')
          .filter(part => !part.startsWith('--'))
          .slice(0, -1),
      );
    for (const path of copied) {
      expect(
        allowed.some(
          entry =>
            entry.split('/')[0] === path.replace(/^\.\//, '').split('/')[0],
        ),
      ).toBe(true);
    }
  });
});
