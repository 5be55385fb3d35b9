import { Request, Response } from 'express';
import {
  buildSchema,
  DocumentNode,
  execute,
  getOperationAST,
  GraphQLError,
  GraphQLSchema,
  parse,
  validate,
} from 'graphql';
import { SandboxContext } from '../context';
import { GitHubError } from '../errors';
import { jsonBody, locals } from '../rest/request';
import { UserAccount } from '../types';
import {
  findRepository,
  organizationNode,
  ownerNode,
  userNode,
} from './accounts';
import { createCommitOnBranch } from './createCommitOnBranch';
import { formatError, graphqlError } from './errors';
import {
  createPullRequestMutation,
  updatePullRequestMutation,
} from './pullRequests';
import {
  createRefMutation,
  deleteRefMutation,
  updateRefMutation,
} from './refMutations';
import { SDL } from './schema';

let schema: GraphQLSchema | undefined;

function getSchema(): GraphQLSchema {
  schema ??= buildSchema(SDL);
  return schema;
}

/** Bounds the work that one document can ask for. */
const MAX_TOKENS = 20_000;

/** `POST /api/graphql` */
export function createGraphqlHandler(context: SandboxContext) {
  // Not in the first query's time, and not in that of the start either.
  setImmediate(getSchema);

  return async (req: Request, res: Response) => {
    const { viewer } = locals(res);
    if (!viewer) {
      throw new GitHubError(
        401,
        'This endpoint requires you to be authenticated.',
      );
    }
    const body = jsonBody(req);
    if (typeof body.query !== 'string') {
      throw new GitHubError(
        400,
        'A query attribute must be specified and must be a string.',
      );
    }
    let document: DocumentNode;
    try {
      document = parse(body.query, { maxTokens: MAX_TOKENS });
    } catch (error) {
      res.json({ errors: [formatError(error as GraphQLError)] });
      return;
    }
    const operationName =
      typeof body.operationName === 'string' ? body.operationName : undefined;
    const invalid = validate(getSchema(), document);
    if (invalid.length > 0) {
      res.json({ errors: invalid.map(formatError) });
      return;
    }
    const operation = getOperationAST(document, operationName);
    if (operation?.operation === 'mutation') {
      context.limiter.consumeContent(viewer.login);
    }
    const result = await execute({
      schema: getSchema(),
      document,
      operationName,
      variableValues: (body.variables ?? {}) as Record<string, unknown>,
      rootValue: rootValue(context, viewer),
    });
    for (const error of result.errors ?? []) {
      if (error.originalError && !isExpected(error)) {
        context.log(`GraphQL: ${error.originalError.stack}`);
      }
    }
    res.json({
      ...(result.data !== undefined && { data: result.data }),
      ...(result.errors && { errors: result.errors.map(formatError) }),
    });
  };
}

function isExpected(error: GraphQLError): boolean {
  return (
    error.originalError instanceof GraphQLError ||
    error.originalError instanceof GitHubError
  );
}

function rootValue(context: SandboxContext, viewer: UserAccount) {
  const unresolved = (type: string, login: string) =>
    graphqlError(
      'NOT_FOUND',
      `Could not resolve to ${type} with the login of '${login}'.`,
    );
  const mutation =
    <I, R>(run: (c: SandboxContext, v: UserAccount, input: I) => R) =>
    (args: { input: I }) =>
      run(context, viewer, args.input);
  return {
    viewer: () => userNode(context, viewer, viewer),
    repositoryOwner: ({ login }: { login: string }) => {
      const account = context.store.getAccount(login);
      return account ? ownerNode(context, viewer, account) : null;
    },
    organization: ({ login }: { login: string }) => {
      const account = context.store.getAccount(login);
      if (account?.type !== 'Organization') {
        throw unresolved('an Organization', login);
      }
      return organizationNode(context, viewer, account);
    },
    user: ({ login }: { login: string }) => {
      const account = context.store.getAccount(login);
      if (account?.type !== 'User') {
        throw unresolved('a User', login);
      }
      return userNode(context, viewer, account);
    },
    repository: (args: { owner: string; name: string }) =>
      findRepository(context, viewer, args.owner, args.name),
    rateLimit: () => {
      const status = context.limiter.status(viewer.login, 'graphql');
      return {
        ...status,
        cost: 1,
        nodeCount: 0,
        resetAt: new Date(status.reset * 1000).toISOString(),
      };
    },
    createCommitOnBranch: mutation(createCommitOnBranch),
    createRef: mutation(createRefMutation),
    updateRef: mutation(updateRefMutation),
    deleteRef: mutation(deleteRefMutation),
    createPullRequest: mutation(createPullRequestMutation),
    updatePullRequest: mutation(updatePullRequestMutation),
  };
}
