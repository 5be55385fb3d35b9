/** Absolute addresses that the sandbox puts into its answers. */
export class Urls {
  /** For example `http://localhost:3030`. */
  readonly base: string;
  readonly api: string;
  readonly graphql: string;
  readonly raw: string;

  constructor(baseUrl: string) {
    this.base = baseUrl.replace(/\/+$/, '');
    this.api = `${this.base}/api/v3`;
    this.graphql = `${this.base}/api/graphql`;
    this.raw = `${this.base}/raw`;
  }

  account(login: string): string {
    return `${this.base}/${login}`;
  }

  avatar(login: string): string {
    return `${this.base}/assets/avatars/${login}.svg`;
  }

  repository(record: { owner: string; name: string }): string {
    return `${this.base}/${record.owner}/${record.name}`;
  }

  repositoryApi(record: { owner: string; name: string }): string {
    return `${this.api}/repos/${record.owner}/${record.name}`;
  }

  ssh(record: { owner: string; name: string }): string {
    return `git@${new URL(this.base).hostname}:${record.owner}/${
      record.name
    }.git`;
  }
}

/** Encodes a file path or branch for a URL; slashes stay. */
export function encodePath(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}
