import {
  parseInfrastructureModel,
  type ImageInput,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import { createAnalyzer } from './__testUtils__/createAnalyzer';
import { mockGemini } from './__testUtils__/mockGemini';
import {
  line,
  shopLabels,
  shopPicture,
  shopPictureAnswer,
} from './__testUtils__/shopPicture';

const [webShop, orders, postgres] = shopPictureAnswer.elements;
const [callsOrders, keepsData] = shopPictureAnswer.relations;

describe('GeminiAnalyzer, asked about a picture', () => {
  const { gemini, answerWith } = mockGemini();
  const analyze = async (
    answer: object,
    around: Parameters<typeof createAnalyzer>[1] = {},
    input: ImageInput = shopPicture,
  ) => {
    answerWith(answer, { chunkSize: 100_000 });
    const result = await createAnalyzer(gemini.url, around).analyze(input);
    return parseInfrastructureModel(result.model);
  };

  it('accepts raster pictures only', () => {
    const { analyzer } = createAnalyzer(gemini.url);
    const accepts = (mediaType: ImageInput['mediaType']) =>
      analyzer.accepts({ ...shopPicture, mediaType });
    expect(accepts('image/png')).toBe(true);
    expect(accepts('image/jpeg')).toBe(true);
    expect(accepts('image/webp')).toBe(true);
    expect(accepts('image/svg+xml')).toBe(false);
    expect(analyzer.accepts({ kind: 'files', files: [] })).toBe(false);
  });

  it('does not read a picture that it does not accept', async () => {
    const { analyze: run } = createAnalyzer(gemini.url);
    await expect(
      run({ ...shopPicture, mediaType: 'image/svg+xml' }),
    ).rejects.toThrow('does not read image/svg+xml');
    expect(gemini.getRequests()).toHaveLength(0);
  });

  it('finds elements and relations, each with its box', async () => {
    const model = await analyze(shopPictureAnswer);

    expect(model.system).toEqual({ name: 'Shop' });
    expect(model.source).toEqual({ kind: 'image', language: 'en' });
    expect(model.warnings).toEqual([]);
    expect(
      model.elements.map(({ name, confidence, evidence }) => [
        name,
        confidence,
        evidence,
      ]),
    ).toEqual([
      [
        'web shop',
        1,
        [{ kind: 'image', x: 0.1, y: 0.1, width: 0.2, height: 0.1 }],
      ],
      [
        'orders service',
        1,
        [
          {
            kind: 'image',
            x: 0.4,
            y: 0.1,
            width: 0.3,
            height: 0.1,
          },
        ],
      ],
      // The icon, and the caption below it
      [
        'PostgreSQL',
        0.9,
        [
          {
            kind: 'image',
            x: 0.75,
            y: 0.1,
            width: 0.18,
            height: 0.24,
          },
        ],
      ],
    ]);
    expect(model.relations).toMatchObject([
      {
        from: 'web-shop',
        to: 'orders',
        confidence: 1,
        evidence: [{ kind: 'image', x: 0.3, y: 0.145, width: 0.1 }],
      },
      { from: 'orders', to: 'postgres', description: 'JDBC' },
    ]);
    expect(model.elements[0]).not.toHaveProperty('nameSource');
    expect(model.relations[0]).not.toHaveProperty('isDirectionClear');
  });

  it('names the system as the person did', async () => {
    const model = await analyze(
      shopPictureAnswer,
      {},
      { ...shopPicture, name: 'Storefront' },
    );
    expect(model.system?.name).toBe('Storefront');
  });

  describe('places', () => {
    it('are those of the label where the box of the model is somewhere else', async () => {
      const model = await analyze({
        ...shopPictureAnswer,
        elements: [
          { ...webShop, box_2d: [700, 700, 800, 900] },
          orders,
          postgres,
        ],
      });
      expect(model.elements[0].evidence).toEqual([
        { kind: 'image', x: 0.12, y: 0.14, width: 0.16, height: 0.04 },
      ]);
    });

    it.each([
      ['no box', []],
      ['a box without area', [140, 500, 140, 500]],
      ['a box of three numbers', [140, 500, 160]],
      ['a box outside of the picture', [1100, 1100, 1200, 1200]],
      ['words for a box', 'top left'],
    ])('are those of the label for %s', async (_, box) => {
      const model = await analyze({
        ...shopPictureAnswer,
        elements: [webShop, { ...orders, box_2d: box }, postgres],
      });
      expect(model.elements[1].evidence).toEqual([
        { kind: 'image', x: 0.45, y: 0.14, width: 0.2, height: 0.04 },
      ]);
      expect(gemini.getRequests()).toHaveLength(1);
    });

    it('are those of the nearer label when it is written twice', async () => {
      const twin = line('PostgreSQL', [0.1, 0.8, 0.16, 0.04]);
      const model = await analyze(
        {
          ...shopPictureAnswer,
          elements: [
            webShop,
            orders,
            postgres,
            { ...postgres, id: 'twin', box_2d: [700, 80, 860, 300] },
          ],
        },
        {
          recognizer: {
            recognize: async () => ({
              ...shopLabels,
              lines: [...shopLabels.lines, twin],
            }),
          },
        },
      );
      expect(model.elements[3].evidence).toMatchObject([
        { kind: 'image', x: 0.08, y: 0.7 },
      ]);
      expect(model.elements[2].evidence).toMatchObject([{ x: 0.75, y: 0.1 }]);
    });

    it('are missing for a relation that the model does not place, which is marked', async () => {
      const model = await analyze({
        ...shopPictureAnswer,
        relations: [callsOrders, { ...keepsData, box_2d: [] }],
      });
      expect(model.relations[1]).toMatchObject({
        confidence: 0.5,
        evidence: [{ kind: 'inferred' }],
      });
    });

    it('of a warning are kept', async () => {
      const model = await analyze({
        ...shopPictureAnswer,
        warnings: [
          { message: 'Blurred', box_2d: [500, 0, 600, 100] },
          { message: 'A note', box_2d: [1] },
        ],
      });
      expect(model.warnings).toEqual([
        {
          message: 'Blurred',
          evidence: {
            kind: 'image',
            x: 0,
            y: 0.5,
            width: 0.1,
            height: 0.1,
          },
        },
        { message: 'A note' },
      ]);
    });
  });

  describe('what is not written in the picture', () => {
    it('is marked, and named in a warning', async () => {
      const model = await analyze({
        ...shopPictureAnswer,
        elements: [webShop, orders, { ...postgres, name: 'Kafka' }],
      });
      expect(model.elements[2]).toMatchObject({
        name: 'Kafka',
        confidence: 0.3,
        evidence: [
          { kind: 'inferred', why: expect.stringContaining('no such label') },
        ],
      });
      expect(model.warnings).toEqual([
        { message: expect.stringMatching(/no such label.*: Kafka$/) },
      ]);
    });

    it('may be an icon without words', async () => {
      const model = await analyze({
        ...shopPictureAnswer,
        elements: [
          webShop,
          orders,
          { ...postgres, name: 'Amazon S3', nameSource: 'icon' },
        ],
      });
      expect(model.elements[2]).toMatchObject({
        confidence: 0.6,
        evidence: [
          { kind: 'image', x: 0.75, y: 0.1 },
          { kind: 'inferred', why: 'Recognized from an icon' },
        ],
      });
      expect(model.warnings).toEqual([]);
    });

    it('may be in the words of the person, and only if it is', async () => {
      const named = { ...postgres, nameSource: 'description', box_2d: [] };
      const model = await analyze(
        {
          ...shopPictureAnswer,
          elements: [
            webShop,
            { ...named, id: 'ledger', name: 'Ledger' },
            { ...named, id: 'vault', name: 'Vault' },
          ],
          relations: [],
        },
        {},
        { ...shopPicture, description: 'The box on the right is our ledger.' },
      );
      expect(model.elements.slice(1)).toMatchObject([
        { name: 'Ledger', confidence: 0.6, evidence: [{ kind: 'inferred' }] },
        { name: 'Vault', confidence: 0.3, evidence: [{ kind: 'inferred' }] },
      ]);
      expect(model.warnings).toEqual([
        { message: expect.stringMatching(/: Vault$/) },
      ]);
    });

    it('may be a conclusion, with its reason', async () => {
      const model = await analyze({
        ...shopPictureAnswer,
        elements: [
          webShop,
          orders,
          postgres,
          {
            ...postgres,
            id: 'gateway',
            name: 'Gateway',
            nameSource: 'conclusion',
            box_2d: [],
            inferredBecause: 'Everything passes through one point',
          },
        ],
      });
      expect(model.elements[3]).toMatchObject({
        confidence: 0.5,
        evidence: [
          { kind: 'inferred', why: 'Everything passes through one point' },
        ],
      });
    });
  });

  it('says when the direction of a relation is a guess', async () => {
    const model = await analyze({
      ...shopPictureAnswer,
      relations: [
        { ...callsOrders, isDirectionClear: false },
        { ...keepsData, isDirectionClear: false },
      ],
    });
    expect(model.relations).toMatchObject([
      {
        confidence: 0.5,
        description: 'no arrow head is visible, the direction is a guess',
        evidence: [{ kind: 'image' }],
      },
      {
        confidence: 0.5,
        description:
          'JDBC (no arrow head is visible, the direction is a guess)',
      },
    ]);
    expect(model.warnings).toEqual([
      {
        message: expect.stringMatching(
          /a guess: web shop → orders service, orders service → PostgreSQL$/,
        ),
      },
    ]);
  });
});
