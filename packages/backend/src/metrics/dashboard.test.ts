import { dashboard, labelsIn, namesIn } from '../__testUtils__/monitoring';

describe('the Grafana dashboard', () => {
  const { panels } = dashboard;

  it('is one that Grafana can import', () => {
    expect(dashboard.uid).toBe('infra-ai');
    expect(dashboard.schemaVersion).toBeGreaterThanOrEqual(39);
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    expect(panels.filter(({ type }) => type === 'row').length).toBeGreaterThan(
      3,
    );
  });

  it('takes the data source that the reader chooses', () => {
    expect(
      dashboard.templating.list.find(({ name }) => name === 'datasource'),
    ).toMatchObject({ type: 'datasource', query: 'prometheus' });
    for (const { type, datasource, targets = [] } of panels) {
      expect(type === 'row' || datasource?.uid === '${datasource}').toBe(true);
      for (const target of targets) {
        expect(target.datasource.uid).toBe('${datasource}');
      }
    }
  });

  it('has panels that lie side by side, none on another', () => {
    const cells = new Set<string>();
    for (const { gridPos, title } of panels) {
      expect(gridPos.x + gridPos.w).toBeLessThanOrEqual(24);
      for (let x = gridPos.x; x < gridPos.x + gridPos.w; x++) {
        for (let y = gridPos.y; y < gridPos.y + gridPos.h; y++) {
          expect({ title, taken: cells.has(`${x},${y}`) }).toEqual({
            title,
            taken: false,
          });
          cells.add(`${x},${y}`);
        }
      }
    }
  });
});

describe('names and labels of an expression', () => {
  it('are found wherever they stand', () => {
    const expr =
      'histogram_quantile(0.5, sum by (le, a) (rate(infra_ai_x_bucket{b=~"$b",c!="d"}[5m]))) / infra_ai_y';
    expect(namesIn(expr)).toEqual(['infra_ai_x_bucket', 'infra_ai_y']);
    expect(labelsIn(expr)).toEqual(['b', 'c', 'le', 'a']);
  });
});
