/** https://git-scm.com/docs/protocol-common#_pkt_line_format */
export const FLUSH = Buffer.from('0000');

export function encodePktLine(text: string): Buffer {
  const body = Buffer.from(text);
  const length = (body.length + 4).toString(16).padStart(4, '0');
  return Buffer.concat([Buffer.from(length), body]);
}

/**
 * The lines of a pkt-line stream, without flush packets.
 *
 * @throws Error when the stream is cut or is no pkt-line stream
 */
export function decodePktLines(stream: Buffer): Buffer[] {
  const lines: Buffer[] = [];
  let position = 0;
  while (position < stream.length) {
    const header = stream.toString('latin1', position, position + 4);
    if (!/^[0-9a-f]{4}$/i.test(header)) {
      throw new Error('The answer is not in the format of the git protocol');
    }
    const length = parseInt(header, 16);
    if (length < 4) {
      position += 4;
      continue;
    }
    if (position + length > stream.length) {
      throw new Error('The answer was cut off');
    }
    lines.push(stream.subarray(position + 4, position + length));
    position += length;
  }
  return lines;
}
