import { encodePktLine, FLUSH } from './pktLine';
import { parsePushReport } from './reportStatus';

function band(number: number, content: Buffer | string): Buffer {
  const body = Buffer.concat([
    Buffer.from([number]),
    Buffer.from(content as string),
  ]);
  const length = (body.length + 4).toString(16).padStart(4, '0');
  return Buffer.concat([Buffer.from(length), body]);
}

function report(...lines: string[]): Buffer {
  return Buffer.concat([
    ...lines.map(line => encodePktLine(`${line}\n`)),
    FLUSH,
  ]);
}

describe('parsePushReport', () => {
  it('reads a push that was accepted, spread over packets', () => {
    const lines = report('unpack ok', 'ok refs/heads/main');
    const answer = Buffer.concat([
      band(1, lines.subarray(0, 10)),
      band(2, 'remote: checking\r'),
      band(1, lines.subarray(10)),
      FLUSH,
    ]);

    expect(parsePushReport(answer)).toEqual({
      accepted: true,
      messages: ['remote: checking'],
    });
  });

  it("gives the server's reason and what its hooks say", () => {
    const answer = Buffer.concat([
      band(2, 'error: GH013: Repository rule violations found\n\n'),
      band(
        1,
        report('unpack ok', 'ng refs/heads/main push declined due to rules'),
      ),
      FLUSH,
    ]);

    expect(parsePushReport(answer)).toEqual({
      accepted: false,
      reason: 'push declined due to rules',
      messages: ['error: GH013: Repository rule violations found'],
    });
  });

  it('gives the reason when the objects are refused', () => {
    const answer = band(
      1,
      report('unpack index-pack failed', 'ng refs/heads/main unpacker error'),
    );

    expect(parsePushReport(answer)).toMatchObject({ accepted: false });
  });

  it('gives a fatal error', () => {
    expect(parsePushReport(band(3, 'out of disk'))).toEqual({
      accepted: false,
      reason: 'out of disk',
      messages: [],
    });
  });

  it.each([
    ['cut off', Buffer.from('0040\x01unpack')],
    ['HTML', Buffer.from('<html>')],
    ['empty', Buffer.from('')],
  ])('takes no answer that is %s for a success', (_, answer) => {
    expect(() => parsePushReport(answer)).toThrow(/The answer/);
  });
});
