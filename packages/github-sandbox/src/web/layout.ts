import { SandboxContext } from '../context';
import { STYLES } from './styles';

/** Markup that is safe to send. */
export class Html {
  constructor(readonly text: string) {}
}

const ESCAPES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, character => ESCAPES[character]);
}

type Value = Html | Html[] | string | number | undefined | false;

/** Template tag: every value is escaped unless it is {@link Html} already. */
export function html(strings: TemplateStringsArray, ...values: Value[]): Html {
  const parts = strings.map((text, index) => text + render(values[index]));
  return new Html(parts.join(''));
}

function render(value: Value): string {
  if (value === undefined || value === false) {
    return '';
  }
  if (Array.isArray(value)) {
    return value.map(item => item.text).join('');
  }
  return value instanceof Html ? value.text : escapeHtml(String(value));
}

/** A whole page. */
export function layout(
  context: SandboxContext,
  page: { title: string; crumbs?: Html; body: Html },
): string {
  const { host } = new URL(context.urls.base);
  return `<!doctype html>${
    html`<html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${page.title} · GitHub sandbox</title>
        <link rel="icon" href="data:," />
        <style>
          ${new Html(STYLES)}
        </style>
      </head>
      <body>
        <header>
          <a class="home" href="/">${host}</a>
          <span class="badge" title="Repositories on this machine only"
            >Local GitHub sandbox</span
          >
        </header>
        <main>
          ${page.crumbs && html`<nav class="crumbs">${page.crumbs}</nav>`}
          ${page.body}
        </main>
        <footer>
          Repositories of this machine. Nothing here is sent to github.com.
        </footer>
      </body>
    </html>`.text
  }`;
}
