import { parseAllDocuments } from 'yaml';
import type { InfrastructureModel } from '../model';
import { planFiles } from './planFiles';

const hostile =
  '"]; click n1 "javascript:alert(1)" <img src=x onerror=alert(1)> [x](https://evil.example) | ```';

const model: InfrastructureModel = {
  system: { name: 'shop', description: hostile },
  elements: [
    {
      id: 'a',
      kind: 'component',
      type: 'service',
      name: hostile,
      technology: '%%{init: {}}%%',
      evidence: [],
      confidence: 1,
    },
    {
      id: 'b',
      kind: 'resource',
      type: 'database',
      name: 'Orders DB',
      technology: 'PostgreSQL',
      evidence: [],
      confidence: 1,
    },
  ],
  relations: [
    {
      from: 'a',
      to: 'b',
      type: 'dependsOn',
      description: hostile,
      evidence: [],
      confidence: 1,
    },
  ],
  warnings: [],
  source: { kind: 'text' },
};

describe('planFiles', () => {
  const plan = planFiles(model, { owner: 'guests' });
  const content = (path: string) =>
    plan.files.find(f => f.path === path)!.content;

  it('writes catalog-info.yaml and README.md', () => {
    expect(plan.files.map(f => f.path)).toEqual([
      'catalog-info.yaml',
      'README.md',
    ]);
    const documents = parseAllDocuments(content('catalog-info.yaml'));
    expect(documents.map(d => d.toJS())).toEqual(plan.entities);
  });

  it('adds the pages of TechDocs when asked', () => {
    const { files, entities } = planFiles(model, {
      owner: 'guests',
      techdocs: true,
    });
    expect(files.map(f => f.path)).toEqual([
      'catalog-info.yaml',
      'README.md',
      'docs/index.md',
      'mkdocs.yml',
    ]);
    expect(entities[0].metadata.annotations).toMatchObject({
      'backstage.io/techdocs-ref': 'dir:.',
    });
  });

  it('draws the system', () => {
    expect(content('README.md')).toContain(
      'n2[("Orders DB<br/><small>PostgreSQL</small>")]',
    );
    expect(content('README.md')).toMatch(/\n {2}n1 -->\|".*"\| n2\n/);
  });

  it('lets no name out of its place in the README', () => {
    const readme = content('README.md');
    expect(readme.match(/^```/gm)).toHaveLength(2);
    expect(readme).not.toMatch(/(?<!\\)<img/);
    expect(readme).not.toContain('](https://evil.example)');
    const diagram = readme.split('```')[1];
    expect(diagram).not.toContain('%%{');
    expect(diagram).not.toContain('"]; click');
  });
});
