/** A diagram inside a page, with the offset of its first character. */
export interface Block {
  text: string;
  start: number;
}

const FENCE = /^([ \t]{0,12})(`{3,}|~{3,}|:{3,})[ \t]*\{?\.?([\w-]*)[^\n]*$/;
const MAX_BLOCKS = 50;

/**
 * Fenced blocks of a Markdown page in one of these languages. A page without any is itself the block when `whole`
 * says so.
 */
export function fencedBlocks(
  page: string,
  languages: ReadonlySet<string>,
): Block[] {
  const blocks: Block[] = [];
  let open: { marker: string; start: number; wanted: boolean } | undefined;
  let at = 0;
  while (at <= page.length && blocks.length < MAX_BLOCKS) {
    const end = page.indexOf('\n', at);
    const stop = end < 0 ? page.length : end;
    const line = page.slice(at, Math.min(stop, at + 200)).replace(/\r$/, '');
    const fence = FENCE.exec(line);
    if (fence && !open) {
      open = {
        marker: fence[2],
        start: stop + 1,
        wanted: languages.has(fence[3].toLowerCase()),
      };
    } else if (open && fence && fence[2].startsWith(open.marker) && !fence[3]) {
      if (open.wanted) {
        blocks.push({ text: page.slice(open.start, at), start: open.start });
      }
      open = undefined;
    }
    if (end < 0) break;
    at = end + 1;
  }
  if (open?.wanted && open.start < page.length) {
    blocks.push({ text: page.slice(open.start), start: open.start });
  }
  return blocks;
}
