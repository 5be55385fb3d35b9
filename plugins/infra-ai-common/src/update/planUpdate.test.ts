import type { PlannedFile } from '../files';
import { publishedAnalysisId, type UpdateOptions } from '.';
import { orders } from './__testUtils__/plans';
import { catalogInfo, update } from './__testUtils__/update';

const FILE = 'catalog-info.yaml';

describe('a repository without the file', () => {
  it('gets it as a new repository does', () => {
    const { plan, text } = update({ ours: orders(), theirs: [] });
    expect(text).toBe(catalogInfo(orders()));
    expect(plan.entities.map(({ kind }) => kind)).toEqual(
      Array(5).fill('added'),
    );
    expect(plan.writes.map(({ path }) => path)).toEqual([FILE, 'README.md']);
    expect(plan.files[0]).toMatchObject({
      kind: 'added',
      patch: expect.stringMatching(/^--- \/dev\/null\n\+\+\+ b\/catalog-info/),
    });
  });
});

describe('the same again', () => {
  it('changes nothing', () => {
    const { plan } = update({ ours: orders(), theirs: orders() });
    expect(plan.writes).toEqual([]);
    expect(plan.notes).toEqual([]);
    expect(plan.entities.every(({ kind }) => kind === 'unchanged')).toBe(true);
  });

  it('changes nothing when only the analysis is another', () => {
    const { plan } = update({
      ours: orders({ analysisId: 'analysis-2' }),
      theirs: orders(),
    });
    expect(plan.writes).toEqual([]);
  });

  it('names the analysis on the System once something else changes', () => {
    const { text, entities, change } = update({
      ours: orders({ analysisId: 'analysis-2', description: 'New' }),
      theirs: orders(),
      base: orders(),
    });
    expect(publishedAnalysisId(text)).toBe('analysis-2');
    expect(entities['shop-cache'].metadata.annotations).toMatchObject({
      'infra-ai/analysis-id': 'analysis-1',
    });
    expect(change('system:default/shop')!.kind).toBe('unchanged');
    expect(change('component:default/shop-orders')).toMatchObject({
      kind: 'changed',
      fields: ['metadata.description', 'metadata.annotations'],
      details: [
        { before: 'Takes orders: "today", not #later', after: 'New' },
        {
          before: 'infra-ai/analysis-id: analysis-1',
          after: 'infra-ai/analysis-id: analysis-2',
        },
      ],
    });
  });
});

describe('fields', () => {
  const changed = orders({ description: 'What the analysis says now' });

  it('follow the analysis where nobody changed them', () => {
    const { entities } = update({
      ours: changed,
      theirs: orders(),
      base: orders(),
    });
    expect(entities['shop-orders'].metadata.description).toBe(
      'What the analysis says now',
    );
  });

  it('stay where a person changed them, with a note when the analysis says something new', () => {
    const theirs = catalogInfo(orders()).replace(
      /description: .*/,
      'description: By a person',
    );
    const { entities, plan } = update({
      ours: changed,
      theirs,
      base: orders(),
    });
    expect(entities['shop-orders'].metadata.description).toBe('By a person');
    expect(plan.notes).toContain(
      'component:default/shop-orders: metadata.description is "By a person", the analysis says "What the analysis says now"; kept',
    );
    const same = update({ ours: orders(), theirs, base: orders() });
    expect(same.plan.writes).toEqual([]);
    expect(same.plan.notes).toEqual([]);
  });

  it('stay without a base', () => {
    const { entities, plan } = update({ ours: changed, theirs: orders() });
    expect(entities['shop-orders'].metadata.description).toMatch(/^Takes/);
    expect(plan.writes).toEqual([]);
  });

  it('that a person took out do not come back', () => {
    const theirs = catalogInfo(orders())
      .replace(/ {2}description: .*\n/, '')
      .replace(/ {4}- resource:default\/shop-cache\n/, '');
    const { plan } = update({ ours: changed, theirs, base: orders() });
    expect(plan.writes).toEqual([]);
    expect(plan.notes).toHaveLength(2);
  });

  it('that come by an alias are overridden in their own place', () => {
    const theirs = catalogInfo(orders())
      .replace('owner: group', 'owner: &team group')
      .replace(/description: .*/, 'description: &text Old')
      .replace('type: service', 'type: service\n  note: *text');
    const { entities, plan } = update({
      ours: changed,
      theirs,
      base: orders({ description: 'Old' }),
    });
    // The anchored text is what an alias repeats: changing it would change both.
    expect(entities['shop-orders'].metadata.description).toBe('Old');
    expect(plan.notes).toEqual([
      expect.stringContaining('metadata.description is written in a way'),
    ]);
    const aliased = catalogInfo(orders())
      .replace('kind: Component', 'kind: Component\nx-text: &text Old')
      .replace(/description: .*/, 'description: *text # see above');
    const local = update({
      ours: changed,
      theirs: aliased,
      base: orders({ description: 'Old' }),
    });
    expect(local.text).toContain(
      'description: What the analysis says now # see above',
    );
    expect(local.entities['shop-orders']['x-text']).toBe('Old');
  });

  it('with a block of text keep the comment of its first line', () => {
    const theirs = catalogInfo(orders()).replace(
      /description: .*/,
      'description: >- # for the portal\n    Takes orders:\n    "today",\n    not #later',
    );
    const { text } = update({ ours: changed, theirs, base: orders() });
    expect(text).toContain(
      'description: What the analysis says now # for the portal\n  annotations:',
    );
  });
});

