/**
 * The formats the analyzer reads.
 *
 * @public
 */
export type SourceFormat = 'docker-compose' | 'prose';

/** @public */
export const sourceFormats: readonly SourceFormat[] = [
  'docker-compose',
  'prose',
];

const COMPOSE_NAME =
  /(?:^|\/)(?:docker-)?compose[^/]*\.ya?ml$|(?:^|\/)[^/]*compose[^/]*\.ya?ml$/i;
const PROSE_NAME = /\.(?:md|markdown|mdx|txt|text|adoc|rst)$|(?:^|\/)README$/i;
/** `services:` at the start of a line, followed by an indented key */
const SERVICES =
  /^(?:services|["']services["'])\s*:\s*(?:#.*)?(?:\r?\n[ \t]*(?:#.*)?)*\r?\n[ \t]+["']?[\w${][^\n]*:/m;
const FLOW_SERVICES = /^\s*\{[\s\S]{0,200}["']?services["']?\s*:\s*\{/;
const SERVICE_KEY =
  /^[ \t]+["']?(?:image|build|depends_on|container_name|environment|ports|extends|networks|deploy|command|<<)["']?\s*:/m;
/** A service at the top, as in the first version of the format. */
const TOP_SERVICE =
  /^[\w.-]+:\s*\r?\n(?:[ \t]+(?:#.*)?\r?\n)*[ \t]+(?:image|build):/m;

/**
 * The format of a text: its content decides, its file name only where the content is silent. `undefined` is a file
 * that no reader is for.
 *
 * @public
 */
export function detectSource(
  text: string,
  path?: string,
): SourceFormat | undefined {
  if (
    (SERVICES.test(text) && SERVICE_KEY.test(text)) ||
    FLOW_SERVICES.test(text)
  ) {
    // A Markdown page that shows a compose file is a page.
    return path && PROSE_NAME.test(path) ? 'prose' : 'docker-compose';
  }
  if (!path) return TOP_SERVICE.test(text) ? 'docker-compose' : 'prose';
  if (COMPOSE_NAME.test(path)) return 'docker-compose';
  if (PROSE_NAME.test(path)) return 'prose';
  return /^[^/]*\.\w+$|\/[^/]*\.\w+$/.test(path) ? undefined : 'prose';
}
