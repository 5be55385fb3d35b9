import sharp from 'sharp';
import { line } from '../__testUtils__/shopPicture';
import { paintOver, redactLines } from './redactPicture';

const size = { width: 400, height: 200 };

describe('redactLines', () => {
  it('finds the lines that hold secrets', async () => {
    const secret = line('DB_PASSWORD=hunter2', [0.1, 0.3, 0.4, 0.05]);
    const harmless = line('Orders', [0.1, 0.1, 0.2, 0.05]);
    const { text, secretLines } = await redactLines({
      ...size,
      lines: [harmless, secret],
    });
    expect(secretLines).toEqual([secret]);
    expect(text.lines).toEqual([
      harmless,
      { ...secret, text: 'DB_PASSWORD=*******' },
    ]);
  });

  it('finds a secret in the cell beside its name', async () => {
    const value = line('hunter2-prod', [0.5, 0.31, 0.2, 0.05]);
    const { secretLines } = await redactLines({
      ...size,
      lines: [line('password:', [0.1, 0.3, 0.2, 0.05]), value],
    });
    expect(secretLines).toEqual([value]);
  });

  it.each([
    [
      'Bearer',
      `Bearer${'eyJhbGciOiJIUzI1NiJ9'}.${'eyJzdWIiOiIxMjM0NTY3ODkwIn0'}.${'dozjgNryP4J3jVmNHl0w5N'}`,
    ],
    ['a prefix', `token${'ghp_'}wWPw5k4aXcaT4fNP0UcnZwJUVFk6LO0pINUx`],
    ['a sentence', 'thepasswordishunter2!'],
    ['una frase', 'lacontraseñaeshunter2!'],
  ])('finds a secret that lost the space behind %s', async (_, words) => {
    const { text, secretLines } = await redactLines({
      ...size,
      lines: [
        line('Orders', [0.1, 0.1, 0.2, 0.05]),
        line(words, [0.1, 0.3, 0.4, 0.05]),
      ],
    });
    expect(secretLines).toHaveLength(1);
    expect(text.lines[0].text).toBe('Orders');
    expect(text.lines[1].text).toMatch(/\*{8}/);
    expect(text.lines[1].text).not.toMatch(/hunter2|wWPw5k|dozjgN/);
  });

  it('leaves labels of architectures alone', async () => {
    const labels = [
      'Token service',
      'Secrets Manager',
      'BasicAuth proxy',
      'sk-learn worker',
      'Password reset API',
      'Task-runner',
    ];
    const { secretLines } = await redactLines({
      ...size,
      lines: labels.map((label, i) => line(label, [0.1, i / 10, 0.3, 0.05])),
    });
    expect(secretLines).toEqual([]);
  });

  it('does not take the label below for a secret', async () => {
    const { secretLines } = await redactLines({
      ...size,
      lines: [
        line('Token:', [0.1, 0.3, 0.2, 0.05]),
        line('orders-service-2', [0.1, 0.5, 0.2, 0.05]),
      ],
    });
    expect(secretLines).toEqual([]);
  });
});

describe('paintOver', () => {
  const white = async (format: 'png' | 'jpeg') => ({
    ...size,
    mediaType: `image/${format}` as const,
    bytes: new Uint8Array(
      await sharp({ create: { ...size, channels: 3, background: 'white' } })
        .toFormat(format)
        .toBuffer(),
    ),
  });

  it.each(['png', 'jpeg'] as const)(
    'blanks lines of a %s and nothing else',
    async format => {
      const painted = await paintOver(await white(format), [
        line('one', [0.25, 0.5, 0.25, 0.1]),
        // To the edge, and over it
        line('two', [0.9, 0.95, 0.2, 0.1]),
      ]);
      const image = sharp(painted.bytes);
      expect((await image.metadata()).format).toBe(format);
      const { data, info } = await image
        .raw()
        .toBuffer({ resolveWithObject: true });
      const at = (x: number, y: number) =>
        data[(y * info.width + x) * info.channels];
      expect([info.width, info.height]).toEqual([400, 200]);
      for (const [x, y] of [
        [100, 100],
        [150, 110],
        [199, 119],
        [399, 199],
      ]) {
        expect(Math.abs(at(x, y) - 0x80)).toBeLessThan(4);
      }
      for (const [x, y] of [
        [80, 110],
        [230, 110],
        [150, 80],
        [300, 190],
      ]) {
        expect(at(x, y)).toBeGreaterThan(250);
      }
    },
  );

  it('leaves a picture without secrets as it is', async () => {
    const picture = await white('png');
    expect(await paintOver(picture, [])).toBe(picture);
  });
});