describe('what the analysis no longer finds', () => {
  const ours = orders({ elements: all => all.filter(e => e.id !== 'cache') });

  it('is told of and left', () => {
    const { plan, change } = update({ ours, theirs: orders(), base: orders() });
    expect(plan.writes.map(({ path }) => path)).toEqual(['README.md']);
    expect(change('resource:default/shop-cache')!.kind).toBe('missing');
    expect(plan.notes).toEqual([
      'component:default/shop-orders: spec.dependsOn: "resource:default/shop-cache" is no longer found and stays',
    ]);
  });

  it('goes with removeMissing, with what refers to it', () => {
    const theirs = catalogInfo(orders()).replace(
      '---\napiVersion: backstage.io/v1alpha1\nkind: Resource\nmetadata:\n  name: shop-cache',
      '# The cache:\n---\napiVersion: backstage.io/v1alpha1\nkind: Resource\nmetadata:\n  name: shop-cache',
    );
    const { entities, change, text } = update({
      ours,
      theirs,
      base: orders(),
      removeMissing: true,
    });
    expect(change('resource:default/shop-cache')!.kind).toBe('removed');
    expect(entities['shop-cache']).toBeUndefined();
    expect(entities['shop-orders'].spec.dependsOn).toEqual([
      'resource:default/shop-orders-db',
    ]);
    expect(text).toMatch(/\n# The cache:\n$/);
  });

  it('is named when a person’s entity still refers to it', () => {
    const theirs = `${catalogInfo(
      orders(),
    )}---\napiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: { name: theirs }\nspec: { type: service, dependsOn: ['Resource:shop-cache'] }\n`;
    const { plan, entities } = update({
      ours,
      theirs,
      base: orders(),
      removeMissing: true,
    });
    expect(entities.theirs.spec.dependsOn).toEqual(['Resource:shop-cache']);
    expect(plan.notes).toContain(
      'component:default/theirs: spec.dependsOn still refers to resource:default/shop-cache, which is removed',
    );
  });

  it('stays when a person wrote in it', () => {
    const theirs = catalogInfo(orders()).replace(
      'type: cache',
      'type: cache\n  runbook: call Ana',
    );
    const { entities, change, plan } = update({
      ours,
      theirs,
      base: orders(),
      removeMissing: true,
    });
    expect(change('resource:default/shop-cache')!.kind).toBe('missing');
    expect(entities['shop-cache'].spec.runbook).toBe('call Ana');
    expect(plan.notes).toContain(
      'resource:default/shop-cache is no longer found, but was edited since it was published; left',
    );
  });

  it('does not touch or list what people added', () => {
    const theirs = `${catalogInfo(
      orders(),
    )}---\napiVersion: backstage.io/v1alpha1\nkind: Resource\nmetadata:\n  name: shop-queue\nspec: { type: queue, owner: ana }\n`;
    const { entities, plan } = update({
      ours,
      theirs,
      base: orders(),
      removeMissing: true,
    });
    expect(entities['shop-queue'].spec).toEqual({
      type: 'queue',
      owner: 'ana',
    });
    expect(plan.entities.map(({ entityRef }) => entityRef)).not.toContain(
      'resource:default/shop-queue',
    );
  });
});

describe('other files', () => {
  const ours = orders({ description: 'New', techdocs: true });
  const paths = (
    options: Pick<UpdateOptions, 'base'> & { theirs: PlannedFile[] },
  ) => update({ ours, ...options }).plan.writes.map(({ path }) => path);
  const foreign = [
    { path: FILE, content: 'kind: Other\n' },
    { path: 'README.md', content: '# Mine\n' },
  ];

  it('are not added to a repository of a person, and nor is the annotation of docs', () => {
    const { plan, entities } = update({
      ours,
      theirs: foreign.map(file =>
        file.path === FILE ? { ...file, content: '' } : file,
      ),
    });
    expect(plan.writes.map(({ path }) => path)).toEqual([FILE]);
    expect(plan.notes).toEqual([
      'README.md is there already and was left as it is',
    ]);
    expect(entities.shop.metadata.annotations).not.toHaveProperty([
      'backstage.io/techdocs-ref',
    ]);
  });

  it('follow when nobody changed them, and docs come along', () => {
    expect(paths({ theirs: orders(), base: orders() })).toEqual([
      FILE,
      'docs/index.md',
      'mkdocs.yml',
    ]);
    const fewer = orders({ elements: all => all.slice(0, 2) });
    expect(paths({ theirs: fewer, base: fewer })).toContain('README.md');
  });

  it('stay as a person left them', () => {
    const theirs = orders().filter(({ path }) => path !== 'README.md');
    expect(paths({ theirs, base: orders() })).not.toContain('README.md');
    const edited = orders({ elements: all => all.slice(0, 2) }).map(file =>
      file.path === 'README.md'
        ? { ...file, content: `${file.content}\nMore.\n` }
        : file,
    );
    expect(
      paths({
        theirs: edited,
        base: orders({ elements: all => all.slice(0, 2) }),
      }),
    ).not.toContain('README.md');
  });
});
