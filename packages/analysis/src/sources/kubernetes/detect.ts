const API_VERSION = /^(?:- )?["']?apiVersion["']?[ \t]*:[ \t]*["']?([^\s"'#]+)/;
const KIND = /^(?: {2})?["']?kind["']?[ \t]*:[ \t]*["']?[A-Z]/;
const JSON_OBJECT =
  /^\s*\{[^{}[\]]{0,400}"apiVersion"\s*:\s*"(?!backstage)[^"]+"[^{}[\]]{0,400}"kind"\s*:|^\s*\{[^{}[\]]{0,400}"kind"\s*:[^{}[\]]{0,400}"apiVersion"\s*:\s*"(?!backstage)/;

/** Whether a text holds Kubernetes objects, or a kustomization of them. */
export function isKubernetes(text: string): boolean {
  if (JSON_OBJECT.test(text.slice(0, 2000))) return true;
  let version: string | undefined;
  let kind = false;
  for (const line of lines(text)) {
    if (line.startsWith('---')) {
      version = undefined;
      kind = false;
    }
    version ??= API_VERSION.exec(line)?.[1];
    kind ||= KIND.test(line);
    if (version && kind) return !/^backstage\.io\//.test(version);
  }
  return false;
}

function* lines(text: string): Generator<string> {
  for (let start = 0; start < text.length; ) {
    let end = text.indexOf('\n', start);
    if (end < 0) end = text.length;
    yield text.slice(start, Math.min(end, start + 200));
    start = end + 1;
  }
}
