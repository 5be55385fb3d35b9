import MarkdownIt from 'markdown-it';
import { Html } from './layout';

// With `html: false` raw HTML is escaped, and markdown-it itself refuses
// javascript: and the like in links: what a repository holds is data.
const markdown = new MarkdownIt({ html: false, linkify: false });

/**
 * Renders a Markdown file. Relative links lead to the file's page, relative
 * images to the raw file.
 */
export function renderMarkdown(
  text: string,
  bases: { page: string; raw: string },
): Html {
  // As on GitHub, comments are not shown.
  const tokens = markdown.parse(text.replace(/<!--.*?-->/gs, ''), {});
  for (const token of tokens.flatMap(item => [
    item,
    ...(item.children ?? []),
  ])) {
    const [attribute, base] =
      token.type === 'image' ? ['src', bases.raw] : ['href', bases.page];
    const value = token.attrGet(attribute);
    if (value && !/^([a-z][a-z\d+.-]*:|[/#])/i.test(value)) {
      token.attrSet(attribute, `${base}${value.replace(/^\.\//, '')}`);
    }
  }
  return new Html(
    `<div class="markdown">${markdown.renderer.render(
      tokens,
      markdown.options,
      {},
    )}</div>`,
  );
}
