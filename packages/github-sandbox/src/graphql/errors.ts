import { GraphQLError, GraphQLFormattedError } from 'graphql';

export type GraphqlErrorType =
  | 'NOT_FOUND'
  | 'FORBIDDEN'
  | 'UNPROCESSABLE'
  | 'STALE_DATA'
  | 'RATE_LIMITED'
  | 'EXCESSIVE_PAGINATION'
  | 'MISSING_PAGINATION_BOUNDARIES';

export function graphqlError(type: GraphqlErrorType, message: string) {
  return new GraphQLError(message, { extensions: { type } });
}

/** GitHub puts `type` beside `message`, not into `extensions`. */
export function formatError(error: GraphQLError): GraphQLFormattedError & {
  type?: string;
} {
  const { message, path, locations } = error;
  const type = error.extensions?.type;
  return {
    ...(typeof type === 'string' && { type }),
    ...(path && { path }),
    ...(locations && { locations }),
    message,
  };
}
