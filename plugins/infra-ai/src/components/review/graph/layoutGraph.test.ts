import { edgePath } from './edgePath';
import { NODE_HEIGHT, NODE_WIDTH, layoutGraph } from './layoutGraph';

const elements = ['web', 'api', 'db', 'alone'].map(id => ({ id }));
const relations = [
  { from: 'web', to: 'api' },
  { from: 'api', to: 'db' },
  // There and back, twice over, and to itself: all of it occurs in real systems.
  { from: 'db', to: 'web' },
  { from: 'web', to: 'api' },
  { from: 'api', to: 'api' },
];
const input = { elements, relations, labelWidths: [80, 80, 80, 80, 80] };

describe('layoutGraph', () => {
  it.each(['LR', 'TB'] as const)('places callers first, %s', direction => {
    const { nodes } = layoutGraph({ ...input, direction });
    const axis = direction === 'LR' ? 'x' : 'y';
    expect(nodes.web[axis]).toBeLessThan(nodes.api[axis]);
    expect(nodes.api[axis]).toBeLessThan(nodes.db[axis]);
  });

  it('lets no element lie on another', () => {
    const { nodes } = layoutGraph({ ...input, direction: 'LR' });
    const places = Object.values(nodes);
    places.forEach((a, index) =>
      places.slice(index + 1).forEach(b => {
        expect(
          Math.abs(a.x - b.x) >= NODE_WIDTH ||
            Math.abs(a.y - b.y) >= NODE_HEIGHT,
        ).toBe(true);
      }),
    );
  });

  it('gives the same places for the same model', () => {
    expect(layoutGraph({ ...input, direction: 'LR' })).toEqual(
      layoutGraph({ ...input, direction: 'LR' }),
    );
  });

  it('draws every relation, from side to side', () => {
    const layout = layoutGraph({ ...input, direction: 'LR' });
    const paths = relations.map(({ from, to }, index) =>
      edgePath(
        layout.edges[index].points,
        { from: layout.nodes[from], to: layout.nodes[to] },
        layout,
      ),
    );
    expect(paths.every(path => /^M[-\d.]+,[-\d.]+C/.test(path))).toBe(true);
    const { x, y } = layout.nodes.web;
    expect(paths[0]).toMatch(
      new RegExp(`^M${x + NODE_WIDTH},${y + NODE_HEIGHT / 2}C`),
    );
  });
});
