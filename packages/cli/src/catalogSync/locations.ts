/** A place in a repository, as an entity's location names it. */
export interface GithubPlace {
  host: string;
  owner: string;
  repo: string;
  /** Branch and path together: a branch may have slashes. */
  rest: string;
}

/**
 * A location in the one form that can be compared: discovery names a file with `blob`, the reader of URLs with `tree`, and
 * GitHub tells no capitals apart in owners and repositories.
 */
export function normalizeLocation(location: string): string {
  const url = location.replace(/^url:/, '');
  const place = parsePlace(url);
  if (!place) {
    return url;
  }
  const { host, owner, repo, rest } = place;
  return `${`${host}/${owner}/${repo}`.toLowerCase()}/${rest}`;
}

/** Undefined for what is no file of a repository. */
export function parsePlace(location: string): GithubPlace | undefined {
  const url = location.replace(/^url:/, '');
  if (!URL.canParse(url)) {
    return undefined;
  }
  const { host, pathname } = new URL(url);
  const match = /^\/([^/]+)\/([^/]+)\/(?:blob|tree|raw|edit)\/(.+)$/.exec(
    pathname,
  );
  return match
    ? {
        host,
        owner: match[1],
        repo: match[2],
        rest: decodeURIComponentOrSame(match[3]),
      }
    : undefined;
}

function decodeURIComponentOrSame(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
