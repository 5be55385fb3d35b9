import { Request, Response } from 'express';
import { SandboxContext } from '../context';
import { GitHubError, validationFailed } from '../errors';
import { Viewer } from '../types';

/** What middleware found out about a request. */
export interface SandboxLocals {
  requestId: string;
  viewer: Viewer;
  /** A fault asked to hide what this request creates. */
  hideCreatedForMs?: number;
}

export function locals(res: Response): SandboxLocals {
  return res.locals as SandboxLocals;
}

export type Body = Record<string, unknown>;

/** The JSON object in the body; an absent body is an empty one. */
export function jsonBody(req: Request): Body {
  const raw = req.body as unknown;
  if (!Buffer.isBuffer(raw) || raw.length === 0) {
    return {};
  }
  let value: unknown;
  try {
    value = JSON.parse(raw.toString('utf8'));
  } catch {
    throw new GitHubError(400, 'Problems parsing JSON');
  }
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    throw new GitHubError(400, 'Body should be a JSON object');
  }
  return value as Body;
}

/** Reads typed fields of a body; a wrong type is GitHub's 422. */
export class Fields {
  constructor(private readonly body: Body, private readonly resource: string) {}

  string(field: string): string | undefined {
    const value = this.body[field];
    if (value === undefined || value === null) {
      return undefined;
    }
    if (typeof value !== 'string') {
      throw this.invalid(field);
    }
    return value;
  }

  requiredString(field: string): string {
    const value = this.string(field);
    if (!value) {
      throw validationFailed([
        { resource: this.resource, code: 'missing_field', field },
      ]);
    }
    return value;
  }

  boolean(field: string): boolean | undefined {
    const value = this.body[field];
    if (value === undefined || value === null) {
      return undefined;
    }
    if (typeof value !== 'boolean') {
      throw this.invalid(field);
    }
    return value;
  }

  strings(field: string): string[] | undefined {
    const value = this.body[field];
    if (value === undefined || value === null) {
      return undefined;
    }
    if (!Array.isArray(value) || value.some(item => typeof item !== 'string')) {
      throw this.invalid(field);
    }
    return value as string[];
  }

  object(field: string): Body | undefined {
    const value = this.body[field];
    if (value === undefined || value === null) {
      return undefined;
    }
    if (typeof value !== 'object' || Array.isArray(value)) {
      throw this.invalid(field);
    }
    return value as Body;
  }

  oneOf<T extends string>(field: string, allowed: readonly T[]): T | undefined {
    const value = this.string(field);
    if (value !== undefined && !allowed.includes(value as T)) {
      throw this.invalid(field);
    }
    return value as T | undefined;
  }

  invalid(field: string): GitHubError {
    return validationFailed([
      { resource: this.resource, code: 'invalid', field },
    ]);
  }
}

export function queryString(req: Request, name: string): string | undefined {
  const value = req.query[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

export interface Page {
  page: number;
  perPage: number;
}

/** `page` and `per_page` (30, at most 100). */
export function pageOf(req: Request): Page {
  const number = (name: string, fallback: number) => {
    const value = Number(queryString(req, name));
    return Number.isInteger(value) && value > 0 ? value : fallback;
  };
  return {
    page: number('page', 1),
    perPage: Math.min(number('per_page', 30), 100),
  };
}

/** The asked-for page of a list; sets the `Link` header. */
export function paginate<T>(
  context: SandboxContext,
  req: Request,
  res: Response,
  items: T[],
): T[] {
  const { page, perPage } = pageOf(req);
  const last = Math.max(1, Math.ceil(items.length / perPage));
  const link = (target: number, rel: string) => {
    const url = new URL(context.urls.base + req.originalUrl);
    url.searchParams.set('page', String(target));
    return `<${url}>; rel="${rel}"`;
  };
  const links = [
    ...(page > 1 ? [link(page - 1, 'prev'), link(1, 'first')] : []),
    ...(page < last ? [link(page + 1, 'next'), link(last, 'last')] : []),
  ];
  if (links.length > 0) {
    res.setHeader('link', links.join(', '));
  }
  return items.slice((page - 1) * perPage, page * perPage);
}
