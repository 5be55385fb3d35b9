import {
  detectDiagram,
  diagramFormats,
  type DiagramFormat,
} from '../sources/diagram/formats';

/**
 * The formats the analyzer reads.
 *
 * @public
 */
export type SourceFormat = 'docker-compose' | 'prose' | DiagramFormat;

/** @public */
export const sourceFormats: readonly SourceFormat[] = [
  'docker-compose',
  'prose',
  ...diagramFormats,
];

const COMPOSE_NAME =
  /(?:^|\/)(?:docker-)?compose[^/]*\.ya?ml$|(?:^|\/)[^/]*compose[^/]*\.ya?ml$/i;
const PROSE_NAME = /\.(?:md|markdown|mdx|txt|text|adoc|rst)$|(?:^|\/)README$/i;
const SERVICE_KEY =
  /^[ \t]+["']?(?:image|build|depends_on|container_name|environment|ports|extends|networks|deploy|command|<<)["']?[ \t]*:/;
const TOP_KEY = /^["']?[\w.-]{1,100}["']?[ \t]*:[ \t]*(?:#.*|&\w+)?$/;
const SERVICES_KEY = /^["']?services["']?[ \t]*:/;
const FLOW_SERVICES = /^\s{0,100}\{[^{}]{0,200}["']?services["']?\s?:\s?\{/;

/** Whether a text reads as a compose file; line by line, so that no text makes it slow. */
function looksLikeCompose(text: string): { services: boolean; top: boolean } {
  if (FLOW_SERVICES.test(text)) return { services: true, top: false };
  let inServices = false;
  let below: string | undefined;
  let top = false;
  let start = 0;
  while (start < text.length) {
    let end = text.indexOf('\n', start);
    if (end < 0) end = text.length;
    const line = text.slice(start, Math.min(end, start + 300)).trimEnd();
    start = end + 1;
    if (!line || line.trimStart().startsWith('#')) continue;
    if (!/^[ \t]/.test(line)) {
      inServices = SERVICES_KEY.test(line);
      if (inServices && line.includes('{')) return { services: true, top };
      below = TOP_KEY.test(line) ? line : undefined;
      continue;
    }
    if (!SERVICE_KEY.test(line)) continue;
    if (inServices) return { services: true, top };
    if (below && /^\s+["']?(?:image|build)/.test(line)) top = true;
  }
  return { services: false, top };
}

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
  const compose = looksLikeCompose(text);
  if (compose.services) {
    // A Markdown page that shows a compose file is a page.
    return path && PROSE_NAME.test(path) ? 'prose' : 'docker-compose';
  }
  const diagram = detectDiagram(text, path);
  if (diagram) return diagram;
  if (!path) return compose.top ? 'docker-compose' : 'prose';
  if (COMPOSE_NAME.test(path)) return 'docker-compose';
  if (PROSE_NAME.test(path)) return 'prose';
  return /^[^/]*\.\w+$|\/[^/]*\.\w+$/.test(path) ? undefined : 'prose';
}
