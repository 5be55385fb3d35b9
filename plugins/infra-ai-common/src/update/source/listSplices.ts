import { isNode, isScalar, type YAMLSeq } from 'yaml';
import { insertFlow } from './mapSplices';
import {
  cutLines,
  endOf,
  insertLines,
  lineStart,
  nextLine,
  opensLine,
  skipInnerComments,
  type Splice,
} from './positions';
import { renderFlow, renderScalar } from './render';
import type { TextStyle } from './style';

/** Appends entries in the style of those that are there. */
export function appendItems(
  text: string,
  list: YAMLSeq,
  items: string[],
  style: TextStyle,
): Splice | undefined {
  if (list.flow) {
    return insertFlow(text, list, json =>
      items.map(item => renderFlow(item, json)).join(', '),
    );
  }
  const last = list.items.at(-1);
  const dash = dashOf(list, list.items.length - 1);
  if (dash === undefined || !isNode(last) || !last.range) {
    return undefined;
  }
  const column = dash - lineStart(text, dash);
  const gap = text.slice(dash + 1).match(/^ */)![0] || ' ';
  const like = isScalar(last) ? last.type : undefined;
  const lines = items.map(
    item => `${' '.repeat(column)}-${gap}${renderScalar(item, style, like)}`,
  );
  const at = skipInnerComments(text, nextLine(text, endOf(last)), column);
  return insertLines(text, at, lines.join(style.lineEnding), style.lineEnding);
}

/** Takes one entry out of a list that has others; its line goes with it. */
export function cutItem(
  text: string,
  list: YAMLSeq,
  index: number,
): Splice | undefined {
  const item = list.items[index];
  if (!isNode(item) || !item.range) {
    return undefined;
  }
  if (list.flow) {
    const [before, after] = [list.items[index - 1], list.items[index + 1]];
    if (isNode(after) && after.range) {
      return { from: item.range[0], to: after.range[0], text: '' };
    }
    return isNode(before) && before.range
      ? { from: before.range[1], to: item.range[1], text: '' }
      : undefined;
  }
  const dash = dashOf(list, index);
  if (dash === undefined || !opensLine(text, dash)) {
    return undefined;
  }
  return cutLines(text, lineStart(text, dash), nextLine(text, endOf(item)));
}

function dashOf(list: YAMLSeq, index: number): number | undefined {
  const token = list.srcToken;
  if (token?.type !== 'block-seq') {
    return undefined;
  }
  // A comment behind the last entry is an entry of its own for the tokenizer, without a dash.
  const dashes = token.items.flatMap(({ start }) =>
    start.filter(({ type }) => type === 'seq-item-ind'),
  );
  return dashes[index]?.offset;
}
