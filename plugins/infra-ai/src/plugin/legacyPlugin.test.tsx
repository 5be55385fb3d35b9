import { FlatRoutes } from '@backstage/core-app-api';
import { TestApiProvider, wrapInTestApp } from '@backstage/test-utils';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import {
  AuthorizeResult,
  type EvaluatePermissionResponse,
} from '@backstage/plugin-permission-common';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { render, screen } from '@testing-library/react';
import { Route } from 'react-router-dom';
import { InfraAiPage, infraAiApiRef, infraAiPlugin } from '..';
import '../components/page';
import { FakeInfraAiApi } from '../__testUtils__';

describe('infraAiPlugin', () => {
  it('mounts its page in an app on the old front-end system', async () => {
    const permissionApi = {
      authorize: async (): Promise<EvaluatePermissionResponse> => ({
        result: AuthorizeResult.ALLOW,
      }),
    };
    render(
      wrapInTestApp(
        <TestApiProvider
          apis={[
            [infraAiApiRef, new FakeInfraAiApi()],
            [permissionApiRef, permissionApi],
          ]}
        >
          <FlatRoutes>
            <Route path="/infra-ai" element={<InfraAiPage />} />
          </FlatRoutes>
        </TestApiProvider>,
        {
          routeEntries: ['/infra-ai'],
          mountedRoutes: {
            '/catalog/:namespace/:kind/:name': entityRouteRef,
          },
        },
      ),
    );
    expect(
      await screen.findByRole('heading', {
        name: 'Describe your infrastructure',
      }),
    ).toBeVisible();
    expect(screen.getByRole('tab', { name: 'History' })).toHaveAttribute(
      'href',
      '/infra-ai/analyses',
    );
  });

  it('provides the API', () => {
    expect([...infraAiPlugin.getApis()].map(({ api }) => api.id)).toEqual([
      infraAiApiRef.id,
    ]);
  });
});
