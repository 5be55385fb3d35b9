import { spawn } from 'node:child_process';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import Router from 'express-promise-router';
import { readableRepository } from '../auth';
import { SandboxContext } from '../context';
import { notFound } from '../errors';
import { readCommit } from '../git/objects';
import { readDefaultBranch } from '../git/refs';
import { gitEnvironment } from '../git/run';
import { locals } from './request';

/** Source archives, which URL readers use to read a whole tree. */
export function createArchiveRouter(context: SandboxContext) {
  const router = Router();

  for (const [name, format, type] of [
    ['tarball', 'tar.gz', 'application/x-gzip'],
    ['zipball', 'zip', 'application/zip'],
  ]) {
    const path = `/repos/:owner/:repo/${name}`;
    router.get([path, `${path}/*`], async (req, res) => {
      const { owner, repo } = req.params as Record<string, string>;
      const { viewer } = locals(res);
      const record = readableRepository(context, viewer, owner, repo);
      const gitDir = context.store.gitDir(record);
      const ref = (req.params as Record<string, string>)[0];
      const commit = await readCommit(
        gitDir,
        ref || (await readDefaultBranch(gitDir)),
      );
      if (!commit) {
        throw notFound();
      }
      const root = `${record.owner}-${record.name}-${commit.oid.slice(0, 7)}`;
      const child = spawn(
        'git',
        [
          `--git-dir=${gitDir}`,
          'archive',
          `--format=${format}`,
          `--prefix=${root}/`,
          commit.oid,
        ],
        { env: gitEnvironment(), stdio: ['ignore', 'pipe', 'ignore'] },
      );
      res.on('close', () => child.kill());
      res.type(type);
      res.setHeader(
        'content-disposition',
        `attachment; filename=${root}.${format}`,
      );
      await pipeline(child.stdout as Readable, res);
    });
  }

  return router;
}
