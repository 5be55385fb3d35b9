const PAGE = /\.(?:md|markdown|mdx|txt|text|adoc|rst)$|(?:^|\/)README$/i;
const SERVICE_KEY =
  /^[ \t]+["']?(?:image|build|depends_on|container_name|environment|ports|extends|networks|deploy|command|<<)["']?[ \t]*:/;
const TOP_KEY = /^["']?[\w.-]{1,100}["']?[ \t]*:[ \t]*(?:#.*|&\w+)?$/;
const SERVICES_KEY = /^["']?services["']?[ \t]*:/;
const FLOW_SERVICES = /^\s{0,100}\{[^{}]{0,200}["']?services["']?\s?:\s?\{/;

/**
 * Whether a text is a compose file. A page that shows one is a page, and services at the top, as in the first version
 * of the format, are only believed of a text that no file name says anything about.
 */
export function isCompose(text: string, path?: string): boolean {
  if (path && PAGE.test(path)) return false;
  const { services, top } = servicesOf(text);
  return services || (top && !path);
}

/** Where a text has services; line by line, so that no text makes it slow. */
function servicesOf(text: string): { services: boolean; top: boolean } {
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
