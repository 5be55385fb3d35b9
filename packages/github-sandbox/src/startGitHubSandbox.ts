import { once } from 'node:events';
import { createServer } from 'node:http';
import { AddressInfo } from 'node:net';
import { SandboxContext } from './context';
import { FaultRegistry } from './faults/FaultRegistry';
import { RequestJournal } from './faults/RequestJournal';
import { GITHUB_LIMITS, RateLimiter, RateLimits } from './limits/RateLimiter';
import { createOrganization, createUser } from './operations/accounts';
import { reconcile } from './operations/reconcile';
import { createRepository } from './operations/repositories';
import { seed } from './seed/seed';
import { createApp } from './server';
import { Store } from './store/Store';
import { toSeconds } from './git/objects';
import {
  OrganizationAccount,
  RepositoryRecord,
  UserAccount,
  Visibility,
} from './types';
import { Urls } from './urls';
import {
  WebhookDelivery,
  WebhookSender,
  WebhookTarget,
} from './webhooks/WebhookSender';

/** How a sandbox is started. */
export interface GitHubSandboxOptions {
  /** Where repositories and metadata lie. Created when it does not exist. */
  dataDir: string;
  /** 0, the default, takes a free one. */
  port?: number;
  /** Interface to listen on. Default `127.0.0.1`. */
  host?: string;
  /** Address that answers carry. Default `http://localhost:<port>`. */
  baseUrl?: string;
  /** Milliseconds since the epoch. Default `Date.now`. */
  clock?: () => number;
  /** Receivers of the events of all repositories. */
  webhooks?: WebhookTarget[];
  /** Login by token. A token that is not listed belongs to `guest`. */
  tokens?: Record<string, string>;
  /** Tokens that are refused with 401. Default `['bad']`. */
  badTokens?: string[];
  /** Changes to GitHub's limits. */
  limits?: Partial<RateLimits>;
  /** Largest body of an API request in bytes. Default 64 MiB. */
  maxJsonBytes?: number;
  /** Largest push in bytes. Default 256 MiB. */
  maxPushBytes?: number;
  /** Receives one line per problem. Default: nothing is logged. */
  log?: (message: string) => void;
}

/** Files of a repository that {@link GitHubSandbox.createRepository} makes. */
export interface NewSandboxRepository {
  owner: string;
  name: string;
  description?: string;
  visibility?: Visibility;
  topics?: string[];
  archived?: boolean;
  /** Content by path; absent or empty gives an empty repository. */
  files?: Record<string, string | Buffer>;
  defaultBranch?: string;
  message?: string;
}

/** A running sandbox. */
export interface GitHubSandbox {
  /** For example `http://localhost:3030`. */
  readonly url: string;
  /** `<url>/api/v3` */
  readonly apiBaseUrl: string;
  /** `<url>/raw` */
  readonly rawBaseUrl: string;
  readonly port: number;
  readonly faults: FaultRegistry;
  readonly requests: RequestJournal;
  /** Deliveries of webhooks so far, oldest first. */
  deliveries(): WebhookDelivery[];
  /** Resolves when no delivery is under way. */
  webhooksSettled(): Promise<void>;
  createUser(input: { login: string; name?: string }): Promise<UserAccount>;
  createOrganization(input: {
    login: string;
    name?: string;
    description?: string;
    /** Default: `guest`. */
    members?: string[];
    teams?: Array<{ slug: string; name: string; members?: string[] }>;
  }): Promise<OrganizationAccount>;
  createRepository(input: NewSandboxRepository): Promise<RepositoryRecord>;
  /** Stops listening and waits for deliveries under way. */
  close(): Promise<void>;
}

/**
 * Starts a local GitHub.
 *
 * @throws when the port is taken, or git is missing.
 */
export async function startGitHubSandbox(
  options: GitHubSandboxOptions,
): Promise<GitHubSandbox> {
  const clock = options.clock ?? Date.now;
  const log = options.log ?? (() => {});

  // The port comes first: of two sandboxes on one data directory and port,
  // the second must fail before it touches a file.
  const server = createServer();
  let handler: ReturnType<typeof createApp> | undefined;
  server.on('request', (req, res) => {
    if (handler) {
      handler(req, res);
    } else {
      res.writeHead(503, { 'retry-after': '1' }).end();
    }
  });
  // Node's 5 s let a busy machine reset a connection that a client reuses.
  server.keepAliveTimeout = 65_000;
  server.listen(options.port ?? 0, options.host ?? '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const urls = new Urls(options.baseUrl ?? `http://localhost:${port}`);

  try {
    const context: SandboxContext = {
      store: await Store.open({
        dataDir: options.dataDir,
        now: toSeconds(clock()),
        warn: log,
      }),
      urls,
      webhooks: new WebhookSender({ targets: options.webhooks ?? [], clock }),
      limiter: new RateLimiter(clock, { ...GITHUB_LIMITS, ...options.limits }),
      faults: new FaultRegistry(),
      journal: new RequestJournal(),
      clock,
      log,
      tokens: options.tokens ?? {},
      badTokens: options.badTokens ?? ['bad'],
      maxJsonBytes: options.maxJsonBytes ?? 64 * 1024 * 1024,
      maxPushBytes: options.maxPushBytes ?? 256 * 1024 * 1024,
    };
    await seed({
      ...context,
      webhooks: new WebhookSender({ targets: [], clock }),
    });
    await reconcile(context);
    handler = createApp(context);

    return {
      url: urls.base,
      apiBaseUrl: urls.api,
      rawBaseUrl: urls.raw,
      port,
      faults: context.faults,
      requests: context.journal,
      deliveries: () => context.webhooks.deliveries(),
      webhooksSettled: () => context.webhooks.settled(),
      createUser: input => createUser(context, input),
      createOrganization: input =>
        createOrganization(context, { members: ['guest'], ...input }),
      createRepository: input => seedRepository(context, input),
      close: async () => {
        server.close();
        server.closeAllConnections();
        await once(server, 'close');
        await context.webhooks.settled();
      },
    };
  } catch (error) {
    server.close();
    throw error;
  }
}

async function seedRepository(
  context: SandboxContext,
  input: NewSandboxRepository,
): Promise<RepositoryRecord> {
  const { owner, files, ...rest } = input;
  const account = context.store.getAccount(owner);
  if (!account) {
    throw new Error(`There is no account '${owner}'`);
  }
  const sender =
    account.type === 'User' ? account : context.store.getAccount('guest');
  return createRepository(context, sender as UserAccount, account, {
    ...rest,
    files: Object.entries(files ?? {}).map(([path, content]) => ({
      path,
      content: Buffer.from(content as string),
    })),
  });
}
