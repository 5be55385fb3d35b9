import { SandboxContext } from '../context';
import { GitHubError } from '../errors';
import { html, layout } from './layout';

const HINTS: Record<number, string> = {
  404: 'There is no such page, or no such owner, repository, branch or file.',
  403: 'This is not allowed.',
};

export function errorPage(context: SandboxContext, error: GitHubError): string {
  return layout(context, {
    title: String(error.status),
    body: html`<h1>${error.status}</h1>
      <p>${HINTS[error.status] ?? error.message}</p>
      <p><a href="/">All repositories</a></p>`,
  });
}
