import { adjustLayout } from './adjustLayout';
import { layoutGraph } from './layoutGraph';

const input = {
  elements: ['web', 'api', 'db'].map(id => ({ id })),
  relations: [
    { from: 'web', to: 'api' },
    { from: 'api', to: 'db' },
  ],
  labelWidths: [0, 0],
  direction: 'LR' as const,
};
const before = layoutGraph(input);

describe('adjustLayout', () => {
  it('moves nothing when a relation is drawn', () => {
    const after = adjustLayout(before, {
      elements: input.elements,
      relations: [{ from: 'web', to: 'db' }, ...input.relations],
    });
    expect(after.nodes).toEqual(before.nodes);
    expect(after.edges.slice(1)).toEqual(before.edges);
    expect(after.edges[0].points.length).toBeGreaterThan(1);
  });

  it('puts a new element where nothing is', () => {
    const { nodes } = adjustLayout(before, {
      elements: [...input.elements, { id: 'cache' }, { id: 'alone' }],
      relations: [...input.relations, { from: 'api', to: 'cache' }],
    });
    const places = Object.values(nodes).map(({ x, y }) => `${x},${y}`);
    expect(new Set(places).size).toBe(5);
    expect(nodes.web).toEqual(before.nodes.web);
  });

  it('forgets what was removed', () => {
    const after = adjustLayout(before, {
      elements: [{ id: 'web' }],
      relations: [],
    });
    expect(Object.keys(after.nodes)).toEqual(['web']);
    expect(after.edges).toEqual([]);
  });
});
