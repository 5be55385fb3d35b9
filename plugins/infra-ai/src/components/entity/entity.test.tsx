import { mockApis, renderTestApp } from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { createTestEntityPage } from '@backstage/plugin-catalog-react/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import '.';
import { infraAiApiRef } from '../../api';
import { entityExtensions } from '../../plugin/entityExtensions';
import { rootRouteRef } from '../../plugin/routes';
import { FakeInfraAiApi } from '../../__testUtils__';
import { isAnalyzable, isInfraAiAvailable } from './availability';

const ENTITY = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'System',
  metadata: {
    name: 'shop',
    annotations: {
      'infra-ai/analysis-id': 'analysis-1',
      'infra-ai/confidence': '0.87',
      'backstage.io/source-location': 'url:https://github.com/acme/shop/',
    },
  },
  spec: { owner: 'guest' },
};
const REF = 'system:default/shop';
const [, content, card] = entityExtensions;

function show(
  extension: (typeof entityExtensions)[number],
  api: FakeInfraAiApi,
) {
  renderTestApp({
    extensions: [createTestEntityPage({ entity: ENTITY }), extension],
    mountedRoutes: {
      '/catalog/:namespace/:kind/:name': entityRouteRef,
      '/infra-ai': rootRouteRef,
    },
    apis: [
      [infraAiApiRef, api],
      mockApis.permission({
        authorize: AuthorizeResult.ALLOW,
      }),
    ],
  } as Parameters<typeof renderTestApp>[0]);
}

describe('the tab Infrastructure', () => {
  it('tells where the entity came from', async () => {
    const api = new FakeInfraAiApi();
    const { id } = await api.processText({ description: 'A shop' });
    api.provenance = {
      analysisId: id,
      analyzer: 'embedded',
      source: 'text/prose',
      confidence: 0.87,
      analysis: await api.getAnalysis(id),
    };
    show(content, api);

    expect(
      await screen.findByRole('link', { name: 'Web shop' }),
    ).toHaveAttribute('href', `/infra-ai/analyses/${id}`);
    expect(screen.getByText('Embedded analyzer')).toBeVisible();
    expect(screen.getByText('text/prose')).toBeVisible();
    expect(screen.getByText('87 % sure')).toBeVisible();
    expect(await screen.findByText('What was found, and where')).toBeVisible();
  });

  it('compares with the repository and leads to the pull request', async () => {
    const api = new FakeInfraAiApi();
    api.driftOutcome = {
      state: 'drifted',
      analysisId: 'analysis-9',
      url: 'https://github.com/acme/shop',
      changes: [
        {
          kind: 'added',
          entityRef: 'resource:default/cache',
          title: 'Cache',
          evidence: [{ kind: 'file', path: 'compose.yaml', line: 3 }],
        },
        {
          kind: 'removed',
          entityRef: 'component:default/web',
          relation: { type: 'dependsOn', targetRef: 'resource:default/db' },
          evidence: [],
        },
      ],
      hiddenChanges: 2,
    };
    show(content, api);

    expect(await screen.findByText('Not checked yet')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Check now' }));
    expect(
      await screen.findByText('Differs from the repository'),
    ).toBeVisible();
    expect(screen.getByText('Not in the catalog (1)')).toBeVisible();
    expect(screen.getByText('resource:default/cache')).toBeVisible();
    expect(screen.getByText('compose.yaml:3')).toBeVisible();
    expect(screen.getByRole('link', { name: 'db' })).toBeVisible();
    expect(screen.getByText(/^2 more in entities/)).toBeVisible();
    expect(
      screen.getByRole('link', { name: 'Open a pull request' }),
    ).toHaveAttribute('href', '/infra-ai/analyses/analysis-9?publish');
  });

  it('says why a check failed or did not start', async () => {
    const api = new FakeInfraAiApi();
    api.refuse = {
      checkDrift: { status: 429, name: 'Error', message: 'Too many checks' },
    };
    api.drift.set(REF, {
      entityRef: REF,
      state: 'failed',
      checkedAt: '2026-03-01T10:00:00Z',
      error: { name: 'NotFoundError', message: 'The repository is gone' },
    });
    show(content, api);

    expect(await screen.findByText('The repository is gone')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Check again' }));
    expect(await screen.findByText('Too many checks')).toBeVisible();
  });
});

describe('the card', () => {
  it('shows confidence and drift at a glance', async () => {
    const api = new FakeInfraAiApi();
    api.drift.set(REF, {
      entityRef: REF,
      state: 'in-sync',
      checkedAt: '2026-03-01T10:00:00Z',
    });
    show(card, api);

    expect(
      await screen.findByText('In step with the repository'),
    ).toBeVisible();
    expect(screen.getByRole('meter', { name: 'Confidence' })).toHaveAttribute(
      'aria-valuenow',
      '87',
    );
  });
});

describe('where they appear', () => {
  const bare = { ...ENTITY, metadata: { name: 'shop' } };

  it('is where an analysis or a repository is known', () => {
    expect(isInfraAiAvailable(ENTITY)).toBe(true);
    expect(isInfraAiAvailable(bare)).toBe(false);
    expect(isAnalyzable(ENTITY)).toBe(true);
    expect(isAnalyzable({ ...ENTITY, kind: 'User' })).toBe(false);
    expect(isAnalyzable(bare)).toBe(false);
  });
});
