/** One entry of `errors` in a 422 answer of GitHub. */
export interface ValidationProblem {
  resource: string;
  code: 'custom' | 'invalid' | 'missing' | 'missing_field' | 'already_exists';
  field?: string;
  message?: string;
}

/** An answer that GitHub gives on purpose: its status, message and error list. */
export class GitHubError extends Error {
  readonly status: number;
  readonly problems?: ValidationProblem[];
  readonly headers: Record<string, string>;

  constructor(
    status: number,
    message: string,
    options: {
      problems?: ValidationProblem[];
      headers?: Record<string, string>;
    } = {},
  ) {
    super(message);
    this.name = 'GitHubError';
    this.status = status;
    this.problems = options.problems;
    this.headers = options.headers ?? {};
  }

  /** The JSON body as GitHub sends it; `status` is a string there. */
  toBody() {
    return {
      message: this.message,
      ...(this.problems && { errors: this.problems }),
      documentation_url: 'https://docs.github.com/rest',
      status: String(this.status),
    };
  }
}

export const notFound = () => new GitHubError(404, 'Not Found');

export const validationFailed = (
  problems: ValidationProblem[],
  message = 'Validation Failed',
) => new GitHubError(422, message, { problems });

export const emptyRepository = () =>
  new GitHubError(409, 'Git Repository is empty.');
