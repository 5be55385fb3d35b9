import { InputError } from '@backstage/errors';
import {
  getRepoSourceDirectory,
  type ActionContext,
} from '@backstage/plugin-scaffolder-node';
import { CATALOG_FILE } from '@infra-ai/backstage-plugin-infra-ai-common';
import type { PublishConfig } from '../config';
import type { CommitFile } from '../git';
import type { InfraAi } from '../infraAi';
import { checkKinds, findSecrets, readFiles } from '../workspace';

const SHOWN_FINDINGS = 10;

/**
 * The files to publish, checked: not too many or too big, no credentials, only kinds that describe infrastructure.
 *
 * @throws InputError that says which file and what to change; nothing has been sent then
 */
export async function collectFiles(
  ctx: Pick<
    ActionContext<{
      sourcePath?: string;
      analysisId?: string;
      onlyAnalysis?: boolean;
    }>,
    'input' | 'workspacePath' | 'logger' | 'signal' | 'getInitiatorCredentials'
  >,
  repository: { owner: string; repo: string },
  options: { infraAi: InfraAi; config: PublishConfig },
): Promise<CommitFile[]> {
  const { sourcePath, analysisId, onlyAnalysis } = ctx.input;
  const folder = getRepoSourceDirectory(ctx.workspacePath, sourcePath);
  let files = await readFiles(folder, options.config);
  if (files.length === 0 && analysisId && onlyAnalysis) {
    files = await planAgain(ctx, analysisId, repository, options);
  }
  // The catalog file alone may be missing, when later steps were run again after the loss.
  if (analysisId && !files.some(({ path }) => path === CATALOG_FILE)) {
    throw new InputError(
      `There is no ${CATALOG_FILE} of the analysis in ${
        sourcePath || 'the workspace'
      }, so nothing was published. When the task was resumed, its workspace is lost with what earlier steps wrote: start it anew, which goes on with the repository that is there. An administrator can have workspaces kept (scaffolder.taskRecovery.workspaceProvider). Else add the step infra-ai:files to the template`,
    );
  }
  if (files.length === 0) {
    throw new InputError(
      `There are no files to publish in ${sourcePath || 'the workspace'}`,
    );
  }
  checkKinds(files);
  await refuseSecrets(files);
  return files;
}

/**
 * A task that another machine resumes finds the steps before done, but their workspace gone. Only where nothing but the
 * analysis is published does this bring all of it back.
 */
async function planAgain(
  ctx: Pick<ActionContext<{}>, 'logger' | 'signal' | 'getInitiatorCredentials'>,
  analysisId: string,
  { owner, repo }: { owner: string; repo: string },
  options: { infraAi: InfraAi },
): Promise<CommitFile[]> {
  ctx.logger.info(
    'The workspace is empty: the files of the analysis are made again',
  );
  const { files } = await options.infraAi.files(
    { analysisId, owner, repo },
    await ctx.getInitiatorCredentials(),
    ctx.signal,
  );
  return files.map(({ path, content }) => ({
    path,
    mode: '100644',
    content: Buffer.from(content),
  }));
}

async function refuseSecrets(files: CommitFile[]): Promise<void> {
  const findings = await findSecrets(files);
  if (findings.length === 0) {
    return;
  }
  const list = findings
    .slice(0, SHOWN_FINDINGS)
    .map(({ path, line, rule }) => `${path}, line ${line} (${rule})`);
  const more = findings.length - list.length;
  throw new InputError(
    `Nothing was published, because the files hold what looks like credentials: ${list.join(
      '; ',
    )}${
      more > 0 ? ` and ${more} more` : ''
    }. Remove them from the description or the files, and revoke them when they are real`,
  );
}
