import type { UrlReaderService } from '@backstage/backend-plugin-api';
import { InputError, NotFoundError, isError } from '@backstage/errors';
import type { ScmIntegrationRegistry } from '@backstage/integration';
import {
  checkPath,
  isInfrastructureFile,
  statesInfrastructure,
  type SkippedFile,
} from '@infra-ai/files';
import { withCode } from '@infra-ai/backstage-plugin-infra-ai-common';
import { StatusError } from '../problems';
import {
  nothingIn,
  toNotes,
  tooMuch,
  toSorted,
  type FileLimits,
  type PreparedFiles,
} from './prepareFiles';

const TIMEOUT_MS = 60_000;

/** How GitHub, GitLab and Bitbucket show one file. */
const ONE_FILE = /\/(?:blob|raw|src)\/.*\/[^/]+\.[^/.]+$/;

/**
 * Reads what a repository says of infrastructure, with the credentials of the portal's integrations: whoever has the
 * permission `infra-ai.repository.read` reads what those may.
 */
export class RepositoryReader {
  readonly #urlReader: UrlReaderService;
  readonly #integrations: ScmIntegrationRegistry;
  readonly #limits: FileLimits;

  constructor(options: {
    urlReader: UrlReaderService;
    integrations: ScmIntegrationRegistry;
    limits: FileLimits;
  }) {
    this.#urlReader = options.urlReader;
    this.#integrations = options.integrations;
    this.#limits = options.limits;
  }

  /**
   * @throws InputError for a URL that no integration covers or a repository with nothing to read, NotFoundError,
   *   413 for too much, 502 and 504 for a host that fails
   */
  async read(
    source: { url: string; entityRef?: string },
    signal: AbortSignal,
  ): Promise<PreparedFiles> {
    const url = this.#check(source.url);
    const timeout = AbortSignal.timeout(TIMEOUT_MS);
    const both = AbortSignal.any([signal, timeout]);
    // Not every reader minds the signal.
    const aborted = new Promise<never>((_, reject) =>
      both.addEventListener('abort', () => reject(both.reason), {
        once: true,
      }),
    );
    const skipped: SkippedFile[] = [];
    const work = ONE_FILE.test(new URL(url).pathname)
      ? this.#readFile(url, both)
      : this.#readTree(url, both, skipped);
    let read;
    try {
      read = await Promise.race([work, aborted]);
    } catch (error) {
      signal.throwIfAborted();
      throw toError(error, timeout.aborted);
    }
    if (!read.files.size) {
      throw new InputError(nothingIn('repository', skipped));
    }
    return {
      files: toSorted(read.files),
      origin: {
        type: 'repository',
        url,
        etag: read.etag,
        entityRef: source.entityRef,
      },
      notes: toNotes(skipped),
    };
  }

  #check(given: string): string {
    const url = new URL(given);
    if (url.username || url.password) {
      throw withCode(
        new InputError(
          'Leave user name and password out of the URL: the portal reads with its own integration.',
        ),
        'repository-credentials',
      );
    }
    if (!this.#integrations.byUrl(url)) {
      throw withCode(
        new InputError(
          `No integration of this portal covers ${url.host}. Give a repository of one that does, or send its files as an archive; an administrator can add one under "integrations".`,
        ),
        'repository-no-integration',
        { host: url.host },
      );
    }
    return url.href;
  }

  async #readTree(url: string, signal: AbortSignal, skipped: SkippedFile[]) {
    const { count, fileBytes, totalBytes } = this.#limits;
    let wanted = 0;
    let wantedBytes = 0;
    const tree = await this.#urlReader.readTree(url, {
      signal,
      filter: (path, info) => {
        if (!isInfrastructureFile(path)) {
          return false;
        }
        const bytes = info?.size ?? 0;
        if (bytes > fileBytes) {
          skipped.push({
            path,
            why: `is larger than ${fileBytes.toLocaleString('en-US')} bytes`,
          });
          return false;
        }
        wanted++;
        wantedBytes += bytes;
        // An error here would be nobody's: the reader calls from a stream. What is over is seen below.
        return wanted <= count && wantedBytes <= totalBytes;
      },
    });
    const files = new Map<string, Uint8Array>();
    let total = 0;
    for (const file of await tree.files()) {
      const content = await file.content();
      total += content.byteLength;
      if (total > totalBytes) {
        throw tooMuch(this.#limits);
      }
      if (statesInfrastructure(file.path, content)) {
        files.set(checkPath(file.path), content);
      }
    }
    if (wanted > count || wantedBytes > totalBytes) {
      throw tooMuch(this.#limits);
    }
    return { files, etag: tree.etag as string | undefined };
  }

  async #readFile(url: string, signal: AbortSignal) {
    const response = await this.#urlReader.readUrl(url, { signal });
    const content = await response.buffer();
    if (content.byteLength > this.#limits.fileBytes) {
      throw tooMuch({ ...this.#limits, totalBytes: this.#limits.fileBytes });
    }
    const name = decodeURIComponent(new URL(url).pathname.split('/').at(-1)!);
    return {
      files: new Map<string, Uint8Array>([[checkPath(name), content]]),
      etag: response.etag,
    };
  }
}

function toError(error: unknown, isTimeout: boolean): Error {
  if (isTimeout) {
    return withCode(
      new StatusError(
        504,
        'TimeoutError',
        `The repository was not read within ${
          TIMEOUT_MS / 1000
        } seconds. Give one of its folders, or try again.`,
      ),
      'repository-timeout',
      { seconds: TIMEOUT_MS / 1000 },
    );
  }
  if (error instanceof StatusError || error instanceof InputError) {
    return error;
  }
  if (isError(error) && error.name === 'NotFoundError') {
    return withCode(
      new NotFoundError(
        'There is no such repository or folder, or the integration of this portal may not read it.',
      ),
      'repository-missing',
    );
  }
  return new StatusError(
    502,
    'ServiceUnavailableError',
    `The repository could not be read: ${
      isError(error) ? error.message : 'unknown error'
    }`.slice(0, 1_000),
  );
}
